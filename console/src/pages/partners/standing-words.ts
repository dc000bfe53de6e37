/** Where an account stands, what that means, and what can be done about it. Pure. */
export type Status = 'active' | 'suspended' | 'canceled' | 'terminated'
export type Move = 'suspend' | 'reactivate' | 'cancel' | 'terminate'
export type LifecycleAction = Move | 'extend' | 'freeze' | 'unfreeze'

export interface Lifecycle {
  status: Status
  frozen: boolean
  planned: { move: Move; at: string } | null
}

export const meaning: Record<Status, string> = {
  active: 'Everything works.',
  suspended: 'People can sign in; communications are blocked until the account is reactivated.',
  canceled: 'People can sign in; communications stay blocked and cannot be opened again.',
  terminated: 'It is closed for good.',
}

export const happening: Record<Move, string> = {
  suspend: 'It is suspended',
  reactivate: 'It is reactivated',
  cancel: 'It is canceled',
  terminate: 'It is terminated',
}

export const isMove = (action: LifecycleAction | 'withdraw'): action is Move => action in happening

export const verbs: Record<LifecycleAction | 'withdraw', string> = {
  suspend: 'Suspend',
  reactivate: 'Reactivate',
  cancel: 'Cancel account',
  terminate: 'Terminate',
  extend: 'Extend by a week',
  freeze: 'Freeze',
  unfreeze: 'Unfreeze',
  withdraw: 'Withdraw plan',
}

export const consequences: Record<LifecycleAction | 'withdraw', string> = {
  suspend: 'Everybody can still sign in, but communications are blocked until somebody reactivates the account.',
  reactivate: 'The account is active again, and communications are open.',
  cancel: 'Communications stay blocked and can never be opened again. People can sign in until it is terminated.',
  terminate: 'Nobody is let in any more, at once and for good. This cannot be undone by anybody.',
  extend: 'What is planned happens one week later.',
  freeze: 'Nothing that is planned happens until the account is unfrozen.',
  unfreeze: 'What is planned happens at its time; what became due meanwhile happens at once.',
  withdraw: 'What is planned does not happen. The account stays as it is.',
}

const from: Record<Move, Status> = {
  suspend: 'active',
  reactivate: 'suspended',
  cancel: 'suspended',
  terminate: 'canceled',
}

/** Of what the viewer may do, what is possible from where the account stands. */
export function possible({ status, frozen, planned }: Lifecycle, may: readonly LifecycleAction[]) {
  if (status === 'terminated') return []
  const fits = (action: LifecycleAction): boolean => {
    if (action === 'extend') return planned !== null
    if (action === 'freeze') return !frozen
    if (action === 'unfreeze') return frozen
    return from[action] === status
  }
  const actions: (LifecycleAction | 'withdraw')[] = may.filter(fits)
  return planned && may.includes(planned.move) ? [...actions, 'withdraw' as const] : actions
}

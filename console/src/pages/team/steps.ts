/** What can be done to a member, and why something cannot. Pure: the server decides anyway. */
export const steps = ['resend', 'activate', 'deactivate', 'remove', 'set-password', 'erase-mfa', 'sign-out'] as const
export type Step = (typeof steps)[number]

export const guards = {
  edit: 'member.update',
  resend: 'member.resend',
  activate: 'member.activate',
  deactivate: 'member.deactivate',
  remove: 'member.remove',
  'set-password': 'login.set-password',
  'erase-mfa': 'login.erase-mfa',
  'sign-out': 'login.sign-out',
} as const satisfies Record<Step | 'edit', string>

export interface Standing {
  id: string
  kind: 'team' | 'expert'
  status: 'invited' | 'active' | 'inactive' | 'expired' | 'revoked'
  login: string | null
}

interface Terms {
  /** The viewer. */
  self: string
  mayLeave: boolean
}

const ended = 'The membership has ended'
const isOver = ({ status }: Standing) => status === 'revoked' || status === 'expired'
const unlessOver = (member: Standing) => (isOver(member) ? ended : undefined)
const onceIn = (member: Standing) => (member.status === 'invited' ? 'Has not signed in yet' : unlessOver(member))

const whyNots: Record<Step | 'edit', (member: Standing, terms: Terms) => string | undefined> = {
  edit: unlessOver,
  resend: (member) => (member.status === 'invited' ? undefined : (unlessOver(member) ?? 'The invitation was accepted')),
  activate: (member) => (member.status === 'inactive' ? undefined : (unlessOver(member) ?? 'Only who is inactive')),
  deactivate: (member) => (member.status === 'active' ? undefined : (unlessOver(member) ?? 'Only who is active')),
  remove: ({ id, status }, { self, mayLeave }) => {
    if (id === self && !mayLeave) return 'Nobody removes themselves here: ask another administrator'
    return status === 'expired' ? ended : undefined
  },
  'set-password': (member) => (member.login === null ? 'Only for logins that were made here' : unlessOver(member)),
  'erase-mfa': onceIn,
  'sign-out': onceIn,
}

/** Why this cannot be done to all of them; undefined where it can. */
export function whyNot(step: Step | 'edit', members: readonly Standing[], terms: Terms): string | undefined {
  if (members.length === 0) return 'Select somebody first'
  if (members.some(({ kind }) => kind === 'expert')) return 'Experts are managed on the page Expert access'
  if (members.length > 1 && (step === 'edit' || step === 'set-password')) return 'One member at a time'
  return members.map((member) => whyNots[step](member, terms)).find((why) => why !== undefined)
}

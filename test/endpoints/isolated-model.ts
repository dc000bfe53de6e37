/** Whose which account is, as a plain model has it: partners, organizations and accounts that move between them. */

export const roles = ['reseller', 'reseller', 'implementation-partner'] as const
export const [partners, organizations, accounts] = [roles.length, 2, 3]

export type Step =
  | { do: 'engage' | 'disengage'; account: number; partner: number }
  | { do: 'put-under' | 'take-out'; account: number; organization: number }
  | { do: 'move'; organization: number; partner: number }
  | { do: 'rename'; account: number; name: string }
  | { do: 'switch-partner' | 'switch-agent'; partner: number }

/** What should be: who is on, whose each organization is, and where each account stands. */
export interface Model {
  partners: Staffed[]
  owners: number[]
  accounts: Account[]
}

export interface Staffed {
  on: boolean
  agentOn: boolean
}

export interface Account {
  engaged: Set<number>
  under?: number
}

type Taken<Do extends Step['do']> = Extract<Step, { do: Do }>

/** Each step as the model takes it, and the status that the API is to answer. */
const rules: { [Do in Step['do']]: (model: Model, step: Taken<Do>) => number } = {
  engage: ({ accounts, partners }, { account, partner }) => {
    const { engaged } = accounts[account] as Account
    if (!engaged.has(partner) && !partners[partner]?.on) return 409
    engaged.add(partner)
    return 200
  },
  disengage: ({ accounts }, { account, partner }) => (accounts[account]?.engaged.delete(partner) ? 204 : 404),
  'put-under': ({ accounts, owners, partners }, { account, organization }) => {
    const known = accounts[account] as Account
    if (known.under !== organization && !partners[owners[organization] ?? -1]?.on) return 409
    known.under = organization
    return 200
  },
  'take-out': ({ accounts }, { account, organization }) => {
    const known = accounts[account] as Account
    if (known.under !== organization) return 404
    delete known.under
    return 204
  },
  move: ({ owners, partners }, { organization, partner }) => {
    const canOwn = roles[partner] === 'reseller' && partners[partner]?.on
    if (owners[organization] !== partner && !canOwn) return 409
    owners[organization] = partner
    return 200
  },
  rename: () => 200,
  'switch-partner': ({ partners }, { partner }) => {
    const known = partners[partner] as Staffed
    known.on = !known.on
    return 200
  },
  'switch-agent': ({ partners }, { partner }) => {
    const known = partners[partner] as Staffed
    known.agentOn = !known.agentOn
    return 200
  },
}

export const expected = (model: Model, step: Step): number => rules[step.do](model, step as never)

/** What the agent of a partner sees, as the model has it: accounts by number, and organizations. */
export function due({ partners, owners, accounts }: Model, partner: number) {
  const { on = false, agentOn = false } = partners[partner] ?? {}
  const isTheirs = ({ engaged, under }: Account) =>
    engaged.has(partner) || (under !== undefined && owners[under] === partner)
  const theirs = on && agentOn ? accounts.flatMap((account, at) => (isTheirs(account) ? [at] : [])) : []
  const owned = on && agentOn ? owners.flatMap((owner, at) => (owner === partner ? [at] : [])) : []
  return { listed: theirs, read: theirs, permitted: theirs, acted: theirs, owned }
}

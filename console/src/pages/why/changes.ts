/** What would turn a decision round, in words, and where in the console it is done. What is missing here does not compile. */
import { humane } from '../../words.ts'
import type { Change } from './explanation.ts'
import type { Names } from './names.ts'
import { nameOfOption, propertyInWords } from './reasons.ts'

export interface Told {
  text: string
  /** Below the account's address. */
  path?: string
}

/** Whom the question is about, as far as it is known. */
export interface About {
  member?: string
  isExpert: boolean
}

export const memberPath = ({ member, isExpert }: About): string => {
  const list = isExpert ? 'experts' : 'team'
  return member === undefined ? list : `${list}/${member}`
}

/** Which kinds name what, the document does not say: what one does not name is empty. */
type Tellers = Record<
  Change['change'],
  (change: { to: string; role: string; of: string }, about: About, names: Names) => Told
>

const tellers: Tellers = {
  none: () => ({ text: 'Nothing turns this round: it is closed for good to somebody like them.' }),
  invite: (_, { isExpert }) => ({ text: 'Invite them.', path: isExpert ? 'experts' : 'team' }),
  accept: (_, about) => ({
    text: 'They accept the invitation. Resend it if the mail was lost.',
    path: memberPath(about),
  }),
  activate: (_, about) => ({ text: 'Activate the membership again.', path: memberPath(about) }),
  'extend-window': (_, about) => ({ text: 'Give the access a later end.', path: memberPath(about) }),
  'allow-updating': (_, about) => ({
    text: 'Invite the expert anew, with “Allow updating configurations”.',
    path: memberPath(about),
  }),
  'give-role': ({ to }, about, names) => ({ text: `Give them the role “${names.role(to)}”.`, path: memberPath(about) }),
  'take-role': ({ role }, about, names) => ({
    text: `Take the role “${names.role(role)}” from them.`,
    path: memberPath(about),
  }),
  'set-level': ({ to }, _, names) => {
    const [product = '', level = ''] = to.split(': ')
    return { text: `Give them the level “${names.level(level)}” in ${humane(product)}.`, path: 'agreements' }
  },
  link: ({ to }) => ({ text: `Link them to ${to}.`, path: 'agreements' }),
  'complete-link': ({ to }) => ({ text: `Give their link to ${to} what it lacks.`, path: 'agreements' }),
  'name-agreement': () => ({ text: 'Ask again with the agreement it is about, as the property “agreement”.' }),
  'name-permission': () => ({ text: 'Ask again about a permission that the catalog has.' }),
  'switch-on': ({ role, of }, _, names) => ({
    text: `Switch “${names.permission(of)}” on for ${names.role(role)}.`,
    path: 'permissions',
  }),
  'restriction-off': ({ role, of }, _, names) => ({
    text: `Turn the restriction “${names.restriction(of)}” off for ${role === 'expert' ? 'experts' : names.role(role)}.`,
    path: 'permissions',
  }),
  property: ({ of }) => ({ text: `Ask about another case: it depends on ${propertyInWords(of)}.` }),
  'enable-option': ({ of }, _, names) => ({
    text: `Ask the platform to enable ${nameOfOption(of, names)} for this account.`,
    path: 'permissions',
  }),
  deactivate: (_, about) => ({ text: 'Deactivate the membership.', path: memberPath(about) }),
  revoke: (_, about) => ({ text: 'Revoke the expert’s access.', path: memberPath(about) }),
  delegate: () => ({ text: 'The agent asks for another session on behalf of the member.', path: 'partners' }),
  'end-delegation': () => ({ text: 'End the session on behalf of the member.', path: 'partners' }),
}

export function tell(change: Change, about: About, names: Names): Told {
  const { to = '', role = '', of = '' } = change
  const told = tellers[change.change]({ to, role, of }, about, names)
  // What is changed about the member acted for is not changed on the page of who was asked about.
  return change.for === 'subject' ? { text: `For the member acted for: ${told.text}`, path: 'team' } : told
}

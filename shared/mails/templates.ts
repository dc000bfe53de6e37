/** What each mail says. Pure: facts in, words out. */
import type { ExpertAccess } from '../access/model.ts'
import type { Instant } from '../clock.ts'
import type { Mail } from './render.ts'
import { showInstant, showUntil } from './times.ts'

interface Place {
  name: string
  timeZone: string
}

interface Scope {
  access: ExpertAccess
  until: Instant | null
}

const scopeWords: Record<ExpertAccess, string> = {
  'read-only': 'Read-only: see, change nothing',
  'limited-write': 'Read, and change a limited set of configurations',
}

const scopeFacts = ({ access, until }: Scope, account: Place) =>
  [
    ['Account', account.name],
    ['Scope', scopeWords[access]],
    ['Access until', showUntil(until, account.timeZone)],
  ] as const

interface Invitation {
  account: Place
  name: string
  invitedBy: string | undefined
  url: string
  expiresAt: Instant
}

export const expertInvitation = ({ account, name, invitedBy, url, expiresAt, ...scope }: Invitation & Scope): Mail => ({
  subject: `${invitedBy ?? account.name} invites you as an expert to ${account.name}`,
  blocks: [
    { say: `Hello ${name},` },
    { say: `${invitedBy ?? 'The account’s owner'} asks you to help in the account ${account.name}, on these terms:` },
    { facts: scopeFacts(scope, account) },
    { button: 'Open the invitation', url },
    {
      say:
        `The link works until ${showInstant(expiresAt, account.timeZone)}, for the address this mail was sent to. ` +
        'Opening it changes nothing; you accept after signing in. What you do is recorded and reported to the account.',
    },
  ],
})

export const memberInvitation = ({
  account,
  name,
  invitedBy,
  url,
  expiresAt,
  acceptableFrom,
  roles,
}: Invitation & { roles: readonly string[]; acceptableFrom?: Instant | undefined }): Mail => ({
  subject: `You are invited to ${account.name}`,
  blocks: [
    { say: `Hello ${name},` },
    {
      say: invitedBy
        ? `${invitedBy} invites you to the account ${account.name}.`
        : `The account ${account.name} was created for you.`,
    },
    {
      facts: [
        ['Account', account.name] as const,
        ['Role', roles.join(', ')] as const,
        ...(acceptableFrom === undefined
          ? []
          : [['Can be accepted from', showInstant(acceptableFrom, account.timeZone)] as const]),
      ],
    },
    { button: 'Open the invitation', url },
    {
      say:
        `The link works until ${showInstant(expiresAt, account.timeZone)}, for the address this mail was sent to. ` +
        'Opening it changes nothing; you accept after signing in.',
    },
  ],
})

interface Told {
  account: Place
  name: string
}

export const rolesChanged = ({ account, name, before, roles }: Told & { before: string[]; roles: string[] }): Mail => ({
  subject: `Your role in ${account.name} was changed`,
  blocks: [
    { say: `Hello ${name},` },
    { say: 'What you may do in this account has changed. It is in force already.' },
    {
      facts: [
        ['Account', account.name],
        ['Now', roles.join(', ')],
        ['Before', before.join(', ')],
      ],
    },
  ],
})

export const levelsChanged = ({
  account,
  name,
  agreement,
  levels,
}: Told & { agreement: string; levels: readonly (readonly [product: string, change: string])[] }): Mail => ({
  subject: `Your access in ${account.name} was changed`,
  blocks: [
    { say: `Hello ${name},` },
    { say: 'Your access levels in this account have changed. They are in force already.' },
    { facts: [['Account', account.name] as const, ['Agreement', agreement] as const, ...levels] },
  ],
})

export const deactivated = ({ account, name, at }: Told & { at: Instant }): Mail => ({
  subject: `Your access to ${account.name} was switched off`,
  blocks: [
    { say: `Hello ${name},` },
    { say: `You can no longer use the account ${account.name}. Your sign-in and other accounts are not touched.` },
    { facts: [['Since', showInstant(at, account.timeZone)] as const] },
    { say: 'If this is a mistake, ask whoever runs the account.' },
  ],
})

export const removed = ({ account, name, at, accepted }: Told & { at: Instant; accepted: boolean }): Mail => ({
  subject: accepted ? `You were removed from ${account.name}` : `Your invitation to ${account.name} was withdrawn`,
  blocks: [
    { say: `Hello ${name},` },
    {
      say: accepted
        ? `You are no longer a member of ${account.name}, and your details were erased there.`
        : 'Its link no longer works, and your details were erased there.',
    },
    { facts: [['Since', showInstant(at, account.timeZone)] as const] },
  ],
})

interface PartnerTold {
  account: Place
  partner: string
  role: string
  /** Through which it is let in; absent where the account engaged it. */
  organization: string | undefined
  at: Instant
}

const partnerFacts = ({ account, partner, role, organization, at }: PartnerTold) =>
  [
    ['Account', account.name],
    ['Partner', partner],
    ['Role', role],
    ...(organization ? [['Through the organization', organization] as const] : []),
    ['Since', showInstant(at, account.timeZone)],
  ] as const

export const partnerJoined = ({ url, ...told }: PartnerTold & { url: string }): Mail => ({
  subject: `${told.partner} was let into ${told.account.name}`,
  blocks: [
    { say: 'The staff of this partner may now act in the account, as far as its role goes. All of it is recorded.' },
    { facts: partnerFacts(told) },
    { button: 'Open Gatepass', url },
    { say: 'If you do not expect this, ask whoever runs the account, or the platform.' },
  ],
})

export const partnerLeft = (told: PartnerTold): Mail => ({
  subject: `${told.partner} is no longer let into ${told.account.name}`,
  blocks: [
    { say: 'The staff of this partner can no longer act in the account. What they did stays on record.' },
    { facts: partnerFacts(told) },
  ],
})

export const windowChanged = ({
  account,
  name,
  before,
  ...scope
}: Scope & { account: Place; name: string; before: Instant | null }): Mail => ({
  subject: `Your access to ${account.name} now ends at another time`,
  blocks: [
    { say: `Hello ${name},` },
    { say: 'The end of your access was changed.' },
    { facts: [...scopeFacts(scope, account), ['Before', showUntil(before, account.timeZone)] as const] },
  ],
})

export const reminderForExpert = ({ account, name, ...scope }: Scope & { account: Place; name: string }): Mail => ({
  subject: `Your access to ${account.name} ends soon`,
  blocks: [
    { say: `Hello ${name},` },
    { say: 'Your access ends by itself at the time below. If you need longer, ask the account to extend it.' },
    { facts: scopeFacts(scope, account) },
  ],
})

export const reminderForOwner = ({
  account,
  expert,
  url,
  ...scope
}: Scope & { account: Place; expert: string; url: string }): Mail => ({
  subject: `The access of ${expert} to ${account.name} ends soon`,
  blocks: [
    { say: `The access of ${expert} ends by itself at the time below. You can extend it while it is active.` },
    { facts: scopeFacts(scope, account) },
    { button: 'Open Gatepass', url },
  ],
})

export type Ending = 'expired' | 'revoked' | 'declined'

const endingWords: Record<Ending, string> = {
  expired: 'The time it was given for is over',
  revoked: 'It was revoked',
  declined: 'The invitation was declined',
}

interface Ended {
  account: Place
  how: Ending
  at: Instant
  /** Whether access had begun. */
  accepted: boolean
}

export const endedForExpert = ({ account, name, how, at, accepted }: Ended & { name: string }): Mail => {
  const what = accepted ? 'Your access' : 'Your invitation'
  const ended = how === 'expired' ? 'has expired' : accepted ? 'was revoked' : 'was withdrawn'
  return {
    subject: `${what} to ${account.name} ${ended}`,
    blocks: [
      { say: `Hello ${name},` },
      {
        facts: [
          ['Account', account.name],
          ['Why', accepted || how === 'expired' ? endingWords[how] : 'The account withdrew it'],
          ['Ended', showInstant(at, account.timeZone)],
        ],
      },
      { say: accepted ? 'Nothing you do from now on reaches the account.' : 'Its link no longer works.' },
    ],
  }
}

const endedSubjects: Record<Ending, (expert: string, account: string) => string> = {
  expired: (expert, account) => `The access of ${expert} to ${account} has expired`,
  revoked: (expert, account) => `The access of ${expert} to ${account} was revoked`,
  declined: (expert, account) => `${expert} declined the invitation to ${account}`,
}

export const endedForOwner = ({
  account,
  expert,
  how,
  at,
  by,
}: Omit<Ended, 'accepted'> & { expert: string; by: string | undefined }): Mail => ({
  subject: endedSubjects[how](expert, account.name),
  blocks: [
    {
      facts: [
        ['Account', account.name],
        ['Expert', expert],
        ['Why', endingWords[how]],
        ...(by ? [['Revoked by', by] as const] : []),
        ['Ended', showInstant(at, account.timeZone)],
      ],
    },
    { say: 'A report of what was done goes to the report address of the account.' },
  ],
})

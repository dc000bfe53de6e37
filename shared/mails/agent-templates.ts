/** What mails to agents of partners say. Pure: facts in, words out. Partners have no time zone: times are in UTC. */
import type { Instant } from '../clock.ts'
import type { Mail } from './render.ts'
import { showUtc } from './times.ts'

interface Invited {
  partner: string
  /** What the partner is, and whose accounts it serves. */
  role: string
  product: string
  name: string
  lead: boolean
  /** An agent's name; undefined where the platform invites. */
  invitedBy: string | undefined
  url: string
  expiresAt: Instant
}

export const agentInvitation = (to: Invited): Mail => ({
  subject: `You are invited to act for ${to.partner}`,
  blocks: [
    { say: `Hello ${to.name},` },
    { say: `${to.invitedBy ?? 'The platform'} invites you to the staff of ${to.partner}.` },
    {
      facts: [
        ['Partner', to.partner],
        ['Partner role', to.role],
        ['Accounts of', to.product],
        ['You', to.lead ? 'Lead the staff: invite and remove others' : 'Act on the accounts of this partner'],
      ],
    },
    { button: 'Open the invitation', url: to.url },
    {
      say:
        `The link works until ${showUtc(to.expiresAt)}, for the address this mail was sent to. ` +
        'Opening it changes nothing; you accept after signing in. The access is yours alone: what you do is recorded under ' +
        'your name.',
    },
  ],
})

interface Told {
  partner: string
  name: string
  at: Instant
  /** An agent's name; undefined where it was the platform, or time. */
  by: string | undefined
}

export const agentDeactivated = ({
  partner,
  name,
  at,
  by = 'The platform',
  notSeenForDays,
}: Told & { notSeenForDays: number | undefined }): Mail => ({
  subject: `Your access as an agent of ${partner} was switched off`,
  blocks: [
    { say: `Hello ${name},` },
    { say: `You can no longer act for ${partner}. Your sign-in and whatever else you have access to are not touched.` },
    {
      facts: [
        [
          'Why',
          notSeenForDays === undefined ? `${by} switched it off` : `You were not seen for over ${notSeenForDays} days`,
        ],
        ['Since', showUtc(at)],
      ],
    },
    { say: `If you still need it, ask whoever leads the staff of ${partner}.` },
  ],
})

export const agentRemoved = ({
  partner,
  name,
  at,
  by = 'The platform',
  accepted,
}: Told & { accepted: boolean }): Mail => ({
  subject: accepted
    ? `You are no longer an agent of ${partner}`
    : `Your invitation to act for ${partner} was withdrawn`,
  blocks: [
    { say: `Hello ${name},` },
    {
      say: accepted
        ? `You were removed from the staff of ${partner}, and your details were erased there.`
        : 'Its link no longer works, and your details were erased.',
    },
    {
      facts: [
        ['By', by],
        ['Since', showUtc(at)],
      ],
    },
  ],
})

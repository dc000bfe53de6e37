/** Links that lead nowhere any more, and answers that were refused: what happened, and what to do. Pure. */

interface Dead {
  title: string
  advice: string
}

const dead = (title: string, advice: string): Dead => ({ title, advice })

export const deadLinks: Readonly<Record<string, Dead>> = {
  invitation_unknown: dead(
    'This link leads nowhere',
    'It may be incomplete. Open it once more from the mail, or ask for a new invitation.',
  ),
  invitation_used: dead(
    'This invitation was accepted already',
    'If that was you, sign in and go on to your accounts. The link cannot be used again.',
  ),
  invitation_rotated: dead(
    'There is a newer link',
    'The invitation was sent again, and this link stopped working. Use the one in the latest mail.',
  ),
  invitation_expired: dead(
    'This invitation has run out',
    'It was not accepted in time. Ask the person who invited you to send it again.',
  ),
  invitation_declined: dead(
    'This invitation was declined',
    'If that was a mistake, ask the person who invited you for a new one.',
  ),
  invitation_withdrawn: dead(
    'This invitation was withdrawn',
    'The access is no longer offered. If you expected it, ask the person who invited you.',
  ),
  partner_inactive: dead(
    'This partner lets nobody in at the moment',
    'The platform has switched it off. Ask the person who invited you.',
  ),
  account_terminated: dead(
    'This account is closed',
    'It was terminated for good, so nobody can join it any more. There is nothing to do.',
  ),
  inviter_gone: dead(
    'Whoever invited you cannot do so any more',
    'Their own access has ended or become smaller since. Ask somebody in the account to invite you again.',
  ),
}

/** Refused, and yet not over: the offer stays, and so does what to do about it. */
export const refusedAnswers: Readonly<Record<string, { says: string; next: 'sign-in' | 'home' | 'wait' }>> = {
  email_mismatch: {
    says: 'The invitation was sent to a different email address than the one you signed in with.',
    next: 'sign-in',
  },
  email_unverified: {
    says: 'Your email address is not verified yet. Verify it with whoever manages your login, then sign in again.',
    next: 'sign-in',
  },
  already_member: {
    says: 'You are a member of this account already, so there is nothing to accept.',
    next: 'home',
  },
  already_agent: {
    says: 'You are an agent of a partner already, and nobody is of two. Ask to be removed there first.',
    next: 'home',
  },
  invitation_waits: {
    says: 'This invitation cannot be accepted yet: an owner of the account has time to withdraw it first. Come back then; the link stays the same.',
    next: 'wait',
  },
}

/** The API shortens the address for whoever holds the link; only a whole one helps the issuer. */
export const hintFrom = (email: string): string | undefined =>
  /^[^\s@*…•]+@[^\s@*…•]+$/.test(email) ? email : undefined

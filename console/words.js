/** What the API's codes mean to a person. */

/** Links that lead nowhere any more: what happened, and what to do. */
export const deadLinks = {
  invitation_unknown: [
    'This link leads nowhere',
    'It may be incomplete. Open it once more from the mail, or ask for a new invitation.',
  ],
  invitation_used: [
    'This invitation was accepted already',
    'If that was you, sign in on the start page. The link cannot be used again.',
  ],
  invitation_rotated: [
    'There is a newer link',
    'The invitation was sent again, and this link stopped working. Use the one in the latest mail.',
  ],
  invitation_expired: [
    'This invitation has run out',
    'It was not accepted in time. Ask the person who invited you to send it again.',
  ],
  invitation_declined: [
    'This invitation was declined',
    'If that was a mistake, ask the person who invited you for a new one.',
  ],
  invitation_withdrawn: [
    'This invitation was withdrawn',
    'The access is no longer offered. If you expected it, ask the person who invited you.',
  ],
  partner_inactive: [
    'This partner lets nobody in at the moment',
    'The platform has switched it off. Ask the person who invited you.',
  ],
  account_terminated: ['This account is closed', 'It was terminated for good, so nobody can join it any more.'],
}

export const refusals = {
  email_mismatch: 'The invitation was sent to a different email address than the one you signed in with.',
  email_unverified:
    'Your email address is not verified yet. Verify it with whoever manages your login, then sign in again.',
  already_agent: 'You are an agent of a partner already, and nobody is of two. Ask to be removed there first.',
  already_member: 'You are a member of this account already, so there is nothing to accept.',
  unauthenticated: 'Your sign-in has run out. Please sign in again.',
  person_required: 'This needs a person who is signed in.',
  too_many_requests: 'There are too many requests at the moment. Wait a little, then try again.',
  offline: 'The server cannot be reached. Check your connection, then try again.',
}

export const inWords = (error) => refusals[error.code] ?? error.message ?? 'Something went wrong.'

export const accessNames = {
  'read-only': ['Read only', 'You can look, and change nothing.'],
  'limited-write': ['Limited write', 'You can look, and change what the account’s terms for experts allow.'],
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1)

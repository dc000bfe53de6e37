/** What agents of partners do, in words: to the owners, and to the person concerned. Pure. */
export type Changed = 'invited' | 'name' | 'email' | 'roles' | 'mfa' | 'activated' | 'settings'

interface Words {
  did: (name: string) => string
  asks?: (name: string) => string
  /** For the owners: how to take it back. */
  undo: (name: string) => string
}

export const words: Record<Changed, Words> = {
  invited: {
    did: (name) => `invited ${name}`,
    undo: () => 'Removing the member withdraws the invitation, and ends the membership after it was accepted.',
  },
  name: {
    did: (name) => `changed the name of a member to ${name}`,
    undo: () => 'Give the member the former name back.',
  },
  email: {
    did: (name) => `changed the address that the invitation of ${name} goes to`,
    asks: (name) => `to change the address that the invitation of ${name} goes to`,
    undo: () => 'Change the address back or remove the member before the invitation is accepted.',
  },
  roles: {
    did: (name) => `changed the role of ${name}`,
    asks: (name) => `to change the role of ${name}`,
    undo: () => 'Give the member the former role back.',
  },
  mfa: {
    did: (name) => `removed the second factor of ${name}`,
    asks: (name) => `to remove the second factor of ${name}`,
    undo: (name) => `Ask ${name}. Whoever has not lost it sets it up again; until then switch the member off.`,
  },
  activated: {
    did: (name) => `let ${name} in again`,
    undo: () => 'Switch the member off again.',
  },
  settings: {
    did: () => 'changed settings of the account',
    undo: () => 'Set them back.',
  },
}

/** The same for the person concerned. */
export const own: Record<Changed, { did: string; asks?: string; react: string }> = {
  invited: { did: 'invited you', react: 'If you do not know why, do not accept.' },
  name: { did: 'changed your name', react: '' },
  email: {
    did: 'changed the address that your invitation goes to',
    asks: 'to change the address that your invitation goes to',
    react: 'The link that was sent to this address dies with it.',
  },
  roles: { did: 'changed your role', asks: 'to change your role', react: '' },
  mfa: {
    did: 'removed the second factor of your sign-in',
    asks: 'to remove the second factor of your sign-in',
    react: 'If you did not ask for this, change your password and set the second factor up again.',
  },
  activated: { did: 'let you in again', react: '' },
  settings: {
    did: 'changed the report address of the account, which was this one',
    react: 'Reports of the account do not come here any more.',
  },
}

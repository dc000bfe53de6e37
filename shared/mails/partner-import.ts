/** What a mail says about a file of people that an agent of a partner uploaded. Pure. */
import type { PartnerChange } from './partner-changes.ts'
import type { Mail } from './render.ts'
import { showInstant } from './times.ts'

export interface PartnerImport extends Pick<PartnerChange, 'account' | 'by' | 'at' | 'url'> {
  created: number
  updated: number
  /** Some of them, with what became of each. */
  /** More rows are to be worked: of all of them another mail tells. */
  goesOn: boolean
  people: readonly Readonly<Record<'name' | 'email' | 'roles' | 'what', string>>[]
}

export function partnerImportForOwner({ account, by, at, url, created, updated, goesOn, people }: PartnerImport): Mail {
  const all = created + updated
  const more = people.length < all ? ` (${people.length} of ${all})` : ''
  return {
    subject: `${by.partner} invited or changed ${all} people${goesOn ? ' so far' : ''} by a file in ${account.name}`,
    blocks: [
      {
        say: `${by.agent} of ${by.partner}, a partner of ${account.name}, ${goesOn ? 'is having' : 'had'} a file of people worked off.`,
      },
      {
        facts: [
          ['Account', account.name],
          ['By', `${by.agent} (${by.partner})`],
          ...(by.onBehalfOf === undefined ? [] : [['On behalf of', by.onBehalfOf] as const]),
          [goesOn ? 'So far' : 'Done', showInstant(at, account.timeZone)],
          ['Invited', String(created)],
          ['Roles changed', String(updated)],
        ],
      },
      {
        caption: `Who${more}`,
        head: ['Name', 'Address', 'Role', 'What'],
        rows: people.map(({ name, email, roles, what }) => [name, email, roles, what]),
      },
      ...(goesOn ? [{ say: 'There is more in the file. When it is done, another mail has the totals.' }] : []),
      {
        say:
          'Removing a member withdraws the invitation; a former role can be given back. ' +
          'If you did not expect this, ask the partner, and end what it may do in the account if need be.',
      },
      { button: 'Open Gatepass', url },
    ],
  }
}

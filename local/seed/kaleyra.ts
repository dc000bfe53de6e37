/** Two accounts that let experts in: one where nobody is let in without an end, one where somebody is. */
import {
  acceptAs,
  asks,
  demoOwner,
  expert,
  expertAddress,
  type Furniture,
  hoursFromNow,
  invite,
  member,
  type Place,
  record,
} from './place.ts'

export const europe: Furniture = {
  account: {
    ...{ name: 'Demo Europe', region: 'europe', timeZone: 'Europe/Rome', catalog: { id: 'kaleyra' } },
    reportEmail: 'reports-europe@example.com',
  },
  async furnish(place) {
    const [vera, , emil] = await Promise.all([
      expert(place, { name: 'Vera Expert', access: 'limited-write', until: hoursFromNow(48) }),
      expert(place, { name: 'Igor Expert', access: 'read-only', until: hoursFromNow(24) }),
      expert(place, { name: 'Emil Expert', access: 'read-only', until: hoursFromNow(8) }),
      team(place),
    ])
    return () => Promise.all([works(place, vera), worked(place, emil)])
  },
}

async function team(place: Place): Promise<void> {
  const { ask, at } = place
  const [, , formerly] = await Promise.all([
    member(place, { name: 'Marta Manager', email: 'marta@example.com', roles: ['communication-manager'] }),
    member(place, { name: 'Sam Support', email: 'sam@example.com', roles: ['support'] }),
    member(place, { name: 'Ines Formerly', email: 'ines@example.com', roles: ['support'] }),
    invite(place, { name: 'Nils Newcomer', email: 'nils@example.com', roles: ['communication-manager'] }),
  ])
  await ask(demoOwner, 'POST', `${at}/members/${formerly}/deactivate`)
}

/** Active: looked, changed, was denied, and took personal data along. */
async function works(place: Place, id: string): Promise<void> {
  await acceptAs(place, expertAddress('Vera Expert'))
  await asks(place, id, 'flows.flow.view', 'flows.flow.update', 'billing.billing.manage', 'reports.pii.download')
  const subject = { type: 'member', id } as const
  await record(
    place,
    { subject, action: { name: 'flow.saved' }, resource: { type: 'flow', id: 'welcome' }, detail: 'Retries raised' },
    { subject, action: { name: 'flow.published' }, resource: { type: 'flow', id: 'welcome' }, outcome: 'failed' },
    { subject, action: { name: 'report.downloaded' }, resource: { type: 'report', id: 'october' }, personalData: true },
  )
}

/** Ended: what was done is in the report. */
async function worked(place: Place, id: string): Promise<void> {
  await acceptAs(place, expertAddress('Emil Expert'))
  await asks(place, id, 'logs.log.view', 'channels.channel.view', 'flows.flow.update')
  await place.ask(demoOwner, 'POST', `${place.at}/experts/${id}/revoke`, {})
}

export const india: Furniture = {
  account: {
    ...{ name: 'Demo India', region: 'india', timeZone: 'Asia/Kolkata', catalog: { id: 'kaleyra' } },
    reportEmail: 'reports-india@example.com',
  },
  async furnish(place) {
    const [asha] = await Promise.all([
      expert(place, { name: 'Asha Expert', access: 'read-only', until: null }),
      member(place, { name: 'Marta Manager', email: 'marta@example.com', roles: ['communication-manager'] }),
    ])
    return async () => {
      await acceptAs(place, expertAddress('Asha Expert'))
      await asks(place, asha, 'channels.channel.view', 'analytics.report.view')
    }
  },
}

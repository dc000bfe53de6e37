/** An account whose roles have switches and restrictions, and one whose members hold levels in agreements. */
import { asks, demoOwner, type Furniture, member } from './place.ts'

const nothing = async () => undefined

export const interakt: Furniture = {
  account: {
    ...{ name: 'Demo Interakt', region: 'any', timeZone: 'Asia/Kolkata', catalog: { id: 'interakt' } },
    reportEmail: 'reports-interakt@example.com',
  },
  async furnish(place) {
    const { ask, at } = place
    const [, tess] = await Promise.all([
      member(place, { name: 'Adam Admin', email: 'adam@example.com', roles: ['admin'] }),
      member(place, { name: 'Tess Teammate', email: 'tess@example.com', roles: ['teammate'] }),
      member(place, { name: 'Theo Teammate', email: 'theo@example.com', roles: ['teammate'] }),
    ])
    const role = `${at}/roles/teammate`
    await ask(demoOwner, 'PUT', `${role}/switches`, { 'users.user.export': false, 'billing.section.view': false })
    await ask(demoOwner, 'PUT', `${role}/restrictions`, { 'user-details.contact-number.hide': true })
    await asks(place, tess, 'inbox.message.send', 'users.user.export')
    return nothing
  },
}

export const kompaas: Furniture = {
  account: {
    ...{ name: 'Demo Kompaas', region: 'any', timeZone: 'Europe/Moscow', catalog: { id: 'kompaas' } },
    reportEmail: 'reports-kompaas@example.com',
  },
  async furnish(place) {
    const { ask, at } = place
    // One after the other: both stand in the account.
    for (const body of [
      { id: 'main-office', name: 'Main office' },
      { id: 'warehouse', name: 'Warehouse' },
    ])
      await ask(demoOwner, 'POST', `${at}/agreements`, body)
    const [, pavel] = await Promise.all([
      member(place, {
        ...{ name: 'Anna Administrator', email: 'anna@example.com', roles: ['employee'] },
        levels: { 'main-office': { core: 'administrator', telephony: 'administrator' }, warehouse: { core: 'user' } },
      }),
      member(place, {
        ...{ name: 'Pavel Phone', email: 'pavel@example.com', roles: ['employee'] },
        levels: { 'main-office': { core: 'user', 'virtual-pbx': 'user' } },
      }),
    ])
    const link = `${at}/members/${pavel}/links/virtual-pbx.subscriber`
    await ask(demoOwner, 'PUT', `${link}/101`, { properties: { sip: true } })
    await ask(demoOwner, 'PUT', `${link}/102`, {})
    return nothing
  },
}

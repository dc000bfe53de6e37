/** A fresh installation has something to look at: accounts of five kinds, with people in them, all of one owner. */
import { type Ask, accept, asking, meet } from './seed/ask.ts'
import { contactCenter } from './seed/contact-center.ts'
import { europe, india } from './seed/kaleyra.ts'
import { inbox, telephony } from './seed/others.ts'
import { demoOwner, type Furniture, type Place } from './seed/place.ts'
import type { Stack } from './stack.ts'

const demo: readonly Furniture[] = [europe, india, inbox, telephony, contactCenter]

interface Me {
  memberships: { account: { name: string } }[]
}

/** Creates what is missing of the demo accounts, through the API like anybody else; what is there stays as it is. */
export async function seed(stack: Stack): Promise<void> {
  const ask = asking(stack)
  await meet(stack, demoOwner, 'Owner')
  const { memberships } = await ask<Me>(demoOwner, 'GET', '/me')
  const there = new Set(memberships.map(({ account }) => account.name))
  const missing = demo.filter(({ account }) => !there.has(account.name))
  // Together, account by account, and with one pass of the mails between what invites and what accepts.
  const places = await Promise.all(missing.map((one) => open(stack, ask, one)))
  if (places.length === 0) return
  await stack.settle()
  for (const { name } of places) await accept({ stack, ask }, demoOwner, name)
  const rest = await Promise.all(places.map((place, at) => missing[at]?.furnish(place)))
  await stack.settle()
  await Promise.all(rest.map((next) => next?.()))
}

async function open(stack: Stack, ask: Ask, { account }: Furniture): Promise<Place> {
  const body = { ...account, owner: { name: 'Owner', email: demoOwner } }
  const { id, owner } = await ask<{ id: string; owner: string }>('operator', 'POST', '/accounts', body)
  return { stack, ask, id, at: `/accounts/${id}`, name: account.name, owner }
}

/** A fresh installation has something to look at: accounts of five kinds, with people in them, all of one owner. */
import { type Ask, accept, asking, meet } from './seed/ask.ts'
import { contactCenter } from './seed/contact-center.ts'
import { europe, india } from './seed/kaleyra.ts'
import { interakt, kompaas } from './seed/others.ts'
import { demoOwner, type Furniture, type Place } from './seed/place.ts'
import type { Stack } from './stack.ts'

const demo: readonly Furniture[] = [europe, india, interakt, kompaas, contactCenter]

interface Me {
  memberships: unknown[]
  invitations: unknown[]
}

/**
 * Fills an installation that is empty, through the API like anybody else. Where the owner has been, all stays as it is.
 * Answers whether it was filled.
 */
export async function seed(stack: Stack): Promise<boolean> {
  const ask = asking(stack)
  await meet(stack, demoOwner, 'Owner')
  const { memberships, invitations } = await ask<Me>(demoOwner, 'GET', '/me')
  if (memberships.length + invitations.length > 0) return false
  // Together, account by account, and with one pass of the mails between what invites and what accepts.
  const opened = await Promise.all(demo.map(async (one) => ({ ...one, place: await open(stack, ask, one) })))
  await stack.settle()
  await Promise.all(opened.map(({ place }) => accept(place, demoOwner, place.name)))
  const furnished = await Promise.all(opened.map(({ furnish, place }) => furnish(place)))
  await stack.settle()
  await Promise.all(furnished.map((goOn) => goOn()))
  return true
}

async function open(stack: Stack, ask: Ask, { account }: Furniture): Promise<Place> {
  const body = { ...account, owner: { name: 'Owner', email: demoOwner } }
  const { id, owner } = await ask<{ id: string; owner: string }>('operator', 'POST', '/accounts', body)
  return { stack, ask, id, at: `/accounts/${id}`, name: account.name, owner }
}

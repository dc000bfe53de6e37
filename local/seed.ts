/** A fresh installation has something to look at: two accounts of one owner, in Europe and elsewhere. */
import type { Stack } from './stack.ts'

export const demoOwner = 'owner@example.com'

const demoAccounts = [
  { name: 'Demo Europe', region: 'europe', timeZone: 'Europe/Rome', reportEmail: 'reports-europe@example.com' },
  { name: 'Demo India', region: 'india', timeZone: 'Asia/Kolkata', reportEmail: 'reports-india@example.com' },
]

interface Me {
  memberships: { account: { id: string; name: string } }[]
}

/** Creates what is missing of the demo accounts, through the API like anybody else. */
export async function seed(stack: Stack): Promise<void> {
  const owner = await stack.issuer.personToken(demoOwner, { name: 'Owner' })
  const { memberships } = await call<Me>(stack, 'GET', '/me', owner)
  const there = new Set(memberships.map(({ account }) => account.name))
  for (const account of demoAccounts.filter(({ name }) => !there.has(name))) {
    await call(stack, 'POST', '/accounts', await stack.issuer.serviceToken('operator'), {
      ...account,
      catalog: { id: 'kaleyra' },
      owner: { name: 'Owner', email: demoOwner },
    })
    await stack.settle()
    await call(stack, 'POST', `/invitations/${newestInvitation(stack)}/accept`, owner)
  }
}

function newestInvitation(stack: Stack): string {
  const link = stack.mails().flatMap(({ to, links }) => (to.includes(demoOwner) ? links : []))[0]
  if (!link) throw new Error(`The invitation of ${demoOwner} did not arrive`)
  return link.slice(link.lastIndexOf('/') + 1)
}

async function call<T>(stack: Stack, method: string, path: string, token: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${stack.origin}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`)
  return JSON.parse(text) as T
}

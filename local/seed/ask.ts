/** How the demo data is made: through the API, by the people whose doing it is, like anything else. */
import { decodeJwt } from 'jose'
import { isServiceClient } from '../issuer/tokens.ts'
import type { Stack } from '../stack.ts'

export interface Made {
  id: string
}
export interface Items {
  items: Made[]
}

/** `as` is the address of a person, or the name of a service. @throws Error where it is refused. */
export type Ask = <T = Made>(as: string, method: string, path: string, body?: object) => Promise<T>

export function asking(stack: Stack): Ask {
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (who: string) => {
    const known = tokens.get(who)
    if (known) return known
    const token = isServiceClient(who) ? stack.issuer.serviceToken(who) : stack.issuer.personToken(who)
    tokens.set(who, token)
    return token
  }
  return async <T>(as: string, method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${stack.origin}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenOf(as)}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
}

/** Introduces a person to the issuer, so that they can be chosen when signing in; answers who they are there. */
export async function meet({ issuer }: Stack, email: string, name: string): Promise<string> {
  const { sub } = decodeJwt(await issuer.personToken(email, { name }))
  if (!sub) throw new Error('A token says whose it is')
  return sub
}

/** Takes up the newest invitation of this person to this place; the mails must have followed. */
export async function accept<T = { member: string }>(
  { stack, ask }: { stack: Stack; ask: Ask },
  email: string,
  place: string,
): Promise<T> {
  const isIt = (link: string) => link.includes('/invitations/')
  const mail = stack
    .mails()
    .find(({ to, text, links }) => to.includes(email) && links.some(isIt) && text.includes(place))
  const link = mail?.links.find(isIt)
  if (!link) throw new Error(`The invitation of ${email} to ${place} did not arrive`)
  return ask<T>(email, 'POST', `/invitations/${link.slice(link.lastIndexOf('/') + 1)}/accept`)
}

/** Who can be an agent: a named person, at an address of their own, at a domain of the partner's own. */
import type { Catalog } from '../../catalogs/schema.ts'
import { type Code, type Fault, Refusal } from '../../errors.ts'
import { nameFaults, normalEmail } from '../../members/rules.ts'
import type { Agent, AgentStatus, Partner } from '../model.ts'

export type Terms = NonNullable<Catalog['partners']>

/** @throws Refusal partners_closed where the catalog knows no partners. */
export function partnerTerms({ partners }: Catalog, field?: string): Terms {
  if (!partners) throw new Refusal('partners_closed', 'This catalog has no partners', field)
  return partners
}

/** @throws Refusal partner_inactive. */
export function requireActive({ status }: Pick<Partner, 'status'>): void {
  if (status !== 'active') throw new Refusal('partner_inactive', 'This partner is inactive: nobody is let in')
}

export const domainOf = (email: string): string => normalEmail(email).slice(normalEmail(email).lastIndexOf('@') + 1)

/** An address is at a domain that the partner has now. @throws Refusal domain_not_allowed. */
export function requireDomain({ email }: Pick<Agent, 'email'>, { domains }: Pick<Partner, 'domains'>): void {
  if (email === null || !domains.includes(domainOf(email)))
    throw new Refusal('domain_not_allowed', 'The partner does not have the mail domain of this address any more')
}

/** `Support 2`, `sales-team`: words without the numbers around them. */
const wordsOf = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map((word) => word.replace(/^\p{N}+|\p{N}+$/gu, ''))
    .filter(Boolean)

/** Each word of it, or all of it as it stands, belongs to nobody in particular. */
function isShared(text: string, { sharedNames }: Terms['agents']): boolean {
  const words = wordsOf(text)
  const whole = text.replace(/^[\p{N}._-]+|[\p{N}._-]+$/gu, '')
  return sharedNames.includes(whole) || (words.length > 0 && words.every((word) => sharedNames.includes(word)))
}

/** A tag behind a plus sign leads to the same mailbox. */
const mailboxOf = (email: string): string => {
  const local = email.slice(0, email.lastIndexOf('@'))
  return local.split('+').find(Boolean) ?? local
}

/** An address at exactly one of the partner's domains, that is one person's. */
function emailFaults(email: string, { domains }: Pick<Partner, 'domains'>, { agents }: Terms, field: string): Fault[] {
  const fault = (code: Code, detail: string): Fault => ({ code, detail, field })
  const domain = domainOf(email)
  const own = `Agents have an address at ${domains.join(', ')}`
  return [
    ...(agents.personalDomains.includes(domain)
      ? [fault('email_personal', `Anybody gets an address at ${domain}. ${own}`)]
      : domains.includes(domain)
        ? []
        : [fault('domain_not_allowed', own)]),
    ...(isShared(mailboxOf(normalEmail(email)), agents)
      ? [fault('email_shared', 'This looks like an address that several people read. Name a person’s own')]
      : []),
  ]
}

/**
 * A name with letters that is not made of words for a desk or a group. One word is enough: many people have a single
 * name, and a second one can be made up by whoever wants to share a login.
 */
const personFaults = (name: string, { agents }: Terms, field: string): Fault[] =>
  /\p{L}/u.test(name) && !isShared(name.toLowerCase(), agents)
    ? []
    : [{ code: 'name_shared', detail: 'An agent is a person: give the name they are called by', field }]

/** Everything wrong with somebody who shall be an agent of this partner. */
export function agentFaults(
  { name, email }: { name?: string | undefined; email?: string | undefined },
  partner: Pick<Partner, 'domains'>,
  catalog: Catalog,
  at = '',
): Fault[] {
  const terms = partnerTerms(catalog)
  return [
    ...nameFaults({ name }, catalog.members.shortestName, at),
    ...(name === undefined ? [] : personFaults(name, terms, `${at}name`)),
    ...(email === undefined ? [] : emailFaults(email, partner, terms, `${at}email`)),
  ]
}

/** A partner's domain is its own: not one where anybody gets an address. */
export const domainFaults = (domains: readonly string[], { agents }: Terms): Fault[] =>
  domains.flatMap((domain, at) =>
    agents.personalDomains.includes(domain)
      ? [{ code: 'domain_personal', detail: `Anybody gets an address at ${domain}`, field: `domains[${at}]` } as const]
      : [],
  )

export const partnerRoleFaults = (role: string, { roles }: Terms): Fault[] =>
  roles.some(({ id }) => id === role)
    ? []
    : [
        {
          code: 'partner_role_unknown',
          detail: `Partner roles of this catalog: ${roles.map(({ id }) => id).join(', ')}`,
          field: 'role',
        },
      ]

const standing: Record<AgentStatus, [Code, string]> = {
  invited: ['not_accepted', 'The invitation has not been accepted yet'],
  active: ['already_active', 'This agent is active'],
  inactive: ['already_inactive', 'This agent is inactive'],
  revoked: ['already_ended', 'This agent’s place at the partner has ended'],
}

/** @throws Refusal saying where the agent stands, unless that is where the change begins. */
export function requireStanding(status: AgentStatus, ...from: readonly AgentStatus[]): void {
  if (!from.includes(status)) throw new Refusal(...standing[status])
}

import type { AuditItem } from '../audit/entry.ts'
import type { Actor } from '../audit/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import { findCatalog } from '../catalogs/store.ts'
import type { Instant } from '../clock.ts'
import { newDigest } from '../digests/store.ts'
import { Refusal, refuseAny } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import { newId } from '../ids.ts'
import type { TeamMember } from '../members/model.ts'
import { invitationExpiry, normalEmail, withoutCredentials } from '../members/rules.ts'
import { lockEmail, newLink, newMember } from '../members/store.ts'
import type { Organization } from '../partners/model.ts'
import { absent, type Change, commit } from '../table.ts'
import { invitationToken, tokenHash } from '../tokens.ts'
import type { Account, CreateAccount } from './model.ts'
import { accountFaults } from './rules.ts'
import { accountItem } from './store.ts'

interface Create {
  body: CreateAccount
  actor: Actor
  now: Instant
  /** Written in the same commit: what a repeated call is answered with. */
  remember: Remember
  /** The organization of a reseller who makes it, as an Express account. */
  under?: Organization
  /** What the commit relies on, as it was read. */
  held?: readonly Change[]
}

/**
 * A new tenant, and the invitation of its owner.
 * @throws Refusal catalog_unknown, region_unknown, time_zone_unknown, name_too_short, each at its field.
 */
export async function createAccount({ body, actor, now, remember, under, held = [] }: Create): Promise<Account> {
  const catalog = await findCatalog(body.catalog.id, body.catalog.version)
  refuseAny(accountFaults(body, catalog))
  if (!catalog) throw new Refusal('catalog_unknown', 'There is no such catalog', 'catalog')
  const id = newId(now)
  const owner = await invitedOwner(id, body.owner, catalog, now)
  const account: Account = {
    id,
    name: body.name,
    region: body.region,
    timeZone: body.timeZone,
    catalog: { id: catalog.id, version: catalog.version },
    reportEmail: normalEmail(body.reportEmail),
    owner: owner.id,
    createdAt: now,
    ...(under && { organization: under.id, express: true }),
    policyVersion: 1,
    version: 1,
  }
  const entry = { account: id, at: now, actor }
  const { name, region, timeZone, catalog: pinned } = account
  const putUnder = ({ id: organization, reseller: partner }: Organization): AuditItem => ({
    entry: {
      ...entry,
      id: newId(now),
      action: 'account.organization-changed',
      target: id,
      after: { organization, partner },
    },
    without: ['mail.partner-left'],
  })
  await commit(
    [
      ...remember([id]),
      ...held,
      { put: accountItem(account), when: absent },
      newDigest(account),
      ...newMember(owner),
      lockEmail(owner, new Refusal('already_invited', 'This person is already invited', 'owner.email')),
      ...newLink(owner),
    ],
    [
      {
        entry: {
          ...entry,
          id: newId(now),
          action: 'account.created',
          target: id,
          after: { name, region, timeZone, catalog: pinned, ...(under && { express: true }) },
        },
      },
      ...(under ? [putUnder(under)] : []),
      {
        entry: {
          ...entry,
          id: newId(now),
          action: 'member.invited',
          target: owner.id,
          after: { status: 'invited', roles: owner.roles, rotation: 1 },
        },
        ...withoutCredentials(catalog),
      },
    ],
  )
  return account
}

async function invitedOwner(account: string, person: CreateAccount['owner'], catalog: Catalog, now: Instant) {
  const id = newId(now)
  const owner: TeamMember & { email: string } = {
    id,
    account,
    kind: 'team',
    status: 'invited',
    name: person.name,
    email: normalEmail(person.email),
    roles: [catalog.ownerRole],
    createdAt: now,
    invitation: {
      tokenHash: tokenHash(await invitationToken(account, id, 1)),
      rotation: 1,
      expiresAt: invitationExpiry(now, catalog.members.invitationDays, null),
    },
    version: 1,
  }
  return owner
}

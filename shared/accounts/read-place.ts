/** What somebody is in an account, what of Gatepass they may do there, and on which terms: all that a form has to know. */
import type { Policy } from '../access/compile.ts'
import { effectiveAccess } from '../access/effective.ts'
import type { AccessRecord, ExpertAccess } from '../access/model.ts'
import { prepare } from '../access/prepare.ts'
import { standingAt } from '../access/standing.ts'
import { type GuardedAction, guardedActions } from '../catalogs/guards.ts'
import { type Catalog, lifecycleActions } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { missingForScope } from '../experts/rules.ts'
import { type Authority, mayGiveRole } from '../members/authority.ts'
import { givableLevels } from '../members/giving-rules.ts'
import { loadMember } from '../members/store.ts'
import type { Account } from './model.ts'
import { mayHold, mayTake } from './require-guard.ts'
import { isEnabled } from './role-rules.ts'
import { viewAccount } from './view.ts'

interface Place {
  account: Account
  catalog: Catalog
  policy: Policy
  access: AccessRecord
}

/** @throws Refusal not_permitted for who is somebody here, but not let in: nothing of the account is theirs to read. */
export async function readPlace(place: Place, now: Instant) {
  const { account, catalog, policy, access } = place
  requireLetIn(place, now)
  const { delegation } = access
  const subject = delegation && (await loadMember(account.id, delegation.subject.member))
  const may = guardedActions.filter((action) => mayTake({ ...place, account: account.id }, action, now))
  const { id, name, region, timeZone, lifecycle, express, engaged, organization } = viewAccount(account, now, access)
  return {
    account: {
      ...{ id, name, region, timeZone, express, lifecycle, version: account.version },
      catalog: { ...account.catalog, name: catalog.name },
      hasPartners: engaged.length > 0 || organization !== null,
    },
    me: {
      ...effectiveAccess(policy, catalog, access, now),
      ...(access.kind === 'expert' && access.grant && { access: access.grant.access }),
      ...(access.partner !== undefined && { partner: access.partner }),
      delegation: delegation
        ? {
            ...{ id: delegation.id, access: delegation.access, until: delegation.until },
            onBehalfOf: { id: delegation.subject.member, name: subject?.name ?? null },
          }
        : null,
    },
    may,
    terms: termsOf(place, may, now),
  }
}

function requireLetIn({ policy, access }: Place, now: Instant): void {
  const { active, until } = prepare(policy, access)
  if (!active || (until !== null && now >= until) || standingAt(policy.standing, now) === 'terminated')
    throw new Refusal('not_permitted', 'You are not let into this account')
}

function termsOf({ account, catalog, policy, access }: Place, may: readonly GuardedAction[], now: Instant) {
  const authority: Authority = { catalog, policy, by: access }
  const { members, permissions, links = [] } = catalog
  const enabled = catalog.roles.filter(({ id }) => isEnabled(catalog, account.options, id))
  return {
    permissions: permissions.map(({ id, name, module, changes, personalData = false }) => ({
      ...{ id, name, module, changes, personalData },
    })),
    roles: enabled.map(({ id, name, description, login = true, permissions }) => ({
      ...{ id, name, description, login, permissions },
      mayGive: mayGiveRole(authority, id),
    })),
    ownerRole: catalog.ownerRole,
    members: {
      ...{ roles: members.roles, shortestName: members.shortestName, invitationDays: members.invitationDays },
      editable: members.editable ?? null,
      login: members.login ?? null,
      mayLeave: members.mayLeave ?? true,
    },
    levels: levelTerms(authority, may, now),
    links: links.map(({ type, name, gives }) => ({
      ...{ type, name },
      gives: gives.map(({ permission, needs = null }) => ({ permission, needs })),
    })),
    experts: expertTermsFor({ account, catalog, policy, access }, may),
    partners: partnerTerms(catalog),
    lifecycle: may.includes('lifecycle.change') ? lifecycleTerms({ account, catalog, policy, access }, now) : [],
  }
}

/** What of it is the viewer's to do: the row's guard is only the door to several moves. */
const lifecycleTerms = (place: Place, now: Instant) =>
  lifecycleActions.filter((action) =>
    mayHold({ ...place, account: place.account.id }, place.catalog.lifecycle?.[action], now),
  )

/** Which levels are the viewer's to give, by agreement and product. */
function levelTerms(authority: Authority, may: readonly GuardedAction[], now: Instant) {
  const { levels } = authority.catalog
  if (!levels) return null
  const guard = may.includes('level.set') ? 'level.set' : undefined
  const agreements = guard ? [...authority.policy.agreements] : []
  const givable = agreements.map(
    (agreement) => [agreement, givableLevels({ authority, guard: 'level.set', now }, agreement)] as const,
  )
  return {
    core: levels.core,
    products: levels.products.map(({ id, name }) => ({ id, name })),
    order: levels.order.map(({ id, name }) => ({ id, name })),
    givable: Object.fromEntries(givable),
  }
}

const scopes: readonly ExpertAccess[] = ['read-only', 'limited-write']

/** Told to whoever lets experts in; null for everybody else. */
function expertTermsFor({ account, catalog, policy, access }: Place, may: readonly GuardedAction[]) {
  const { experts } = catalog
  if (!experts || !(may.includes('expert.invite') || may.includes('expert.list'))) return null
  const { name, domains, longestWindowHours, excludedModules, readOnly, limitedWrite, consent } = experts
  return {
    ...{ name, domains, longestWindowHours, excludedModules, readOnly, limitedWrite, consent },
    mayEndNever: !experts.noLimitClosedIn.includes(account.region),
    mayGive: scopes.filter((scope) => missingForScope(policy, access, scope).length === 0),
  }
}

function partnerTerms({ partners }: Catalog) {
  if (!partners) return null
  const { roles, delegation } = partners
  return { roles: roles.map(({ id, name }) => ({ id, name })), delegation: delegation ?? null }
}

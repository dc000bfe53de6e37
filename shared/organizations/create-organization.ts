import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal, refuseAny } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import { newId } from '../ids.ts'
import type { Organization } from '../partners/model.ts'
import { partnerAsRead } from '../partners/store.ts'
import { absent, again, commit } from '../table.ts'
import type { CreateOrganization } from './model.ts'
import { readReseller } from './reseller.ts'
import { changedExpress, expressFaults } from './rules.ts'
import { organizationItem } from './store.ts'

interface Create {
  body: CreateOrganization
  actor: Actor
  now: Instant
  /** Written in the same commit: what a repeated call is answered with. */
  remember: Remember
}

/**
 * A parent for accounts, owned by a reseller. Its audit entry is kept under that partner: no account is concerned yet.
 * @throws Refusal partner_unknown, not_a_reseller, partner_inactive, region_unknown, time_zone_unknown, each at its field.
 */
export const createOrganization = ({ body, actor, now, remember }: Create): Promise<Organization> =>
  again(async () => {
    const express = changedExpress({}, body.express)
    const { partner, catalog, faults } = await readReseller(body.reseller, now)
    refuseAny([...faults, ...expressFaults(express, catalog)])
    if (!partner) throw new Refusal('partner_unknown', 'There is no such partner', 'reseller')
    const { name, hostsExpress = false } = body
    const id = newId(now)
    const made: Organization = {
      ...{ id, name, reseller: partner.id, hostsExpress, express },
      ...{ createdAt: now, version: 1 },
    }
    await commit(
      [...remember([id]), partnerAsRead(partner), { put: organizationItem(made), when: absent }],
      [
        {
          entry: {
            ...{ id: newId(now), account: partner.id, at: now, actor, target: id, action: 'organization.created' },
            after: { name, reseller: partner.id, hostsExpress, express },
          },
        },
      ],
    )
    return made
  })

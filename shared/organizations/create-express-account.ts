import { createAccount } from '../accounts/create-account.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import { requireActive } from '../partners/agents/rules.ts'
import type { Partner } from '../partners/model.ts'
import type { Theirs } from '../partners/read-theirs.ts'
import { loadPartner, partnerAsRead } from '../partners/store.ts'
import { again } from '../table.ts'
import type { CreateExpressAccount } from './model.ts'
import { loadOrganization, stillThere } from './store.ts'

interface Create {
  organization: string
  body: CreateExpressAccount
  partner: Partner
  actor: Actor
  now: Instant
  remember: Remember
}

/**
 * An account that a reseller makes inside one of its organizations, on the terms of its own catalog. The organization is
 * as it was read when the account is there: one that moves at that moment gets none. Source: talkdesk.r06.
 * @throws Refusal organization_unknown, express_closed, and as `createAccount`.
 */
export const createExpressAccount = ({ organization, body, partner: by, ...rest }: Create): Promise<Theirs> =>
  again(async () => {
    const partner = await loadPartner(by.id)
    requireActive(partner)
    const under = await loadOrganization(organization, partner.id)
    if (!under.hostsExpress) throw new Refusal('express_closed', 'This organization cannot host Express accounts')
    const { region = under.express.region ?? '', timeZone = under.express.timeZone ?? '' } = body
    const wanted = { ...body, region, timeZone, catalog: partner.catalog }
    const held = [stillThere(under), partnerAsRead(partner)]
    return { account: await createAccount({ ...rest, body: wanted, under, held }), organization: under }
  })

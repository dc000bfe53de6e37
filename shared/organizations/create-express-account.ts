import { createAccount } from '../accounts/create-account.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import type { Partner } from '../partners/model.ts'
import type { Theirs } from '../partners/read-theirs.ts'
import { again } from '../table.ts'
import type { CreateExpressAccount } from './model.ts'
import { loadOrganization } from './store.ts'

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
export const createExpressAccount = ({ organization, body, partner, actor, now, remember }: Create): Promise<Theirs> =>
  again(async () => {
    const under = await loadOrganization(organization, partner.id)
    if (!under.hostsExpress) throw new Refusal('express_closed', 'This organization cannot host Express accounts')
    const { region = under.express.region ?? '', timeZone = under.express.timeZone ?? '' } = body
    const wanted = { ...body, region, timeZone, catalog: partner.catalog }
    return { account: await createAccount({ body: wanted, actor, now, remember, under }), organization: under }
  })

import type { Instant } from '../clock.ts'
import { deliveryKey } from '../keys.ts'
import type { Expert } from '../members/model.ts'
import { statusAt } from '../members/rules.ts'
import { readMany } from '../table.ts'
import type { DeliveryState, ExpertView } from './model.ts'

/** What mail events said of the newest invitation mail. */
export interface Delivery {
  rotation: number
  state: DeliveryState
  at: Instant
}

function view(expert: Expert, delivery: Delivery | undefined, now: Instant): ExpertView {
  const { grant, invitation } = expert
  const status = statusAt(expert, now)
  const current = delivery && delivery.rotation === invitation?.rotation ? delivery : undefined
  return {
    id: expert.id,
    kind: 'expert',
    name: expert.name,
    email: expert.email,
    status,
    access: grant.access,
    until: grant.until,
    invitedBy: expert.invitedBy ?? null,
    invitedAt: expert.createdAt,
    acceptedAt: expert.acceptedAt ?? null,
    endedAt: grant.endedAt ?? (status === 'expired' ? grant.until : null),
    endedBy: grant.endedBy ?? null,
    erasedAt: expert.erasedAt ?? null,
    consent: grant.consent,
    delivery: invitation ? { state: current?.state ?? 'queued', at: current?.at ?? null } : null,
    version: expert.version,
  }
}

/** Experts as the API shows them, with how far their invitation mails came: one more read for a whole page. */
export async function viewExperts(experts: readonly Expert[], now: Instant): Promise<ExpertView[]> {
  const deliveries =
    experts.length > 0 ? await readMany<Delivery>(experts.map((e) => deliveryKey(e.account, e.id))) : []
  return experts.map((expert, at) => view(expert, deliveries[at], now))
}

export async function viewExpert(expert: Expert, now: Instant): Promise<ExpertView> {
  const [shown] = await viewExperts([expert], now)
  if (!shown) throw new Error('one expert in, one view out')
  return shown
}

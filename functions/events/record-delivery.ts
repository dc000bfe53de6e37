import type { EventBridgeEvent } from 'aws-lambda'
import { now } from '../../shared/clock.ts'
import { noteDelivery } from '../../shared/experts/delivery.ts'
import type { DeliveryState } from '../../shared/experts/model.ts'

/** As SES publishes it; tags are those the mail was sent with. */
interface MailEvent {
  eventType: string
  mail?: { tags?: Record<string, string[] | undefined> }
}

const states: Record<string, DeliveryState> = {
  Delivery: 'delivered',
  DeliveryDelay: 'delayed',
  Bounce: 'bounced',
  Complaint: 'complained',
  Reject: 'rejected',
}

/** Keeps how far an invitation mail came, so that whoever invited sees a wrong address at once. */
export async function handler({ detail }: EventBridgeEvent<string, MailEvent>): Promise<void> {
  const state = states[detail.eventType]
  const tag = (name: string) => detail.mail?.tags?.[name]?.[0]
  const [account, member, rotation] = [tag('account'), tag('member'), Number(tag('rotation'))]
  if (!state || !account || !member || !rotation) return
  await noteDelivery({ account, member, rotation, state, at: now() })
}

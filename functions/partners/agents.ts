import { once } from '../../shared/idempotency.ts'
import { inviteAgents } from '../../shared/partners/agents/invite-agents.ts'
import { agentsPage, loadAgent } from '../../shared/partners/agents/store.ts'
import { viewAgents } from '../../shared/partners/agents/view.ts'
import { InviteAgents } from '../../shared/partners/requests.ts'
import { writeCursor } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { body } from '../schema.ts'
import { partnerOf, staffedBy } from './partner-of.ts'

const readBody = body(InviteAgents)

export const inviteAgentsEndpoint = endpoint({
  operation: 'inviteAgents',
  body: readBody,
  handle: async (request) => {
    const { body, now, attempt } = request
    const to = await staffedBy(request)
    const agents = await once(
      attempt,
      now,
      (remember) => inviteAgents({ ...to, now, remember }, body),
      (ids) => Promise.all(ids.map((id) => loadAgent(to.partner.id, id))),
    )
    return { status: 201, body: { items: await viewAgents(agents, to.partner, now) } }
  },
})

export const listAgentsEndpoint = endpoint({
  operation: 'listAgents',
  handle: async (request) => {
    const partner = await partnerOf(request)
    const { items, next } = await agentsPage(partner.id, request.page)
    const shown = await viewAgents(items, partner, request.now)
    return { status: 200, body: { items: shown, ...writeCursor(next, 'listAgents') } }
  },
})

import type { ChangeAgent } from '../../shared/partners/agents/change-agent.ts'
import { removeAgent } from '../../shared/partners/agents/remove-agent.ts'
import { resendAgent } from '../../shared/partners/agents/resend-agent.ts'
import { activateAgent, deactivateAgent } from '../../shared/partners/agents/switch-agent.ts'
import { updateAgent } from '../../shared/partners/agents/update-agent.ts'
import { viewAgent } from '../../shared/partners/agents/view.ts'
import type { Agent } from '../../shared/partners/model.ts'
import { UpdateAgent } from '../../shared/partners/requests.ts'
import { type Answer, type Exchange, endpoint, param } from '../endpoint.ts'
import type { Operation } from '../routes.ts'
import { body } from '../schema.ts'
import { staffedBy } from './partner-of.ts'

const readBody = body(UpdateAgent)

type Act = (where: ChangeAgent) => Promise<Agent>

async function whereOf(request: Exchange): Promise<ChangeAgent> {
  const { ifVersion, now } = request
  return { ...(await staffedBy(request)), agent: param(request, 'agent'), ifVersion, now }
}

/** Answers the agent as changed. */
async function changing(request: Exchange, act: Act): Promise<Answer> {
  const where = await whereOf(request)
  return { status: 200, body: await viewAgent(await act(where), where.partner, request.now) }
}

export const updateAgentEndpoint = endpoint({
  operation: 'updateAgent',
  body: readBody,
  handle: (request) => changing(request, (where) => updateAgent({ ...where, body: request.body })),
})

/** Takes no body. */
const change = (operation: Operation, act: Act) => endpoint({ operation, handle: (request) => changing(request, act) })

export const resendAgentEndpoint = change('resendAgent', resendAgent)
export const activateAgentEndpoint = change('activateAgent', activateAgent)
export const deactivateAgentEndpoint = change('deactivateAgent', deactivateAgent)

export const removeAgentEndpoint = endpoint({
  operation: 'removeAgent',
  handle: async (request) => {
    await removeAgent(await whereOf(request))
    return { status: 204 }
  },
})

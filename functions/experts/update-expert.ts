import { UpdateExpert } from '../../shared/experts/model.ts'
import { updateWindow } from '../../shared/experts/update-window.ts'
import { viewExpert } from '../../shared/experts/view.ts'
import { endpoint, inside, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(UpdateExpert)

export const updateExpertEndpoint = endpoint({
  operation: 'updateExpert',
  body: readBody,
  handle: async (request) => {
    const { body, ifVersion, now } = request
    const { account, catalog, actor } = inside(request)
    const expert = await updateWindow({
      account,
      catalog,
      member: param(request, 'member'),
      body,
      ifVersion,
      actor,
      now,
    })
    return { status: 200, body: await viewExpert(expert, now) }
  },
})

import { RecordActivity } from '../../shared/activity/model.ts'
import { recordActivity } from '../../shared/activity/record-activity.ts'
import { endpoint, param } from '../endpoint.ts'
import { body } from '../schema.ts'

const readBody = body(RecordActivity)

export const recordActivityEndpoint = endpoint({
  operation: 'recordActivity',
  body: readBody,
  handle: async (request) => ({
    status: 201,
    body: await recordActivity(param(request, 'account'), request.body, request.now),
  }),
})

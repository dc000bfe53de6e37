import { setOptions } from '../../shared/accounts/set-options.ts'
import { viewAccount } from '../../shared/accounts/view.ts'
import { actorOf, endpoint, param } from '../endpoint.ts'
import { body } from '../schema.ts'
import { Choices } from './role-choices.ts'

const readBody = body(Choices)

export const setOptionsEndpoint = endpoint({
  operation: 'setOptions',
  body: readBody,
  handle: async (request) => {
    const { body: choices, ifVersion, now } = request
    const account = param(request, 'account')
    const set = await setOptions({ account, choices, ifVersion, actor: actorOf(request), now })
    return { status: 200, body: viewAccount(set, now) }
  },
})

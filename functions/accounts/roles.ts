import { catalogFor, policyFor } from '../../shared/accounts/policy.ts'
import { readRoles } from '../../shared/accounts/read-roles.ts'
import type { Kind } from '../../shared/accounts/role-rules.ts'
import { previewChoices, setChoices } from '../../shared/accounts/set-choices.ts'
import { endpoint, inside, param } from '../endpoint.ts'
import { body, query } from '../schema.ts'
import { Choices, Preview } from './role-choices.ts'

const readBody = body(Choices)
const readQuery = query(Preview)

export const readRolesEndpoint = endpoint({
  operation: 'readRoles',
  handle: async (request) => {
    const { account, catalog, policy } = inside(request)
    return { status: 200, body: readRoles(account, catalog, policy) }
  },
})

const set = (operation: 'switchRole' | 'restrictRole', kind: Kind) =>
  endpoint({
    operation,
    body: readBody,
    query: readQuery,
    handle: async (request) => {
      const { body: choices, ifVersion, now } = request
      const { account, actor, access: by } = inside(request)
      const asked = { account: account.id, role: param(request, 'role'), kind, choices, ifVersion }
      if (request.query.preview === 'true') return { status: 200, body: await previewChoices(asked) }
      const after = await setChoices({ ...asked, actor, by, now })
      return { status: 200, body: readRoles(after, await catalogFor(after), await policyFor(after)) }
    },
  })

export const switchRoleEndpoint = set('switchRole', 'switches')
export const restrictRoleEndpoint = set('restrictRole', 'restrictions')

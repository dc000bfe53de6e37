import { once } from '../../shared/idempotency.ts'
import { createOrganization } from '../../shared/organizations/create-organization.ts'
import { CreateOrganization, UpdateOrganization } from '../../shared/organizations/model.ts'
import { viewOrganization } from '../../shared/organizations/rules.ts'
import { loadOrganization, organizationsOf } from '../../shared/organizations/store.ts'
import { updateOrganization } from '../../shared/organizations/update-organization.ts'
import { writeCursor } from '../cursor.ts'
import { actorOf, endpoint, param, staffOf } from '../endpoint.ts'
import { body } from '../schema.ts'

const readNew = body(CreateOrganization)
const readChanges = body(UpdateOrganization)

export const createOrganizationEndpoint = endpoint({
  operation: 'createOrganization',
  body: readNew,
  handle: async (request) => {
    const { body, now, attempt } = request
    const made = await once(
      attempt,
      now,
      (remember) => createOrganization({ body, actor: actorOf(request), now, remember }),
      ([id = '']) => loadOrganization(id),
    )
    return { status: 201, body: viewOrganization(made), headers: { location: `/api/organizations/${made.id}` } }
  },
})

export const readOrganizationEndpoint = endpoint({
  operation: 'readOrganization',
  handle: async (request) => ({
    status: 200,
    body: viewOrganization(await loadOrganization(param(request, 'organization'))),
  }),
})

export const updateOrganizationEndpoint = endpoint({
  operation: 'updateOrganization',
  body: readChanges,
  handle: async (request) => {
    const { body, ifVersion, now, staff } = request
    const [organization, actor] = [param(request, 'organization'), actorOf(request)]
    const changed = await updateOrganization({ organization, body, by: staff?.partner.id, ifVersion, actor, now })
    return { status: 200, body: viewOrganization(changed) }
  },
})

export const listPartnerOrganizationsEndpoint = endpoint({
  operation: 'listPartnerOrganizations',
  handle: async (request) => {
    const { items, next } = await organizationsOf(staffOf(request).partner.id, request.page)
    return {
      status: 200,
      body: { items: items.map(viewOrganization), ...writeCursor(next, 'listPartnerOrganizations') },
    }
  },
})

/** What ties a member to products and resources: levels and links. */
import { linkMember, unlinkMember } from '../../shared/members/link-member.ts'
import { SetLevels, SetLink } from '../../shared/members/requests.ts'
import { setLevels } from '../../shared/members/set-levels.ts'
import { type Exchange, endpoint, param } from '../endpoint.ts'
import { body } from '../schema.ts'
import { changing } from './change-member.ts'

const readLevels = body(SetLevels)
const readLink = body(SetLink)

export const setLevelsEndpoint = endpoint({
  operation: 'setLevels',
  body: readLevels,
  handle: (request) => {
    const agreement = param(request, 'agreement')
    return changing(request, (where) => setLevels({ ...where, agreement, asked: request.body }))
  },
})

const instance = (request: Exchange) => ({ type: param(request, 'type'), id: param(request, 'id') })

export const linkMemberEndpoint = endpoint({
  operation: 'linkMember',
  body: readLink,
  handle: (request) => {
    const { properties } = request.body
    const link = { ...instance(request), ...(properties && { properties }) }
    return changing(request, (where) => linkMember({ ...where, link }))
  },
})

export const unlinkMemberEndpoint = endpoint({
  operation: 'unlinkMember',
  handle: (request) => changing(request, (where) => unlinkMember({ ...where, link: instance(request) })),
})

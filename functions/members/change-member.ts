import type { ChangeMember } from '../../shared/members/change-member.ts'
import { eraseMfa, setMemberPassword, signOutMember } from '../../shared/members/keep-login.ts'
import type { TeamMember } from '../../shared/members/model.ts'
import { removeMember } from '../../shared/members/remove-member.ts'
import { NewPassword, UpdateMember } from '../../shared/members/requests.ts'
import { resendMember } from '../../shared/members/resend-member.ts'
import { activateMember, deactivateMember } from '../../shared/members/switch-member.ts'
import { updateMember } from '../../shared/members/update-member.ts'
import { viewMember } from '../../shared/members/view.ts'
import { type Answer, type Exchange, endpoint } from '../endpoint.ts'
import type { Operation } from '../routes.ts'
import { body } from '../schema.ts'
import { memberOf } from './authority-of.ts'

const readBody = body(UpdateMember)
const readPassword = body(NewPassword)

type Act = (where: ChangeMember) => Promise<TeamMember>

/** Answers the member as changed. */
export async function changing(request: Exchange, act: Act): Promise<Answer> {
  const where = await memberOf(request)
  return { status: 200, body: await viewMember(await act(where), where.authority.policy, request.now) }
}

export const updateMemberEndpoint = endpoint({
  operation: 'updateMember',
  body: readBody,
  handle: (request) => changing(request, (where) => updateMember({ ...where, body: request.body })),
})

/** Takes no body. */
const change = (operation: Operation, act: Act) => endpoint({ operation, handle: (request) => changing(request, act) })

export const activateMemberEndpoint = change('activateMember', activateMember)
export const deactivateMemberEndpoint = change('deactivateMember', deactivateMember)
export const resendMemberEndpoint = change('resendMember', resendMember)
export const eraseMfaEndpoint = change('eraseMfa', eraseMfa)
export const signOutMemberEndpoint = change('signOutMember', signOutMember)

export const setPasswordEndpoint = endpoint({
  operation: 'setPassword',
  body: readPassword,
  handle: (request) => changing(request, (where) => setMemberPassword({ ...where, body: request.body })),
})

export const removeMemberEndpoint = endpoint({
  operation: 'removeMember',
  handle: async (request) => {
    await removeMember(await memberOf(request))
    return { status: 204 }
  },
})

import type { ChangeMember } from '../../shared/members/change-member.ts'
import { eraseMfa, setMemberPassword, signOutMember } from '../../shared/members/keep-login.ts'
import type { TeamMember } from '../../shared/members/model.ts'
import { removeMember } from '../../shared/members/remove-member.ts'
import { NewPassword, UpdateMember } from '../../shared/members/requests.ts'
import { resendMember } from '../../shared/members/resend-member.ts'
import { activateMember, deactivateMember } from '../../shared/members/switch-member.ts'
import { updateMember } from '../../shared/members/update-member.ts'
import { viewMember } from '../../shared/members/view.ts'
import { endpoint } from '../endpoint.ts'
import type { Operation } from '../routes.ts'
import { body } from '../schema.ts'
import { memberOf } from './authority-of.ts'

const readBody = body(UpdateMember)
const readPassword = body(NewPassword)

export const updateMemberEndpoint = endpoint({
  operation: 'updateMember',
  body: readBody,
  handle: async (request) => {
    const after = await updateMember({ ...(await memberOf(request)), body: request.body })
    return { status: 200, body: await viewMember(after, request.now) }
  },
})

/** Takes no body, answers the member. */
const change = (operation: Operation, act: (where: ChangeMember) => Promise<TeamMember>) =>
  endpoint({
    operation,
    handle: async (request) => ({
      status: 200,
      body: await viewMember(await act(await memberOf(request)), request.now),
    }),
  })

export const activateMemberEndpoint = change('activateMember', activateMember)
export const deactivateMemberEndpoint = change('deactivateMember', deactivateMember)
export const resendMemberEndpoint = change('resendMember', resendMember)
export const eraseMfaEndpoint = change('eraseMfa', eraseMfa)
export const signOutMemberEndpoint = change('signOutMember', signOutMember)

export const setPasswordEndpoint = endpoint({
  operation: 'setPassword',
  body: readPassword,
  handle: async (request) => {
    const member = await setMemberPassword({ ...(await memberOf(request)), body: request.body })
    return { status: 200, body: await viewMember(member, request.now) }
  },
})

export const removeMemberEndpoint = endpoint({
  operation: 'removeMember',
  handle: async (request) => {
    await removeMember(await memberOf(request))
    return { status: 204 }
  },
})

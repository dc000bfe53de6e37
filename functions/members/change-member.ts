import type { ChangeMember } from '../../shared/members/change-member.ts'
import { eraseMfa, setMemberPassword, signOutMember } from '../../shared/members/keep-login.ts'
import type { TeamMember } from '../../shared/members/model.ts'
import { removeMember } from '../../shared/members/remove-member.ts'
import { NewPassword, UpdateMember } from '../../shared/members/requests.ts'
import { resendMember } from '../../shared/members/resend-member.ts'
import { loadTeamMember } from '../../shared/members/store.ts'
import { activateMember, deactivateMember } from '../../shared/members/switch-member.ts'
import { updateMember } from '../../shared/members/update-member.ts'
import { viewMember } from '../../shared/members/view.ts'
import { askChange, waitingPart } from '../../shared/waiting-changes/ask-change.ts'
import { viewWaitingChange } from '../../shared/waiting-changes/model.ts'
import { dueOf } from '../../shared/waiting-changes/rules.ts'
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

/** Makes a change, or keeps it where it has to wait: then it is answered instead. */
async function changingOrAsking(request: Exchange, act: Act, body: UpdateMember, mfa?: 'mfa'): Promise<Answer> {
  const where = await memberOf(request)
  const what = mfa ? dueOf(where, mfa) && mfa : waitingPart(where, body)
  const change = what && (await askChange(where, what, body))
  if (change) return { status: 202, body: viewWaitingChange(change) }
  // Nothing of it would change: there is nothing to wait for.
  const member = what ? await loadTeamMember(where.account.id, where.member) : await act(where)
  return { status: 200, body: await viewMember(member, where.authority.policy, request.now) }
}

export const updateMemberEndpoint = endpoint({
  operation: 'updateMember',
  body: readBody,
  handle: ({ body, ...request }) => changingOrAsking(request, (where) => updateMember({ ...where, body }), body),
})

export const eraseMfaEndpoint = endpoint({
  operation: 'eraseMfa',
  handle: (request) => changingOrAsking(request, eraseMfa, {}, 'mfa'),
})

/** Takes no body. */
const change = (operation: Operation, act: Act) => endpoint({ operation, handle: (request) => changing(request, act) })

export const activateMemberEndpoint = change('activateMember', activateMember)
export const deactivateMemberEndpoint = change('deactivateMember', deactivateMember)
export const resendMemberEndpoint = change('resendMember', resendMember)
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

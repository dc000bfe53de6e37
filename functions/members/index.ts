import { serve } from '../http.ts'
import { addMembersEndpoint } from './add-members.ts'
import { acceptInvitationEndpoint, declineInvitationEndpoint } from './answer-invitation.ts'
import {
  activateMemberEndpoint,
  deactivateMemberEndpoint,
  eraseMfaEndpoint,
  removeMemberEndpoint,
  resendMemberEndpoint,
  setPasswordEndpoint,
  signOutMemberEndpoint,
  updateMemberEndpoint,
} from './change-member.ts'
import { importMembersEndpoint } from './import-members.ts'
import { leaveAccountEndpoint } from './leave-account.ts'
import { listMembersEndpoint } from './list-members.ts'
import { readImportEndpoint } from './read-import.ts'
import { readInvitationEndpoint } from './read-invitation.ts'
import { readMeEndpoint } from './read-me.ts'
import { readMemberEndpoint } from './read-member.ts'
import { linkMemberEndpoint, setLevelsEndpoint, unlinkMemberEndpoint } from './ties.ts'
import { listWaitingChangesEndpoint, withdrawWaitingChangeEndpoint } from './waiting-changes.ts'

export const handler = serve(
  readMeEndpoint,
  readInvitationEndpoint,
  acceptInvitationEndpoint,
  declineInvitationEndpoint,
  listMembersEndpoint,
  addMembersEndpoint,
  readMemberEndpoint,
  updateMemberEndpoint,
  removeMemberEndpoint,
  activateMemberEndpoint,
  deactivateMemberEndpoint,
  resendMemberEndpoint,
  leaveAccountEndpoint,
  setLevelsEndpoint,
  linkMemberEndpoint,
  unlinkMemberEndpoint,
  setPasswordEndpoint,
  eraseMfaEndpoint,
  signOutMemberEndpoint,
  importMembersEndpoint,
  readImportEndpoint,
  listWaitingChangesEndpoint,
  withdrawWaitingChangeEndpoint,
)

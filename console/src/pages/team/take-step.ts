/** One step of one member at the API, over the version that was read. */
import { type Answer, api, ifMatch, must } from '../../api/client.ts'
import type { Member } from './members.ts'
import type { Step } from './steps.ts'

export type Done = Answer<'updateMember'> | undefined

export function takeStep(account: string, { id, version }: Member, step: Exclude<Step, 'set-password'>): Promise<Done> {
  const params = { path: { account, member: id }, header: ifMatch(version) }
  const calls = {
    resend: () => must(api.POST('/api/accounts/{account}/members/{member}/resend', { params })),
    activate: () => must(api.POST('/api/accounts/{account}/members/{member}/activate', { params })),
    deactivate: () => must(api.POST('/api/accounts/{account}/members/{member}/deactivate', { params })),
    remove: () => must(api.DELETE('/api/accounts/{account}/members/{member}', { params })),
    'erase-mfa': () => must(api.POST('/api/accounts/{account}/members/{member}/erase-mfa', { params })),
    'sign-out': () => must(api.POST('/api/accounts/{account}/members/{member}/sign-out', { params })),
  } satisfies Record<typeof step, () => Promise<Done>>
  return calls[step]()
}

/** What an agent of a partner asks for can have to wait until then, for an owner to withdraw it. */
export const waitsUntil = (done: Done): string | undefined => (done && 'dueAt' in done ? done.dueAt : undefined)

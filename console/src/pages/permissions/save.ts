/** A draft, step by step through the API: each step on the version that the one before has left. */
import { type Answer, api, ifMatch, must } from '../../api/client.ts'
import { type Change, changesOf, type Draft, type Step, stepsOf } from './draft.ts'

export type Roles = Answer<'readRoles'>
export type Preview = Extract<Answer<'switchRole'>, { looked: number }>

export const readRoles = (account: string): Promise<Roles> =>
  must(api.GET('/api/accounts/{account}/roles', { params: { path: { account } } }))

const put = (account: string, { role, kind, choices }: Step, more: { version?: number; preview?: 'true' }) => {
  const params = {
    path: { account, role },
    ...(more.version !== undefined && { header: ifMatch(more.version) }),
    ...(more.preview && { query: { preview: more.preview } }),
  }
  return kind === 'switches'
    ? must(api.PUT('/api/accounts/{account}/roles/{role}/switches', { params, body: choices }))
    : must(api.PUT('/api/accounts/{account}/roles/{role}/restrictions', { params, body: choices }))
}

export interface Saved {
  done: Change[]
  roles: Roles
  /** Why the rest was not saved. */
  error?: unknown
}

export async function saveAll(account: string, before: Roles, draft: Draft): Promise<Saved> {
  const done: Change[] = []
  let roles = before
  for (const step of stepsOf(draft)) {
    try {
      roles = (await put(account, step, { version: roles.version })) as Roles
    } catch (error) {
      return { done, roles, error }
    }
    done.push(...changesOf(step))
  }
  return { done, roles }
}

export interface Previewed {
  step: Step
  preview: Preview
}

/** Who would lose and gain what: asked of the same code that decides, and nothing is changed. */
export const previewAll = (account: string, draft: Draft): Promise<Previewed[]> =>
  Promise.all(
    stepsOf(draft).map(async (step) => ({
      step,
      preview: (await put(account, step, { preview: 'true' })) as Preview,
    })),
  )

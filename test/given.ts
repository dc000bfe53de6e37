/**
 * Builders for tests against the whole local stack: real engine, real gateway with real tokens, real SDK clients.
 * Only the date is set by hand; nothing happens by itself, so a test says when the stream, schedules and sweeps run.
 */
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { makeSigningKey } from '../local/issuer/store.ts'
import { startStack } from '../local/stack.ts'
import { presets } from '../shared/catalogs/load.ts'
import type { ExpertView } from '../shared/experts/model.ts'
import { hour, plus } from '../shared/time.ts'
import { layTable } from './empty-table.ts'
import { holdToRights } from './held-to-rights.ts'
import { askUnsigned } from './unsigned.ts'

export const start = '2026-11-21T10:00:00.000Z'
export const consentVersion = presets.find(({ id }) => id === 'kaleyra')?.experts?.consent.version ?? ''
export const expertEmail = (name: string) => `${name}@tatacommunications.com`

// biome-ignore lint/suspicious/noExplicitAny: answers come over the wire; tests check them field by field
export type Wire = any

export interface Answer<T = Wire> {
  status: number
  headers: Headers
  body: T
  text: string
}

export interface Asked {
  /** The email of a person, who signs in at this moment; or a token. */
  as?: string | undefined
  body?: unknown
  headers?: Record<string, string>
}

export interface GivenAccount {
  id: string
  owner: { email: string; token: string; member: string }
}

export type World = Awaited<ReturnType<typeof givenWorld>>

/** In memory where there is such a place: the engine is the same, and waits for no disk. */
export function scratch(): string {
  const memory = '/dev/shm'
  try {
    accessSync(memory, constants.W_OK)
    return memory
  } catch {
    return tmpdir()
  }
}

/** One for all worlds of a process: each RSA key takes longer to make than the rest of a world. */
let signingKey: Promise<string> | undefined
function newSigningKey(): Promise<string> {
  signingKey ??= makeSigningKey()
  return signingKey
}

/** A stack of its own, with its clock standing at an instant. Call `stop` when done. */
export async function givenWorld(at = start) {
  const dataDir = mkdtempSync(join(scratch(), 'gatepass-'))
  await layTable(dataDir)
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) })
  const stack = await startStack({ dataDir, port: 0, timers: false, newSigningKey })
  askUnsigned()
  const heldToRights = holdToRights()
  let count = 0

  const now = () => new Date().toISOString()
  const setNow = (instant: string) => vi.setSystemTime(new Date(instant))
  const pass = (ms: number) => setNow(plus(now(), ms))
  const inHours = (hours: number) => plus(now(), hours * hour)

  async function ask<T = Wire>(method: string, path: string, { as, body, headers }: Asked = {}): Promise<Answer<T>> {
    const token = as?.includes('@') ? await person(as) : as
    const response = await fetch(`${stack.origin}/api${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (json && text ? JSON.parse(text) : text) as T,
    }
  }

  const person = (email: string, extra?: { name?: string; emailVerified?: boolean }) =>
    stack.issuer.personToken(email, extra)
  const service = (client: 'operator' | 'decide' | 'record') => stack.issuer.serviceToken(client)

  const must = <T>(answer: Answer<T>, status: number): T => {
    if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`)
    return answer.body
  }

  /** The token in the newest invitation mailed to this address. */
  function tokenMailedTo(email: string): string {
    const mail = stack
      .mails()
      .find(({ to, links }) => to.includes(email) && links.some((link) => link.includes('/invitations/')))
    const link = mail?.links.find((one) => one.includes('/invitations/'))
    if (!link) throw new Error(`no invitation was mailed to ${email}`)
    return link.slice(link.lastIndexOf('/') + 1)
  }

  async function accept(email: string, token = tokenMailedTo(email)) {
    return ask('POST', `/invitations/${token}/accept`, { as: await person(email) })
  }

  async function createAccount(changes: Record<string, unknown> = {}) {
    const email = `owner${++count}@example.com`
    const body = {
      name: `Account ${count}`,
      region: 'europe',
      timeZone: 'Europe/Rome',
      catalog: { id: 'kaleyra' },
      reportEmail: `reports${count}@example.com`,
      owner: { name: 'Owner', email },
      ...changes,
    }
    return { email, answer: await ask('POST', '/accounts', { as: await service('operator'), body }) }
  }

  /** An account whose owner has accepted. */
  async function account(changes: Record<string, unknown> = {}): Promise<GivenAccount> {
    const { email, answer } = await createAccount(changes)
    const { id, owner } = must(answer, 201)
    await stack.settle()
    must(await accept(email), 200)
    return { id, owner: { email, token: email, member: owner } }
  }

  const invitation = (changes: Record<string, unknown> = {}) => ({
    experts: [{ name: 'Expert', email: expertEmail(`expert${++count}`) }],
    access: 'read-only',
    until: inHours(8),
    consent: { accepted: true, wordingVersion: consentVersion },
    ...changes,
  })

  const invite = async ({ id, owner }: GivenAccount, changes: Record<string, unknown> = {}) =>
    ask<{ items: ExpertView[] }>('POST', `/accounts/${id}/experts`, { as: owner.token, body: invitation(changes) })

  async function invited(
    account: GivenAccount,
    changes: Record<string, unknown> = {},
  ): Promise<ExpertView & { email: string }> {
    const [expert] = must(await invite(account, changes), 201).items
    await stack.settle()
    if (!expert?.email) throw new Error('an expert was invited')
    return { ...expert, email: expert.email }
  }

  /** An expert who has accepted. */
  async function expert(account: GivenAccount, changes: Record<string, unknown> = {}) {
    const view = await invited(account, changes)
    must(await accept(view.email), 200)
    return { ...view, token: view.email, version: 2 }
  }

  /** Whether the platform would let this member through. */
  async function evaluate(account: GivenAccount, subject: { type: string; id: string }, permission: string) {
    const dot = permission.lastIndexOf('.')
    return ask('POST', `/accounts/${account.id}/access/v1/evaluation`, {
      as: await service('decide'),
      body: {
        subject,
        action: { name: permission.slice(dot + 1) },
        resource: { type: permission.slice(0, dot), id: 'one' },
      },
    })
  }

  const may = async (account: GivenAccount, member: string, permission = 'channels.channel.view'): Promise<boolean> =>
    must(await evaluate(account, { type: 'member', id: member }, permission), 200).decision

  const mailsTo = (email: string) => stack.mails().filter(({ to }) => to.includes(email))

  async function stop() {
    await stack.stop()
    heldToRights()
    vi.useRealTimers()
    rmSync(dataDir, { recursive: true, force: true })
  }

  return {
    stack,
    dataDir,
    now,
    setNow,
    pass,
    inHours,
    ask,
    person,
    service,
    must,
    tokenMailedTo,
    accept,
    createAccount,
    account,
    invitation,
    invite,
    invited,
    expert,
    evaluate,
    may,
    mailsTo,
    stop,
  }
}

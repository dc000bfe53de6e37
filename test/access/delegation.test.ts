/** Acting on behalf of a member: from random catalogs, agents, members and moments. The parts are decided as Cedar does. */
import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { decide } from '../../shared/access/decide.ts'
import { effectiveAccess } from '../../shared/access/effective.ts'
import type { AccessRecord, Asked } from '../../shared/access/model.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { Random, seed } from './oracle/random.ts'
import { type Own, randomAccount } from './oracle/random-account.ts'
import { randomCatalog } from './oracle/random-catalog.ts'
import { at, randomMember } from './oracle/random-member.ts'
import { randomQuestion } from './oracle/random-question.ts'

const random = new Random(seed)

interface Given {
  catalog: Catalog
  own: Own
  agent: AccessRecord
  subject: AccessRecord
  now: string
  asked: Asked
}

function given(): Given {
  const catalog = randomCatalog(random)
  const own = randomAccount(catalog, random)
  const ids = (catalog.partners?.roles ?? catalog.roles).map(({ id }) => id)
  const agent: AccessRecord = { member: 'agent', kind: 'partner', status: 'active', roles: random.some(ids, 0.8) }
  const someone = randomMember(catalog, random)
  const { grant: _, ...rest } = someone
  const subject: AccessRecord = { ...rest, kind: 'team', status: random.chance(0.9) ? 'active' : someone.status }
  const { now, asked = {} } = randomQuestion(catalog, agent, random)
  return { catalog, own, agent, subject, now, asked }
}

const until = at(0)
const tally = (seen: Map<string, number>, outcome: string) => seen.set(outcome, (seen.get(outcome) ?? 0) + 1)

/** The reason of each permission's answer, each compared with what the two are permitted by themselves. */
function outcomes({ catalog, own, agent, subject, now, asked }: Given): string[] {
  const policy = compile(catalog, own, own.options)
  const access = random.pick(['read-only', 'write'] as const)
  const person = 'other'
  const acting: AccessRecord = { ...agent, delegation: { id: 'd', access, until, subject, person } }
  const asSubject = { ...asked, subject: { ...asked.subject, id: person } }
  const outcomes = catalog.permissions.map(({ id, changes }) => {
    const answer = decide(policy, acting, id, now, asked)
    const both = decide(policy, agent, id, now, asked).permit && decide(policy, subject, id, now, asSubject).permit
    const within = now < until && (access === 'write' || !changes)
    return { id, permit: answer.permit, due: both && within, reason: answer.reason }
  })
  expect(outcomes.filter(({ permit, due }) => permit !== due)).toEqual([])
  return outcomes.map(({ reason }) => reason)
}

describe('talkdesk.r13: who acts on behalf of a member is permitted', () => {
  test('what both are permitted inside the session, and of that only looking where no more was asked for', () => {
    const seen = new Map<string, number>()
    for (let count = 0; count < 1_500; count++) for (const outcome of outcomes(given())) tally(seen, outcome)
    const often = [...seen].filter(([, times]) => times >= 50).map(([outcome]) => outcome)
    expect(often).toEqual(
      expect.arrayContaining(['granted', 'read_only', 'beyond_subject', 'window_over', 'not_granted']),
    )
  })

  test('and is told to hold nothing that is never permitted', () => {
    for (let count = 0; count < 500; count++) {
      const { catalog, own, agent, subject, now } = given()
      const policy = compile(catalog, own, own.options)
      const acting: AccessRecord = { ...agent, delegation: { id: 'd', access: 'read-only', until, subject } }
      const told = effectiveAccess(policy, catalog, acting, now).modules.flatMap(({ permissions }) => permissions)
      const changing = catalog.permissions.filter(({ changes }) => changes).map(({ id }) => id)
      expect(told.filter(({ id }) => changing.includes(id))).toEqual([])
      for (const { id, conditional } of told)
        if (!conditional) expect([id, decide(policy, acting, id, now).permit]).toEqual([id, true])
      const plainly = catalog.permissions.filter(({ id }) => decide(policy, acting, id, now).permit)
      expect(plainly.filter(({ id }) => !told.some((one) => one.id === id))).toEqual([])
    }
  })

  test('masked as the member sees it', () => {
    let masked = 0
    for (let count = 0; count < 1_500; count++) {
      const { catalog, own, agent, subject, now, asked } = given()
      const policy = compile(catalog, own, own.options)
      const acting: AccessRecord = { ...agent, delegation: { id: 'd', access: 'write', until: at(9), subject } }
      for (const { id } of catalog.permissions) {
        const answer = decide(policy, acting, id, now, asked)
        const theirs = decide(policy, subject, id, now, asked)
        if (!answer.permit || !theirs.permit) continue
        expect(answer.obligations).toEqual(theirs.obligations)
        if (answer.obligations.length > 0) masked++
      }
    }
    expect(masked).toBeGreaterThan(20)
  })
})

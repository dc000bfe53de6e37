/** One decision, beside what others need for the same answer, in one process, in turns. */

import type { Contestant } from './decisions/contestant.ts'
import { casbin } from './decisions/contestants/casbin.ts'
import { casl } from './decisions/contestants/casl.ts'
import { cedar } from './decisions/contestants/cedar.ts'
import { easyRbac } from './decisions/contestants/easy-rbac.ts'
import { fastRbac } from './decisions/contestants/fast-rbac.ts'
import { floor } from './decisions/contestants/floor.ts'
import { gatepass } from './decisions/contestants/gatepass.ts'
import { permix } from './decisions/contestants/permix.ts'
import { bytesEach, cpuMicros, repeat, timesFor } from './decisions/measure.ts'
import { accounts, catalog, members, questions } from './decisions/world.ts'
import { median, printTable, ratios, spread } from './figures.ts'

const rounds = 25
const roundMicros = 16_000
/** Until then V8 still recompiles: measured too early, the quickest loops take three times as long. */
const warmUpMicros = 500_000
const figures = ['fresh', 'warm', 'compile', 'first'] as const
type Figure = (typeof figures)[number]

interface Measured {
  contestant: Contestant
  bytes: number
  /** Nanoseconds of CPU time for each decision (or each account), of every round. */
  nanos: Record<Figure, number[]>
}

interface Target {
  figure: 'fresh' | 'warm'
  /** Whose time is divided by whose. */
  of: string
  by: string
  atLeast?: number
  atMost?: number
}

const us = 'gatepass'
const lookup = 'floor: one look-up, one bit'
const targets: Target[] = [
  { figure: 'fresh', of: '@casl/ability', by: us, atLeast: 30 },
  { figure: 'fresh', of: 'casbin', by: us, atLeast: 300 },
  { figure: 'fresh', of: '@cedar-policy/cedar-wasm', by: us, atLeast: 300 },
  { figure: 'warm', of: '@casl/ability', by: us, atLeast: 4 },
  { figure: 'warm', of: 'permix', by: us, atLeast: 4 },
  { figure: 'warm', of: 'easy-rbac', by: us, atLeast: 1 },
  { figure: 'warm', of: 'fast-rbac', by: us, atLeast: 1 },
  { figure: 'warm', of: us, by: lookup, atMost: 1.5 },
]
const compileAtMostMicros = 200

export async function decisions(): Promise<void> {
  const contestants = [floor(), gatepass(), fastRbac(), easyRbac(), permix(), casl(), await casbin(), cedar()]
  for (const contestant of contestants) await checkAnswers(contestant)
  const measured: Measured[] = []
  for (const contestant of contestants) measured.push({ contestant, ...(await prepared(contestant)) })
  const works = []
  for (const one of measured)
    for (const figure of figures) works.push({ one, figure, ...(await workOf(one.contestant, figure)) })
  for (const { work, times } of works) await repeat((times * warmUpMicros) / roundMicros, work)
  for (let round = 0; round < rounds; round++)
    for (const { one, figure, work, times, each } of works)
      one.nanos[figure].push(((await cpuMicros(() => repeat(times, work))) * 1000) / (times * each))
  print(measured)
}

async function prepared({ compile }: Contestant): Promise<Pick<Measured, 'bytes' | 'nanos'>> {
  const nanos = { fresh: [], warm: [], compile: [], first: [] }
  return { bytes: await bytesEach(400, (at) => compile(pick(accounts, at))), nanos }
}

const pick = <T>(from: readonly T[], at: number): T => from[at % from.length] as T

/** Twice: what is kept from the first time must not change the second. */
async function checkAnswers({ name, fresh, warm, first }: Contestant): Promise<void> {
  const answers: boolean[] = new Array(questions.length).fill(false)
  for (const [figure, round] of Object.entries({ fresh, warm, again: fresh })) {
    answers.fill(false)
    await round(questions, answers)
    const wrong = questions.findIndex(({ permit }, at) => answers[at] !== permit)
    if (wrong >= 0) throw new Error(`${name}, ${figure}: not ${answers[wrong]} to ${JSON.stringify(questions[wrong])}`)
  }
  for (const question of questions.slice(0, 100)) {
    const member = pick(members, question.member)
    const permit = await first(pick(accounts, member.account), member, question)
    if (permit !== question.permit) throw new Error(`${name}, first: not ${permit} to ${JSON.stringify(question)}`)
  }
}

/** The slow ones answer fewer questions in a round, drawn from all over the set. */
async function workOf(contestant: Contestant, figure: Figure) {
  const { compile, first } = contestant
  let at = 0
  if (figure === 'compile' || figure === 'first') {
    const work =
      figure === 'compile'
        ? () => compile(pick(accounts, at++))
        : () => {
            const question = pick(questions, at++)
            const member = pick(members, question.member)
            return first(pick(accounts, member.account), member, question)
          }
    return { work, each: 1, times: await timesFor(roundMicros, work) }
  }
  const one = contestant[figure]
  const few = questions.slice(0, 50)
  const answers: boolean[] = new Array(questions.length).fill(false)
  const slow = (await cpuMicros(() => one(few, answers))) / few.length > 20
  const asked = slow ? few : questions
  const work = () => one(asked, answers)
  return { work, each: asked.length, times: await timesFor(roundMicros, work) }
}

function print(measured: readonly Measured[]): void {
  const find = (name: string) => {
    const found = measured.find(({ contestant }) => contestant.name === name)
    if (!found) throw new Error(`There is no ${name}`)
    return found
  }
  const ours = find(us)
  const times = (one: Measured, figure: Figure) => short(median(ratios(one.nanos[figure], ours.nanos[figure])))
  const permits = questions.filter(({ permit }) => permit).length
  console.log(
    `\n${catalog.roles.length} roles by ${catalog.permissions.length} permissions, ${accounts.length} accounts, ` +
      `${members.length} members, ${questions.length} questions, ${100 - (100 * permits) / questions.length}% denied\n` +
      `CPU time, median of ${rounds} rounds in turns [quartiles]; x: times gatepass, median of the rounds' ratios\n`,
  )
  printTable(
    ['', 'fresh ns', 'x', 'warm ns', 'x', 'compile us', 'first us', 'kB/account'],
    measured.map((one) => [
      one.contestant.name,
      spread(one.nanos.fresh, 0),
      times(one, 'fresh'),
      spread(one.nanos.warm, 1),
      times(one, 'warm'),
      (median(one.nanos.compile) / 1000).toFixed(1),
      (median(one.nanos.first) / 1000).toFixed(1),
      one.bytes > 0 ? (one.bytes / 1000).toFixed(1) : '?',
    ]),
  )
  console.log()
  printTable(
    ['wanted', '', 'measured', 'met'],
    [
      ...targets.map(({ figure, of, by, atLeast, atMost }) => {
        const ratio = median(ratios(find(of).nanos[figure], find(by).nanos[figure]))
        const met = atLeast === undefined ? ratio <= (atMost ?? 0) : ratio >= atLeast
        const bound = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
        return [`${figure}: ${of} / ${by}`, bound, ratio.toFixed(2), met ? 'yes' : 'NO']
      }),
      compileRow(median(ours.nanos.compile) / 1000),
    ],
  )
}

const short = (value: number) => value.toFixed(value < 10 ? 2 : 0)

const compileRow = (micros: number) => [
  "an account's policy compiled, us",
  `less than ${compileAtMostMicros}`,
  micros.toFixed(1),
  micros < compileAtMostMicros ? 'yes' : 'NO',
]

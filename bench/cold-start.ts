/** From the start of a process to its first answer: the deployed bundle that decides, beside the least that could be there. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { type Bundle, bundle } from './bundles.ts'
import { median, printTable, ratios, spread } from './figures.ts'
import type { Served } from './serve.ts'
import type { Question } from './world.ts'

/** As infra/functions.ts sets it. */
const deployedOptions = { NODE_OPTIONS: '--enable-source-maps' }
const runs = 21

interface Contender extends Bundle {
  name: string
  event: unknown
  importMillis: number[]
  answerMillis: number[]
  cpuMillis: number[]
}

const contender = (name: string, { event }: Question, bundle: Bundle): Contender => ({
  name,
  event,
  ...bundle,
  importMillis: [],
  answerMillis: [],
  cpuMillis: [],
})

/** The handlers beside it hold the SDK as anybody would. */
const asItComes = { credentials: 'chain' } as const

export async function coldStart({ team, expert, directory, environment }: Served): Promise<void> {
  const runner = await bundle('bench/first-answer.ts', directory)
  const access = await bundle('functions/access/index.ts', directory)
  const unused = contender(
    'DynamoDB client, unused',
    team,
    await bundle('bench/handlers/client.ts', directory, asItComes),
  )
  const bases = [
    contender('empty handler', team, await bundle('bench/handlers/empty.ts', directory)),
    unused,
    contender('DynamoDB client, one read', team, await bundle('bench/handlers/read.ts', directory, asItComes)),
  ]
  const contenders = [
    ...bases,
    contender('access: team member', team, access),
    contender('access: expert', expert, access),
  ]

  // The first run of each reads the files into the page cache and is not counted.
  for (const each of contenders) await firstAnswer(runner.file, each, environment)
  for (let run = 0; run < runs; run++)
    for (const each of contenders) {
      const { importMillis, answerMillis, cpuMillis } = await firstAnswer(runner.file, each, environment)
      each.importMillis.push(importMillis)
      each.answerMillis.push(answerMillis)
      each.cpuMillis.push(cpuMillis)
    }

  console.log(`\nFrom process start to first answer, median of ${runs} interleaved cold starts [quartiles]\n`)
  printTable(
    [
      '',
      'kB',
      'gzip kB',
      'import ms',
      'import / unused',
      'first answer ms',
      'CPU ms',
      '/ empty',
      '/ unused',
      '/ one read',
    ],
    contenders.map((each) => [
      each.name,
      (each.bytes / 1000).toFixed(1),
      (each.gzipped / 1000).toFixed(1),
      spread(each.importMillis, 1),
      median(ratios(each.importMillis, unused.importMillis)).toFixed(2),
      spread(each.answerMillis, 0),
      median(each.cpuMillis).toFixed(0),
      ...bases.map((base) => median(ratios(each.answerMillis, base.answerMillis)).toFixed(2)),
    ]),
  )
}

async function firstAnswer(runner: string, { file, event }: Contender, environment: Record<string, string>) {
  const started = process.hrtime.bigint()
  const child = spawn(process.execPath, [runner, file, JSON.stringify(event)], {
    env: { ...environment, ...deployedOptions },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`${file} ended with code ${code}: ${said}`)
  const { importMillis, answeredAt, cpuMillis, answer } = JSON.parse(said)
  if (answer.body && JSON.parse(answer.body).decision !== true) throw new Error(`${file} answered ${said}`)
  // Both processes read the system's monotonic clock.
  return { importMillis, cpuMillis, answerMillis: Number(BigInt(answeredAt) - started) / 1e6 }
}

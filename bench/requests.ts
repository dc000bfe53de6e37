/** Decisions per second through the local gateway, beside a bare server that asks the same table engine. */
import { percentile, printTable, ratios, spread } from './figures.ts'
import { load, postRequest } from './load.ts'
import { type Server, startServer } from './processes.ts'
import type { Served } from './serve.ts'
import type { Question } from './world.ts'

const connections = 8
const rounds = 9
const roundMillis = 800
const warmUpMillis = 1200

interface Contender {
  name: string
  server: Server<{ port: number }>
  request: Buffer
  perSecond: number[]
  p50: number[]
  p99: number[]
  /** Of the server's process, for each request. */
  cpuMillis: number[]
}

const contender = (name: string, server: Contender['server'], { token, body }: Question, path: string): Contender => ({
  name,
  server,
  request: postRequest(server.ready.port, path, token, body),
  perSecond: [],
  p50: [],
  p99: [],
  cpuMillis: [],
})

export async function requests(gatepass: Server<Served>): Promise<void> {
  const { environment, account, team, expert } = gatepass.ready
  const bare = await startServer<{ port: number }>('./bare-server.ts', { ...environment, BENCH_ACCOUNT: account })
  try {
    const bareRead = contender('bare: one read', bare, team, '/read')
    const bareBoth = contender('bare: both items in one read', bare, team, '/read-both')
    const forTeam = contender('gatepass: team member', gatepass, team, team.path)
    const bareWrite = contender('bare: one read, one write', bare, expert, '/read-and-write')
    const forExpert = contender('gatepass: expert', gatepass, expert, expert.path)
    const contenders = [bareRead, bareBoth, forTeam, bareWrite, forExpert]
    const loadMillis = await measureAll(contenders)

    console.log(
      `\nEvaluations over ${connections} kept connections, median of ${rounds} interleaved rounds of ${roundMillis} ms [quartiles]\n`,
    )
    printTable(['', 'requests/s', 'p50 ms', 'p99 ms', 'server CPU ms/request'], contenders.map(figures))
    console.log('\nThe same as ratios, taken round by round\n')
    printTable(
      ['', 'requests/s', 'p50', 'p99', 'server CPU'],
      [
        ['team member / one read', ...compared(forTeam, bareRead)],
        ['team member / both items in one read', ...compared(forTeam, bareBoth)],
        ['expert / one read', ...compared(forExpert, bareRead)],
        ['expert / one read, one write', ...compared(forExpert, bareWrite)],
      ],
    )
    console.log(`\nThe load itself took ${loadMillis.toFixed(3)} ms of CPU for each request.`)
  } finally {
    await bare.stop()
  }
}

const figures = ({ name, perSecond, p50, p99, cpuMillis }: Contender): string[] => [
  name,
  spread(perSecond, 0),
  spread(p50, 2),
  spread(p99, 2),
  spread(cpuMillis, 3),
]

const compared = (one: Contender, base: Contender): string[] =>
  (['perSecond', 'p50', 'p99', 'cpuMillis'] as const).map((key) => spread(ratios(one[key], base[key]), 2))

/** Answers what a request cost the load's own process. */
async function measureAll(contenders: readonly Contender[]): Promise<number> {
  for (const each of contenders) await loaded(each, warmUpMillis)
  const before = process.cpuUsage()
  let answered = 0
  for (let count = 0; count < rounds; count++) for (const each of contenders) answered += await measureOnce(each)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / answered
}

async function measureOnce(contender: Contender): Promise<number> {
  const { server, perSecond, p50, p99, cpuMillis } = contender
  const cpuBefore = await server.cpuMillis()
  const round = await loaded(contender, roundMillis)
  const cpu = (await server.cpuMillis()) - cpuBefore
  const answered = round.latencies.length
  perSecond.push(round.perSecond)
  p50.push(percentile(round.latencies, 0.5))
  p99.push(percentile(round.latencies, 0.99))
  cpuMillis.push(cpu / answered)
  return answered
}

const loaded = ({ server, request }: Contender, millis: number) =>
  load({ port: server.ready.port, request, connections, millis })

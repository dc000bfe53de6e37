/** Decisions per second through the local gateway, beside a bare server that asks the same table engine. */
import { percentile, printTable, ratios, spread } from './figures.ts'
import { load, postRequest } from './load.ts'
import { type Server, startServer } from './processes.ts'
import type { Served } from './serve.ts'

const connections = 8
const rounds = 11
const roundMillis = 800
const warmUpMillis = 1500

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

export async function requests(gatepass: Server<Served>): Promise<void> {
  const { environment, account, team, expert } = gatepass.ready
  const bare = await startServer<{ port: number }>('./bare-server.ts', { ...environment, BENCH_ACCOUNT: account })
  try {
    const contender = (name: string, server: Contender['server'], path: string, asked: typeof team): Contender => ({
      name,
      server,
      request: postRequest(server.ready.port, path, asked.token, asked.body),
      perSecond: [],
      p50: [],
      p99: [],
      cpuMillis: [],
    })
    const pairs = [
      [contender('bare: read', bare, '/read', team), contender('gatepass: team member', gatepass, team.path, team)],
      [
        contender('bare: read, write', bare, '/record', expert),
        contender('gatepass: expert', gatepass, expert.path, expert),
      ],
    ] as const
    const contenders = pairs.flat()

    for (const each of contenders) await round(each, warmUpMillis)
    const clientBefore = process.cpuUsage()
    let answered = 0
    for (let count = 0; count < rounds; count++) for (const each of contenders) answered += await measure(each)
    const { user, system } = process.cpuUsage(clientBefore)

    console.log(
      `\nEvaluations over ${connections} kept connections, median of ${rounds} interleaved rounds of ${roundMillis} ms [quartiles]\n`,
    )
    printTable(
      ['', 'requests/s', 'p50 ms', 'p99 ms', 'server CPU ms/request'],
      contenders.map(({ name, perSecond, p50, p99, cpuMillis }) => [
        name,
        spread(perSecond, 0),
        spread(p50, 2),
        spread(p99, 2),
        spread(cpuMillis, 3),
      ]),
    )
    const [[bareRead, team_], [bareWrite, expert_]] = pairs
    const over = (name: string, one: Contender, base: Contender) => [
      name,
      ...(['perSecond', 'p50', 'p99', 'cpuMillis'] as const).map((key) => spread(ratios(one[key], base[key]), 2)),
    ]
    console.log('\nRatios, round by round\n')
    printTable(
      ['', 'requests/s', 'p50', 'p99', 'server CPU'],
      [
        over('team member / bare read', team_, bareRead),
        over('expert / bare read and write', expert_, bareWrite),
        over('expert / bare read', expert_, bareRead),
      ],
    )
    console.log(`\nThe load itself took ${((user + system) / 1000 / answered).toFixed(3)} ms of CPU for each request.`)
  } finally {
    await bare.stop()
  }
}

const round = ({ server, request }: Contender, millis: number) =>
  load({ port: server.ready.port, request, connections, millis })

async function measure(contender: Contender): Promise<number> {
  const cpuBefore = await contender.server.cpuMillis()
  const { perSecond, latencies } = await round(contender, roundMillis)
  const cpu = (await contender.server.cpuMillis()) - cpuBefore
  contender.perSecond.push(perSecond)
  contender.p50.push(percentile(latencies, 0.5))
  contender.p99.push(percentile(latencies, 0.99))
  contender.cpuMillis.push(cpu / latencies.length)
  return latencies.length
}

/** All of Gatepass on this machine: the deployed handlers and SDK clients, pointed at loopback. */
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { Cognito } from './cognito/cognito.ts'
import { sweepTimeToLive } from './engine/create-table.ts'
import { createGateway } from './gateway/gateway.ts'
import { createIssuer, type Issuer } from './issuer/issuer.ts'
import { createLoop, type Loop } from './loop.ts'
import { createInbox } from './mail/inbox.ts'
import type { Ses } from './mail/ses.ts'
import type { Mail } from './mail/ses-store.ts'
import type { Scheduler } from './scheduler/scheduler.ts'
import { createSite } from './site.ts'
import { dispatchPublic } from './stack/dispatch.ts'
import { tableName } from './stack/environment.ts'
import { invokeApi, invokeEvent, triggered } from './stack/functions.ts'
import { type AtStop, prepare } from './stack/prepare.ts'
import { createServices } from './stack/services.ts'
import { createPoller } from './stream/stream.ts'
import { tendStream } from './stream/tend-stream.ts'

export interface Stack {
  origin: string
  issuer: Issuer
  /** Lets everything follow that has been committed, until nothing moves any more; answers how much still fails. */
  settle(): Promise<{ failed: number }>
  /** Fires the schedules that are due; answers how many succeeded. */
  fireDue(): Promise<number>
  sweep(): Promise<unknown>
  makeDigests(): Promise<unknown>
  /** Deletes what is past its time to live; answers how many items that were. */
  expire(): Promise<number>
  /** Newest first. */
  mails(): Mail[]
  ses: Pick<Ses, 'refuseNext'>
  scheduler: Pick<Scheduler, 'refuseNext' | 'list' | 'forget'>
  cognito: Pick<Cognito, 'refuseNext'>
  stop(): Promise<void>
}

interface Options {
  dataDir: string
  /** 0 takes any. */
  port?: number
  /** Where a new installation takes its signing key from: RSA keys take a while to make. */
  newSigningKey?: () => Promise<string>
  /** Whether the stream, schedules, mail events and sweeps run by themselves. */
  timers?: boolean
}

export async function startStack({ dataDir, port = 3000, timers = true, newSigningKey }: Options): Promise<Stack> {
  const closing: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close()
  }
  try {
    const { stack, loops } = await compose({ dataDir, port, newSigningKey }, (close) => closing.push(close))
    closing.push(() => Promise.all(loops.map((loop) => loop.stop())))
    if (timers) for (const loop of loops) loop.start()
    return { ...stack, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Place {
  dataDir: string
  port: number
  newSigningKey: (() => Promise<string>) | undefined
}

async function compose({ dataDir, port, newSigningKey }: Place, atStop: AtStop) {
  const { open, origin, db, table, databaseFile } = await prepare(dataDir, port, atStop)
  const services = createServices(db, dataDir)
  const { ses, scheduler, cognito, mailEvents } = services
  const issuer = await createIssuer({ url: `${origin}/oidc`, db, appOrigin: origin, newSigningKey })
  const gateway = createGateway({ ...issuer, invoke: invokeApi })
  const site = createSite({ config: { issuer: issuer.issuer, clientId: 'console' } })
  const consumers = triggered('stream').map(({ name, setting }) => ({
    ...{ name, ...setting },
    handler: (event: unknown) => invokeEvent(name, event),
  }))
  const client = new DynamoDBStreamsClient({})
  // As with the table's own client: it would go through every image for a log that nobody keeps.
  client.middlewareStack.remove('loggerMiddleware')
  const poller = createPoller({ client, tableName, db, consumers })
  open(services.listener, dispatchPublic({ gateway, issuer: issuer.listener, inbox: createInbox(ses.mails), site }))

  const expire = () => sweepTimeToLive(table, tableName, Date.now())
  const tidy = async () => {
    await expire()
    if (databaseFile) tendStream(databaseFile, tableName, poller.settledUpTo())
    return 60_000
  }
  const settle = async (): Promise<{ failed: number }> => {
    const passes = [await poller.pass(), await mailEvents.pass()]
    if (passes.some((pass) => pass.processed > 0)) return settle()
    return { failed: passes.reduce((sum, pass) => sum + pass.failed, 0) }
  }
  const loops: Loop[] = [poller, mailEvents, scheduler, createLoop('Tidying up', tidy), ...sweeps()]
  const stack: Omit<Stack, 'stop'> = {
    origin,
    issuer,
    settle,
    fireDue: () => scheduler.fireDue(Date.now()),
    sweep: () => invokeEvent('sweep', scheduledEvent()),
    makeDigests: () => invokeEvent('make-digests', scheduledEvent()),
    expire,
    mails: ses.mails.list,
    ses,
    scheduler,
    cognito,
  }
  return { stack, loops }
}

const sweeps = (): Loop[] =>
  triggered('everyMinutes').map(({ name, setting }) =>
    createLoop(name, async () => {
      await invokeEvent(name, scheduledEvent())
      return setting * 60_000
    }),
  )

const scheduledEvent = () => ({
  version: '0',
  source: 'aws.events',
  'detail-type': 'Scheduled Event',
  time: new Date().toISOString(),
  detail: {},
})

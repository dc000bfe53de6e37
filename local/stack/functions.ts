/** Loads and calls the product's functions as Lambda would: each once, when it is first needed. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { ApiFunction } from '../../functions/routes.ts'
import { type EventFunction, type Trigger, triggers } from '../../functions/triggers.ts'

const timeLimit = 29_000

/** Whose work this is: on AWS each function has rights of its own, and here a test can hold it to them. */
export const running = new AsyncLocalStorage<ApiFunction | EventFunction>()

function context(functionName: string): Context {
  const started = performance.now()
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => timeLimit - (performance.now() - started),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  }
}

type Handler = (event: unknown, context: Context) => Promise<APIGatewayProxyStructuredResultV2>
const loaded = new Map<ApiFunction, Handler>()

export async function invokeApi(name: ApiFunction, event: unknown) {
  const handler: Handler = loaded.get(name) ?? (await import(`../../functions/${name}/index.ts`)).handler
  loaded.set(name, handler)
  return running.run(name, () => handler(event, context(name)))
}

export async function invokeEvent(name: EventFunction, event: unknown) {
  const { handler } = await import(`../../functions/events/${name}.ts`)
  try {
    return await running.run(name, () => handler(event, context(name)))
  } catch (error) {
    // On AWS this would be in the function's log; whoever called it only retries.
    console.error(`${name} failed:`, error)
    throw error
  }
}

/** The event functions with this kind of trigger, and what the trigger says. */
export function triggered<Kind extends string>(kind: Kind) {
  const all = Object.entries(triggers) as [EventFunction, Trigger][]
  return all.flatMap(([name, trigger]) => {
    const setting = (trigger as Partial<Record<string, unknown>>)[kind]
    return setting === undefined ? [] : [{ name, setting: setting as Setting<Kind> }]
  })
}

type Setting<Kind extends string> = Extract<Trigger, Record<Kind, unknown>>[Kind &
  keyof Extract<Trigger, Record<Kind, unknown>>]

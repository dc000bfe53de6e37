/** The part of EventBridge Scheduler's REST interface that one-time schedules need. */
import type { IncomingMessage, RequestListener } from 'node:http'
import { answer, type Refusal, readText } from '../servers.ts'
import { type Schedule, type ScheduleBody, type ScheduleStore, scheduleBody } from './store.ts'

class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const arnPrefix = 'arn:aws:scheduler:eu-central-1:000000000000'
const scheduleArn = (group: string, name: string) => `${arnPrefix}:schedule/${group}/${name}`
const groupArn = (name: string) => `${arnPrefix}:schedule-group/${name}`
const seconds = (milliseconds: number) => milliseconds / 1000

export function createSchedulerListener(store: ScheduleStore, takeRefusal: () => Refusal | undefined): RequestListener {
  return async (request, response) => {
    const send = (status: number, body: unknown, headers = {}) =>
      answer(response, status, 'application/json', JSON.stringify(body), headers)
    const text = await readText(request)
    const refusal = takeRefusal()
    try {
      if (refusal) throw new Refused(refusal.status, refusal.code, 'Refused on purpose')
      send(200, serve(store, request, text))
    } catch (error) {
      if (!(error instanceof Refused)) console.error(error)
      const { status, code } = error instanceof Refused ? error : { status: 500, code: 'InternalServerException' }
      send(status, { Message: String((error as Error).message) }, { 'x-amzn-errortype': code })
    }
  }
}

function serve(store: ScheduleStore, request: IncomingMessage, text: string): unknown {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const [kind, encoded] = pathname.split('/').slice(1)
  const name = encoded && decodeURIComponent(encoded)
  if (name && !/^[0-9a-zA-Z-_.]{1,64}$/.test(name)) throw invalid(`The name ${name} is not allowed`)
  const group = searchParams.get('groupName') ?? 'default'
  switch (`${request.method} ${kind}${name ? '/' : ''}`) {
    case 'POST schedules/':
      return createSchedule(store, name ?? '', parseBody(text))
    case 'PUT schedules/':
      return updateSchedule(store, name ?? '', parseBody(text))
    case 'GET schedules/':
      return { ...describe(find(store, group, name ?? '')) }
    case 'DELETE schedules/':
      if (!store.remove(group, name ?? '')) throw missing('Schedule', name)
      return {}
    case 'GET schedules':
      return listSchedules(store, searchParams)
    default:
      return serveGroups(store, request.method, kind, name)
  }
}

function serveGroups(store: ScheduleStore, method: string | undefined, kind: string | undefined, name = ''): unknown {
  if (kind !== 'schedule-groups' || !name)
    throw new Refused(404, 'UnknownOperationException', `${method} ${kind} is unknown`)
  if (method === 'POST') {
    if (!store.createGroup(name)) throw new Refused(409, 'ConflictException', `Schedule group ${name} already exists.`)
    return { ScheduleGroupArn: groupArn(name) }
  }
  const created = store.groupCreated(name)
  if (created === undefined) throw missing('Schedule group', name)
  if (method === 'DELETE') return store.removeGroup(name) && {}
  return { Arn: groupArn(name), Name: name, State: 'ACTIVE', CreationDate: seconds(created) }
}

function createSchedule(store: ScheduleStore, name: string, body: ScheduleBody) {
  if (store.groupCreated(body.GroupName) === undefined) throw missing('Schedule group', body.GroupName)
  const existing = store.find(body.GroupName, name)
  const again = existing && body.ClientToken && existing.body.ClientToken === body.ClientToken
  if (existing && !again) throw new Refused(409, 'ConflictException', `Schedule ${name} already exists.`)
  if (!existing) store.put(name, body, dueAt(body), Date.now())
  return { ScheduleArn: scheduleArn(body.GroupName, name) }
}

function updateSchedule(store: ScheduleStore, name: string, body: ScheduleBody) {
  store.put(name, body, dueAt(body), find(store, body.GroupName, name).created)
  return { ScheduleArn: scheduleArn(body.GroupName, name) }
}

function listSchedules(store: ScheduleStore, query: URLSearchParams) {
  const limit = Number(query.get('MaxResults') ?? 100)
  const group = query.get('ScheduleGroup')
  const search = { after: query.get('NextToken') ?? '', prefix: query.get('NamePrefix') ?? '', limit: limit + 1 }
  const found = store.named(group ? { ...search, group } : search)
  const page = found.slice(0, limit)
  const next = found.length > limit ? { NextToken: page.at(-1)?.name } : {}
  return {
    Schedules: page.map((schedule) => ({ ...describe(schedule), Target: { Arn: schedule.body.Target.Arn } })),
    ...next,
  }
}

function describe({ name, body, created }: Schedule) {
  const { ClientToken: _, ...shown } = body
  return { ...shown, Name: name, Arn: scheduleArn(body.GroupName, name), CreationDate: seconds(created) }
}

function find(store: ScheduleStore, group: string, name: string): Schedule {
  const schedule = store.find(group, name)
  if (!schedule) throw missing('Schedule', name)
  return schedule
}

function parseBody(text: string): ScheduleBody {
  const parsed = scheduleBody.safeParse(JSON.parse(text || '{}'))
  if (!parsed.success)
    throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  return parsed.data
}

function dueAt({ ScheduleExpression, ScheduleExpressionTimezone = 'UTC' }: ScheduleBody): number {
  const [, instant] = ScheduleExpression.match(/^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/) ?? []
  const due = Date.parse(`${instant}Z`)
  if (Number.isNaN(due))
    throw invalid(`Invalid Schedule Expression ${ScheduleExpression}: only at(yyyy-mm-ddThh:mm:ss) runs here.`)
  if (ScheduleExpressionTimezone !== 'UTC')
    throw invalid(`Only the time zone UTC runs here, not ${ScheduleExpressionTimezone}.`)
  return due
}

const invalid = (message: string) => new Refused(400, 'ValidationException', message)
const missing = (what: string, name = '') =>
  new Refused(404, 'ResourceNotFoundException', `${what} ${name} does not exist.`)

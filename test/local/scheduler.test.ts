import { DatabaseSync } from 'node:sqlite'
import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createScheduler, type Scheduler } from '../../local/scheduler/scheduler.ts'
import { type LoopbackServer, listen } from '../../local/servers.ts'

const noon = Date.UTC(2030, 0, 1, 12)
const target = {
  Arn: 'arn:aws:lambda:local:000000000000:function:end-grant',
  RoleArn: 'arn:aws:iam::000000000000:role/scheduler',
  Input: '{"member":"m1"}',
  RetryPolicy: { MaximumRetryAttempts: 2 },
}
const schedule = (Name: string, more: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
  Name,
  GroupName: 'grants',
  ScheduleExpression: 'at(2030-01-01T12:00:00)',
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: target,
  ...more,
})

let db: DatabaseSync
let scheduler: Scheduler
let server: LoopbackServer
let client: SchedulerClient
const invoke = vi.fn(async (_arn: string, _input: unknown) => {})

beforeEach(async () => {
  invoke.mockReset()
  db = new DatabaseSync(':memory:')
  scheduler = createScheduler({ db, invoke })
  server = await listen(scheduler.listener, 0)
  client = new SchedulerClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
  await client.send(new CreateScheduleGroupCommand({ Name: 'grants' }))
})
afterEach(() => server.close())

const create = (name: string, more: Partial<CreateScheduleCommandInput> = {}) =>
  client.send(new CreateScheduleCommand(schedule(name, more)))
const get = (name: string) => client.send(new GetScheduleCommand({ Name: name, GroupName: 'grants' }))

test('a schedule fires at its second, once, with its input, and is gone', async () => {
  await create('m1-1')
  expect(await scheduler.fireDue(noon - 1)).toBe(0)
  expect(await scheduler.fireDue(noon)).toBe(1)
  expect(await scheduler.fireDue(noon + 60_000)).toBe(0)
  expect(invoke.mock.calls).toEqual([[target.Arn, { member: 'm1' }]])
  await expect(get('m1-1')).rejects.toBeInstanceOf(ResourceNotFoundException)
})

test('a schedule that is not deleted after completion stays, and does not fire again', async () => {
  await create('m1-1', { ActionAfterCompletion: 'NONE' })
  await scheduler.fireDue(noon)
  expect(await scheduler.fireDue(noon)).toBe(0)
  expect((await get('m1-1')).Name).toBe('m1-1')
})

test('what was created can be read back as it was', async () => {
  const { ScheduleArn } = await create('m1-1')
  const read = await get('m1-1')
  expect(read).toMatchObject({ Arn: ScheduleArn, State: 'ENABLED', ...schedule('m1-1') })
  expect(read.CreationDate).toBeInstanceOf(Date)
})

test('a name is taken once, unless the same request comes twice', async () => {
  await create('m1-1', { ClientToken: 'same' })
  await expect(create('m1-1', { ClientToken: 'same' })).resolves.toBeDefined()
  await expect(create('m1-1')).rejects.toBeInstanceOf(ConflictException)
})

test('an update moves the time; what is deleted never fires', async () => {
  await create('m1-1')
  await create('m2-1')
  await client.send(new UpdateScheduleCommand(schedule('m1-1', { ScheduleExpression: 'at(2030-01-01T13:00:00)' })))
  await client.send(new DeleteScheduleCommand({ Name: 'm2-1', GroupName: 'grants' }))
  expect(await scheduler.fireDue(noon)).toBe(0)
  expect(scheduler.list()).toEqual([{ name: 'm1-1', at: '2030-01-01T13:00:00.000Z' }])
})

test('an update made while a schedule fires survives that firing', async () => {
  await create('m1-1')
  invoke.mockImplementation(async () => {
    await client.send(new UpdateScheduleCommand(schedule('m1-1', { ScheduleExpression: 'at(2030-01-02T12:00:00)' })))
  })
  await scheduler.fireDue(noon)
  expect(scheduler.list()).toEqual([{ name: 'm1-1', at: '2030-01-02T12:00:00.000Z' }])
})

test('a failure is retried as often as the policy says, then kept as a dead letter', async () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  await create('m1-1')
  invoke.mockRejectedValue(new Error('no table'))
  for (let attempt = 1; attempt <= 5; attempt += 1) expect(await scheduler.fireDue(noon)).toBe(0)
  expect(invoke).toHaveBeenCalledTimes(3)
  expect(scheduler.list()).toEqual([])
  expect(db.prepare('SELECT consumer, error FROM dead_letters').all()).toMatchObject([{ consumer: target.Arn }])
  expect(complaint).toHaveBeenCalledOnce()
  complaint.mockRestore()
})

test('a failure of one schedule does not hold up another', async () => {
  await create('m1-1')
  await create('m2-1')
  invoke.mockRejectedValueOnce(new Error('no table'))
  expect(await scheduler.fireDue(noon)).toBe(1)
})

test('schedules outlive a restart, and a started scheduler fires what was missed', async () => {
  await create('m1-1', { ScheduleExpression: 'at(2020-01-01T12:00:00)' })
  const restarted = createScheduler({ db, invoke })
  restarted.start()
  await vi.waitFor(() => expect(invoke).toHaveBeenCalledOnce(), 5000)
  await restarted.stop()
  expect(restarted.list()).toEqual([])
})

test('a forgotten schedule is lost without a trace', async () => {
  await create('m1-1')
  scheduler.forget('m1-1')
  expect(await scheduler.fireDue(noon)).toBe(0)
})

test('refused requests fail as the service fails, and no more of them than asked', async () => {
  scheduler.refuseNext(1)
  await expect(create('m1-1')).rejects.toMatchObject({ name: 'InternalServerException' })
  await expect(create('m1-1')).resolves.toBeDefined()
})

test('lists come in pages, by prefix and group', async () => {
  for (const name of ['a-1', 'a-2', 'a-3', 'b-1']) await create(name)
  const page = { GroupName: 'grants', NamePrefix: 'a-', MaxResults: 2 }
  const first = await client.send(new ListSchedulesCommand(page))
  const second = await client.send(new ListSchedulesCommand({ ...page, NextToken: first.NextToken }))
  const names = [first, second].map(({ Schedules }) => Schedules?.map((one) => one.Name))
  expect(names).toEqual([['a-1', 'a-2'], ['a-3']])
  expect(second.NextToken).toBeUndefined()
  expect((await client.send(new ListSchedulesCommand({ GroupName: 'default' }))).Schedules).toEqual([])
})

test('a group must exist before its schedules, and takes them along when it is deleted', async () => {
  await expect(create('m1-1', { GroupName: 'other' })).rejects.toBeInstanceOf(ResourceNotFoundException)
  await create('m1-1')
  expect((await client.send(new GetScheduleGroupCommand({ Name: 'grants' }))).State).toBe('ACTIVE')
  await client.send(new DeleteScheduleGroupCommand({ Name: 'grants' }))
  expect(scheduler.list()).toEqual([])
})

test.each([
  ['an expression it cannot run', { ScheduleExpression: 'at(2030-01-01T12:00:00.5)' }],
  ['another time zone', { ScheduleExpressionTimezone: 'Europe/Rome' }],
])('%s is refused, not guessed', async (_, more) => {
  await expect(create('m1-1', more)).rejects.toBeInstanceOf(ValidationException)
})

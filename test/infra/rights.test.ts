import { describe, expect, test } from 'vitest'
import { type Route, routes } from '../../functions/routes.ts'
import { rights } from '../../infra/rights.ts'
import * as keys from '../../shared/keys.ts'
import { Deployed, type Statement, target } from './given.ts'

const deployed = new Deployed()
const statements = deployed.statements()
const own = statements.filter(({ role }) => !role.startsWith('Custom'))
const of = (name: string) => own.filter(({ role }) => role.startsWith(`Functions${name}Role`))
const rightsTo = (service: string) =>
  own.filter(({ actions }) => actions.some((action) => action.startsWith(`${service}:`)))
const partitionsOf = ({ condition }: Statement): string[] =>
  condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []
const writes = /^dynamodb:(Put|Update|Delete|BatchWrite|PartiQL(Insert|Update|Delete))/
const roles = (found: Statement[]) => [...new Set(found.map(({ role }) => role.replace(/Role[0-9A-F]{8}$/, '')))].sort()

describe('least privilege', () => {
  test('deciding can record activity, note that an agent was seen, and change nothing else', () => {
    const writing = of('Access').filter(({ actions }) => actions.some((action) => writes.test(action)))
    expect(writing.map((one) => [one.actions, partitionsOf(one)])).toEqual([
      [['dynamodb:PutItem'], ['ACTIVITY#*']],
      [['dynamodb:UpdateItem'], ['AGENTOF#*']],
    ])
  })

  test('recording activity can change nothing else but when a member or an agent was last seen', () => {
    const writing = of('Activity').filter(({ actions }) => actions.some((action) => writes.test(action)))
    expect(writing.map((one) => [one.actions, partitionsOf(one)])).toEqual([
      [['dynamodb:PutItem'], ['ACTIVITY#*']],
      [['dynamodb:UpdateItem'], ['SEEN#*', 'AGENTOF#*']],
    ])
  })

  test('only send-mail sends mail, and only as the sender', () => {
    const sending = rightsTo('ses')
    expect(roles(sending)).toEqual(['FunctionsSendMail'])
    expect(sending.map(({ actions }) => actions)).toEqual([['ses:SendRawEmail']])
    expect(sending[0]?.condition).toEqual({ StringEquals: { 'ses:FromAddress': 'no-reply@gatepass.example' } })
  })

  test('only keep-schedule keeps schedules, in their group, and passes their role alone', () => {
    expect(roles(rightsTo('scheduler'))).toEqual(['FunctionsKeepSchedule'])
    const { ScheduleGroup, Role } = {
      ScheduleGroup: deployed.one('AWS::Scheduler::ScheduleGroup').Name,
      Role: deployed.all('AWS::IAM::Role').find(([id]) => id.startsWith('SchedulesRole'))?.[0],
    }
    expect(JSON.stringify(rightsTo('scheduler')[0]?.resources)).toContain(`:schedule/${ScheduleGroup}/*`)
    const passing = rightsTo('iam')
    expect(roles(passing)).toEqual(['FunctionsKeepSchedule'])
    expect(passing[0]?.resources.map(target)).toEqual([Role])
    expect(passing[0]?.condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } })
  })

  test('only who invites, moves invitations or mails links makes tokens', () => {
    expect(roles(rightsTo('kms'))).toEqual([
      'FunctionsAccounts',
      'FunctionsExperts',
      'FunctionsMakeWaitingChange',
      'FunctionsMembers',
      'FunctionsPartners',
      'FunctionsRunImport',
      'FunctionsSendMail',
      'FunctionsSweep',
    ])
    for (const { actions } of rightsTo('kms')) expect(actions).toEqual(['kms:GenerateMac'])
  })

  test('recording what became of a mail touches nothing else', () => {
    const onTable = of('RecordDelivery').filter(({ actions }) =>
      actions.some((action) => action.startsWith('dynamodb:')),
    )
    expect(onTable.map(({ actions }) => actions)).toEqual([['dynamodb:PutItem']])
    expect(onTable.flatMap(partitionsOf)).toEqual(['DELIVERY#*'])
  })

  test('only a dry run, what will have to wait, and whoever relies on a partner or an organization ask whether a condition holds', () => {
    const asking = own.filter(({ actions }) => actions.includes('dynamodb:ConditionCheckItem'))
    expect(asking.map((one) => [...roles([one]), ...partitionsOf(one)])).toEqual([
      ['FunctionsMembers', 'ACCOUNT#*', 'INVITATION#*', 'FIND#*', 'PARTNER#*'],
      ['FunctionsPartners', 'PARTNER#*', 'ORGANIZATION#*'],
      ['FunctionsRunImport', 'ACCOUNT#*', 'INVITATION#*', 'FIND#*'],
    ])
  })

  test('nobody can delete an audit entry, a report or recorded activity', () => {
    const deleting = own.filter(({ actions }) => actions.includes('dynamodb:DeleteItem'))
    const partitions = ['ACCOUNT', 'FIND', 'IDEMPOTENCY', 'INVITATION', 'SEEN']
    const ofPartners = ['AGENTOF', 'ORGANIZATION', 'PARTNER', 'PARTNERS']
    expect([...new Set(deleting.flatMap(partitionsOf))].sort()).toEqual(
      [...partitions, ...ofPartners].sort().map((partition) => `${partition}#*`),
    )
  })

  test('every function with a guarded route can record the decision', () => {
    const rows: Route[] = Object.values(routes)
    const guarded = new Set(rows.filter(({ needs }) => 'guard' in needs).map((row) => row.function))
    for (const name of guarded) expect(rights[name].put).toContain('ACTIVITY#')
  })

  test('describing the API needs no right but to its own log', () => {
    expect(of('About').flatMap(({ actions }) => actions)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents'])
  })

  test('schedules call their targets, and are trusted for their group and account alone', () => {
    const running = own.filter(({ role }) => role.startsWith('SchedulesRole'))
    expect(running.map(({ actions }) => actions)).toEqual([['lambda:InvokeFunction'], ['sqs:SendMessage']])
    expect(running[0]?.resources.map(target)).toEqual([
      expect.stringMatching(/^FunctionsEndDelegation/),
      expect.stringMatching(/^FunctionsEndGrant/),
      expect.stringMatching(/^FunctionsMakeWaitingChange/),
      expect.stringMatching(/^FunctionsMoveStanding/),
      expect.stringMatching(/^FunctionsRemindGrant/),
    ])
    expect(running[1]?.resources.map(target)).toEqual([expect.stringMatching(/^SchedulesScheduleDeadLetters/)])
    const [trust] = deployed.one('AWS::IAM::Role', 'SchedulesRole').AssumeRolePolicyDocument.Statement
    expect(trust.Principal).toEqual({ Service: 'scheduler.amazonaws.com' })
    expect(trust.Condition.StringEquals['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' })
    expect(target(trust.Condition.StringEquals['aws:SourceArn'])).toMatch(/^SchedulesGroup/)
  })

  test('every right to the table itself is bound to partitions', () => {
    const onTable = own.filter(({ resources }) => resources.some((resource) => /^DataTable/.test(target(resource))))
    const unbound = onTable.filter(
      (statement) =>
        partitionsOf(statement).length === 0 && !statement.actions.every((action) => isStream.test(action)),
    )
    expect(onTable.length).toBeGreaterThan(10)
    expect(unbound).toEqual([])
  })
  const isStream = /^dynamodb:(ListStreams|DescribeStream|GetRecords|GetShardIterator)$/

  test('no function may scan the table', () => {
    expect(own.flatMap(({ actions }) => actions)).not.toContain('dynamodb:Scan')
  })

  test('no policy says * for an action or a resource, but for CDK’s own deployer', () => {
    const wild = own.filter(
      ({ actions, resources }) => actions.some((action) => action.includes('*')) || resources.includes('*'),
    )
    expect(wild).toEqual([])
    expect(roles(statements.filter(({ resources }) => resources.includes('*')))).toEqual([
      expect.stringMatching(/^CustomCDKBucketDeployment/),
    ])
  })

  test('no role of ours carries a managed policy', () => {
    const managed = deployed.all('AWS::IAM::Role').filter(([, role]) => role.ManagedPolicyArns)
    expect(managed.map(([id]) => id)).toEqual([expect.stringMatching(/^CustomCDKBucketDeployment/)])
  })

  test('every partition a function is given is one of shared/keys.ts', () => {
    const made = Object.entries(keys).flatMap(([name, make]) =>
      name.endsWith('Key') ? [(make as (...parts: string[]) => keys.Key)('a', 'b', 'c').pk.split('#')[0]] : [],
    )
    const given = Object.values(rights).flatMap(({ get = [], query = [], put = [], update = [], change = [] }) =>
      [get, query, put, update, change].flat(),
    )
    for (const partition of given) expect(made.map((prefix) => `${prefix}#`)).toContain(partition)
  })
})

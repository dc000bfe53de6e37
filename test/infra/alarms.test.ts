import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Deployed, target } from './given.ts'

const deployed = new Deployed()
const alarms = deployed.all('AWS::CloudWatch::Alarm')
const nameOf = (id: string) => id.replace(/^Alarms/, '').replace(/[0-9A-F]{8}$/, '')
const operations = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')

describe('alarms', () => {
  test.each(alarms)('%s says what it means and what to do first, and tells the topic', (_, alarm) => {
    expect(alarm.AlarmDescription).toMatch(/\. First: [A-Z].+\.$/s)
    expect(alarm.AlarmActions.map(target)).toEqual([expect.stringMatching(/^AlarmsTopic/)])
  })

  test('watch errors and throttles of every function', () => {
    const functions = deployed.all('AWS::Lambda::Function').map(([id]) => id)
    for (const metric of ['Errors', 'Throttles']) {
      const watched = alarms
        .filter(([, { MetricName }]) => MetricName === metric)
        .map(([, { Dimensions }]) => target(Dimensions[0].Value))
      expect(watched.sort()).toEqual(functions.filter((id) => !id.startsWith('Custom')).sort())
    }
  })

  test('are in the table of docs/operations.md', () => {
    const families = /^(.+)(Errors|Throttles|Behind|Waiting)$/
    const documented = (name: string) =>
      operations.includes(`\`${name}\``) || operations.includes(name.replace(families, '`…$2`'))
    expect(alarms.map(([id]) => nameOf(id)).filter((name) => !documented(name))).toEqual([])
  })

  test('go out encrypted', () => {
    expect(deployed.one('AWS::SNS::Topic').KmsMasterKeyId).toBeDefined()
  })

  test('count what the sweep found, where Lambda’s JSON format puts a logged object', () => {
    const filters = deployed.all('AWS::Logs::MetricFilter').map(([, filter]) => filter)
    expect(filters.map(({ FilterPattern }) => FilterPattern)).toEqual(Array(2).fill('{ $.message.metric = "overdue" }'))
    expect(filters.map(({ MetricTransformations }) => MetricTransformations[0].MetricValue).sort()).toEqual([
      '$.message.ended',
      '$.message.unsettled',
    ])
    for (const { LogGroupName } of filters) expect(target(LogGroupName)).toMatch(/^FunctionsSweepLogs/)
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { type Cabinet, givenCabinet } from './cabinet.ts'
import { file, imported, outcomes } from './imports.ts'

let world: World
let cabinet: Cabinet
beforeAll(async () => {
  world = await givenWorld()
  cabinet = await givenCabinet(world)
})
afterAll(() => world?.stop())

/** By the owner, who is in the account of the cabinet. */
const load = async (...rows: string[]) => {
  const account = { id: cabinet.at.slice('/accounts/'.length), owner: cabinet.owner }
  return imported(world, account, file('name,email,roles,levels', ...rows))
}

test('people are invited with levels by agreement and product; what may not be given so is refused', async () => {
  const job = await load(
    'Una,una@example.com,employee,c-1/core=user c-1/telephony=administrator;c-2/core=without-access',
    'None,none@example.com,employee,',
    'Odd,odd@example.com,employee,core=user',
    'Boss,boss@example.com,employee,c-1/core=owner',
    'Lost,lost@example.com,employee,c-9/core=user',
    'Proto,proto@example.com,employee,__proto__/core=user',
  )
  expect(outcomes(job)).toEqual([
    '2 created',
    '3 refused level_missing levels',
    '4 refused invalid_body levels',
    '5 refused not_permitted levels.c-1.core',
    '6 refused agreement_not_in_account levels.c-9',
    '7 refused invalid_body levels',
  ])
  const { levels } = await cabinet.read(job.items[0].member)
  expect(levels).toEqual({ 'c-1': { core: 'user', telephony: 'administrator' }, 'c-2': { core: 'without-access' } })
})

test('an export holds the levels, and is imported again as it is', async () => {
  const headers = { accept: 'text/csv' }
  const { text } = await world.ask('GET', `${cabinet.at}/members`, { as: cabinet.owner.email, headers })
  expect(text).toContain('c-1/core=user c-1/telephony=administrator c-2/core=without-access')
  const account = { id: cabinet.at.slice('/accounts/'.length), owner: cabinet.owner }
  const job = await imported(world, account, text)
  expect([job.unchanged, job.created + job.updated + job.refused]).toEqual([job.rows, 0])
})

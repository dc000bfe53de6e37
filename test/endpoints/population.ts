/** Members written as use cases write them, with whatever a test wants them to be. */
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { MemberStatus } from '../../shared/access/model.ts'
import { newId } from '../../shared/ids.ts'
import type { Expert, Member, TeamMember } from '../../shared/members/model.ts'
import { seenItem } from '../../shared/members/seen/store.ts'
import { memberItems } from '../../shared/members/store.ts'
import { client, tableName } from '../../shared/table.ts'

/** A person as the outside knows them. */
export interface Given {
  kind: 'team' | 'expert'
  status: MemberStatus
  name: string
  login?: string | undefined
  email?: string | undefined
  roles: string[]
  created: string
  /** Null for who was never seen. */
  lastSeen: string | null
  /** Of an expert; null without an end. */
  until: string | null
  levels?: TeamMember['levels']
}

export function memberOf(account: string, given: Given): Member {
  const { kind, status, name, login, email, roles, created, lastSeen, until, levels } = given
  const id = newId(created)
  const person = {
    ...{ id, account, status, name, roles, createdAt: created, version: 1, email: email ?? null },
    ...(status === 'invited' ? {} : { subject: `sub-${id}`, acceptedAt: lastSeen ?? created }),
  }
  const consent = { wordingVersion: '1', by: 'owner', at: created }
  if (kind === 'expert')
    return {
      ...person,
      kind,
      roles: [],
      grant: { version: 1, access: 'read-only', since: created, until, consent },
    } satisfies Expert
  return { ...person, kind, ...(login !== undefined && { login }), ...(levels && { levels }) } satisfies TeamMember
}

/** Writes them all; answers their ids, in the order given. */
export async function populate(account: string, people: readonly Given[]): Promise<string[]> {
  const members = people.map((given) => memberOf(account, given))
  const requests = members.flatMap(memberItems).map((Item) => ({ PutRequest: { Item } }))
  for (let at = 0; at < requests.length; at += 25)
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName()]: requests.slice(at, at + 25) } }))
  for (const [at, { lastSeen }] of people.entries()) {
    const member = members[at]
    if (member?.subject !== undefined && lastSeen !== null)
      await client.send(new PutCommand({ TableName: tableName(), Item: seenItem(member, lastSeen) }))
  }
  return members.map(({ id }) => id)
}

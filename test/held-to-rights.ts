/**
 * On this machine nobody checks rights; on AWS a function that reaches beyond its own fails at 3 a.m. So every test
 * that uses the stack also holds each function to what infra/rights.ts gives it.
 */
import type { ApiFunction } from '../functions/routes.ts'
import type { EventFunction } from '../functions/triggers.ts'
import { type Rights, rights } from '../infra/rights.ts'
import { running } from '../local/stack/functions.ts'
import { client } from '../shared/table.ts'

type Verb = 'get' | 'query' | 'put' | 'remove' | 'update' | 'check'

/** What a command does to which partitions or indexes. */
interface Touch {
  verb: Verb
  partition?: string
  index?: string
}

// biome-ignore lint/suspicious/noExplicitAny: inputs of all commands, before or after marshalling
type Input = any

const textOf = (value: Input): string => (typeof value === 'string' ? value : (value?.S ?? ''))

const inTransaction: Record<string, Verb> = { Put: 'put', Delete: 'remove', Update: 'update', ConditionCheck: 'check' }

function touches(command: string, input: Input): Touch[] {
  const at = (verb: Verb, item: Input): Touch => ({ verb, partition: textOf(item?.pk) })
  switch (command) {
    case 'GetItemCommand':
      return [at('get', input.Key)]
    case 'BatchGetItemCommand':
      return Object.values<Input>(input.RequestItems).flatMap(({ Keys }) => Keys.map((key: Input) => at('get', key)))
    case 'TransactGetItemsCommand':
      return input.TransactItems.map(({ Get }: Input) => at('get', Get.Key))
    case 'QueryCommand':
      if (input.IndexName) return [{ verb: 'query', index: input.IndexName }]
      return [{ verb: 'query', partition: textOf(input.ExpressionAttributeValues[':pk']) }]
    case 'PutItemCommand':
      return [at('put', input.Item)]
    case 'UpdateItemCommand':
      return [at('update', input.Key)]
    case 'DeleteItemCommand':
      return [at('remove', input.Key)]
    case 'TransactWriteItemsCommand':
      return input.TransactItems.flatMap((item: Input) =>
        Object.entries<Input>(item).map(([kind, { Item, Key }]) => at(inTransaction[kind] ?? 'check', Item ?? Key)),
      )
    default:
      throw new Error(`${command} is not in the list of what a function may send`)
  }
}

/** Which lists of rights.ts allow a verb, as infra/grants.ts turns them into actions. */
const allowing: Record<Verb, readonly (keyof Rights)[]> = {
  get: ['get'],
  query: ['query'],
  put: ['put', 'change'],
  remove: ['change'],
  update: ['update', 'change'],
  check: ['check'],
}

function isAllowed(name: ApiFunction | EventFunction, { verb, partition, index }: Touch): boolean {
  const held: Rights = rights[name]
  if (index !== undefined) return held.indexes?.some((one) => one === index) ?? false
  const partitions = allowing[verb].flatMap((list) => (held[list] ?? []) as readonly string[])
  return partitions.some((prefix) => partition?.startsWith(prefix))
}

/** Watches from now on. @returns ends it, and throws where a function reached beyond its rights. */
export function holdToRights(): () => void {
  const beyond = new Set<string>()
  const tag = 'held to rights'
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const name = running.getStore()
        const command = commandName
          .replace(/^(Get|Put|Update|Delete|BatchGet)Command$/, '$1ItemCommand')
          .replace('TransactWriteCommand', 'TransactWriteItemsCommand')
        for (const touch of name ? touches(command, args.input) : [])
          if (name && !isAllowed(name, touch))
            beyond.add(`${name} may not ${touch.verb} ${touch.index ?? touch.partition?.split('#')[0]}`)
        return next(args)
      },
    { step: 'initialize', name: tag },
  )
  return () => {
    client.middlewareStack.remove(tag)
    if (beyond.size > 0) throw new Error([...beyond].sort().join('\n'))
  }
}

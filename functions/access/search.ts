import { actionFrom, isObject, member, reader, resourceFrom } from '../../shared/access/authzen.ts'
import { type Found, searchActions, searchResources } from '../../shared/access/search.ts'
import { searchSubjects } from '../../shared/access/search-subjects.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Key } from '../../shared/keys.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { type Answer, endpoint, param } from '../endpoint.ts'
import type { Operation } from '../routes.ts'

const mostPerPage = 100
type Reader = ReturnType<typeof reader>

/** Reads a search: what all three have, and the page in AuthZEN's own words. */
const search =
  <T extends object>(operation: Operation, parts: (body: object, read: Reader) => T) =>
  (body: unknown) => {
    if (!isObject(body)) throw new Refusal('invalid_body', 'A search is an object')
    const read = reader()
    read.context(body)
    const asked = parts(body, read)
    const { limit = 50, token } = (member(body, 'page') ?? {}) as { limit?: unknown; token?: unknown }
    if (!Number.isInteger(limit) || (limit as number) < 1) read.fault('page.limit', 'is a whole number from 1')
    if (token !== undefined && typeof token !== 'string') read.fault('page.token', 'is a text')
    read.done()
    const after = typeof token === 'string' && token !== '' ? { after: keyIn(token, operation) } : {}
    return { ...asked, page: { limit: Math.min(limit as number, mostPerPage), ...after } }
  }

function keyIn(token: string, operation: Operation): Key {
  try {
    return readCursor(token, operation)
  } catch {
    throw new Refusal('invalid_body', 'This token was not given out by this search', 'page.token')
  }
}

function found<T>({ results, next }: Found<T>, operation: Operation): Answer {
  const token = writeCursor(next, operation).nextCursor ?? ''
  return { status: 200, body: { results, page: { next_token: token, count: results.length } } }
}

/** Searching for what nobody knows finds nothing; asking for a decision about it is refused. */
const anySubject = (body: object, read: Reader) => {
  const subject = member(body, 'subject')
  const type = read.text(member(subject, 'type'), 'subject.type')
  return { type, id: read.text(member(subject, 'id'), 'subject.id'), ...read.properties(subject, 'subject') }
}

const readSubjects = search('searchSubjects', (body, read) => ({
  subject: {
    type: read.text(member(member(body, 'subject'), 'type'), 'subject.type'),
    ...read.properties(member(body, 'subject'), 'subject'),
  },
  action: actionFrom(body, read),
  resource: resourceFrom(body, read),
}))

export const searchSubjectsEndpoint = endpoint({
  operation: 'searchSubjects',
  body: readSubjects,
  handle: async (request) => {
    const { page, ...asked } = request.body
    return found(await searchSubjects(param(request, 'account'), asked, page, request.now), 'searchSubjects')
  },
})

const readResources = search('searchResources', (body, read) => ({
  subject: anySubject(body, read),
  action: actionFrom(body, read),
  resource: {
    type: read.text(member(member(body, 'resource'), 'type'), 'resource.type'),
    ...read.properties(member(body, 'resource'), 'resource'),
  },
}))

export const searchResourcesEndpoint = endpoint({
  operation: 'searchResources',
  body: readResources,
  handle: async (request) => {
    const { page, ...asked } = request.body
    return found(await searchResources(param(request, 'account'), asked, page, request.now), 'searchResources')
  },
})

const readActions = search('searchActions', (body, read) => ({
  subject: anySubject(body, read),
  resource: resourceFrom(body, read),
}))

export const searchActionsEndpoint = endpoint({
  operation: 'searchActions',
  body: readActions,
  handle: async (request) => {
    const { page, ...asked } = request.body
    return found(await searchActions(param(request, 'account'), asked, page, request.now), 'searchActions')
  },
})

/** The rows of functions/routes.ts, arranged once so that a request is matched by walking its segments. */
import { type ApiFunction, pathOf, type Route, routes, type Scope, scopeAlone } from '../../functions/routes.ts'
import { createThrottle } from './throttle.ts'

export interface Entry {
  routeKey: string
  function: ApiFunction
  /** The names of the `{parameters}`, in the order of the path. */
  names: readonly string[]
  signedIn: boolean
  /** Set when a scope alone opens the route: then API Gateway itself checks it. */
  scope: Scope | undefined
  mayPass: ((at: number) => boolean) | undefined
}

export interface Match {
  entry: Entry
  /** As they stand in the path, still percent-encoded. */
  values: string[]
}

interface Node {
  literal: Map<string, Node>
  parameter?: Node
  entry?: Entry
}

const newNode = (): Node => ({ literal: new Map() })

const parameterName = (segment: string): string | undefined => /^\{(\w+)\}$/.exec(segment)?.[1]

function entryOf(row: Route): Entry {
  const { needs } = row
  const path = pathOf(row)
  return {
    routeKey: `${row.method} ${path}`,
    function: row.function,
    names: path.split('/').flatMap((segment) => parameterName(segment) ?? []),
    signedIn: !('anyone' in needs),
    scope: scopeAlone(needs),
    mayPass: 'anyone' in needs ? createThrottle(needs.anyone) : undefined,
  }
}

function child(node: Node, segment: string): Node {
  if (parameterName(segment)) {
    node.parameter ??= newNode()
    return node.parameter
  }
  const known = node.literal.get(segment) ?? newNode()
  node.literal.set(segment, known)
  return known
}

/** The most specific wins: at each segment a literal is tried before a parameter. */
function walk(node: Node, segments: readonly string[], at: number, values: string[]): Entry | undefined {
  const segment = segments[at]
  if (segment === undefined) return node.entry
  const literal = node.literal.get(segment)
  const found = literal && walk(literal, segments, at + 1, values)
  if (found || !node.parameter || segment === '') return found
  values.push(segment)
  const entry = walk(node.parameter, segments, at + 1, values)
  if (!entry) values.pop()
  return entry
}

export function createRouteTable(
  rows: readonly Route[] = Object.values(routes),
): (method: string, path: string) => Match | undefined {
  const roots = new Map<string, Node>()
  for (const row of rows) {
    const root = roots.get(row.method) ?? newNode()
    roots.set(row.method, root)
    pathOf(row).split('/').reduce(child, root).entry = entryOf(row)
  }
  return (method, path) => {
    const root = roots.get(method)
    if (!root) return undefined
    const values: string[] = []
    const entry = walk(root, path.split('/'), 0, values)
    return entry && { entry, values }
  }
}

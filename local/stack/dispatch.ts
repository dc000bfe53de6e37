import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { answer } from '../servers.ts'

interface Parts {
  gateway: RequestListener
  issuer: RequestListener
  inbox: RequestListener
  site: RequestListener
}

const isBelow = (path: string, top: string) => path === top || path.startsWith(`${top}/`)

/** One public address for everything a deployment spreads over CloudFront, API Gateway and Cognito. */
export function dispatchPublic({ gateway, issuer, inbox, site }: Parts): RequestListener {
  const choose = (path: string): RequestListener => {
    if (isBelow(path, '/api') || isBelow(path, '/.well-known/authzen-configuration')) return gateway
    if (isBelow(path, '/oidc')) return issuer
    if (isBelow(path, '/inbox') || path === '/inbox.json') return inbox
    return site
  }
  return (request, response) => {
    // A page elsewhere that rebinds its name to this machine could read the inbox, and with it every invitation.
    if (!/^(localhost|127\.0\.0\.1):\d+$/.test(request.headers.host ?? '')) {
      return answer(response, 421, 'text/plain', 'This machine answers as localhost only.\n')
    }
    return choose(pathOf(request))(request, response)
  }
}

/** The stand-ins for AWS services, each below its own prefix, which it does not see. */
export function dispatchServices(services: Record<string, RequestListener>): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const name = pathOf(request).split('/')[1] ?? ''
    const listener = Object.hasOwn(services, name) ? services[name] : undefined
    if (!listener) return answer(response, 404, 'text/plain', `No service ${name} here\n`)
    request.url = (request.url ?? '').slice(name.length + 1).replace(/^(?!\/)/, '/')
    return listener(request, response)
  }
}

const pathOf = (request: IncomingMessage) => (request.url ?? '/').replace(/[?#].*$/s, '')

/** A server must listen before its address is known, and its address be known before there is anything to serve. */
export function createDoor() {
  let behind: RequestListener = (_, response) =>
    answer(response, 503, 'text/plain', 'Starting\n', { 'retry-after': '1' })
  return {
    listener: ((request, response) => behind(request, response)) satisfies RequestListener,
    open: (listener: RequestListener) => {
      behind = listener
    },
  }
}

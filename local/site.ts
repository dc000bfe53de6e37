/** Serves the built console and its settings, as CloudFront and S3 do in AWS. */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import addresses from '../console/addresses.json' with { type: 'json' }

interface SiteConfig {
  issuer: string
  clientId: string
}

const folder = new URL('../console/dist/', import.meta.url)

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** The console is one page with many addresses. */
const isPage = (path: string): boolean =>
  addresses.exact.includes(path) ||
  (addresses.below.some((start) => path.startsWith(start)) && /^(\/[\w-]+)+$/.test(path))

/** Files at the top and in assets/, and nothing else: a name without a slash or a leading dot cannot leave them. */
const isAsset = (path: string): boolean => /^(\/assets)?\/[\w-]+(\.[\w-]+)+$/.test(path) && extname(path) in types

/** An invitation's token is in the page's path: it must not leave as a referrer. */
const headers = (issuerOrigin: string) => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ${issuerOrigin}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
})

/** What is in assets/ is named by its content. */
const keptFor = (name: string): string =>
  name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store'

const siteConfig = ({ issuer, clientId }: SiteConfig) => ({
  issuer,
  clientId,
  authorizationEndpoint: `${issuer}/auth`,
  tokenEndpoint: `${issuer}/token`,
  endSessionEndpoint: `${issuer}/session/end`,
  scope: 'openid email profile',
})

const read = (name: string): Promise<Buffer | undefined> => readFile(new URL(name, folder)).catch(() => undefined)

const zip = promisify(gzip)
/** Only of what is named by its content: the page itself keeps its name, and often its length, when it is built anew. */
const zipped = new Map<string, Promise<Buffer>>()
function compressed(name: string, body: Buffer): Promise<Buffer> {
  const made = zipped.get(name) ?? (zip(body) as Promise<Buffer>)
  if (name.startsWith('assets/')) zipped.set(name, made)
  return made
}

const takesGzip = (req: IncomingMessage): boolean => /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))

export function createSite({ config }: { config: SiteConfig }): RequestListener {
  const settings = Buffer.from(JSON.stringify(siteConfig(config)))
  const always = headers(new URL(config.issuer).origin)

  async function send(req: IncomingMessage, res: ServerResponse, status: number, name: string, body: Buffer) {
    const isLarge = body.length > 1024 && takesGzip(req)
    const sent = isLarge ? await compressed(name, body) : body
    res.writeHead(status, {
      ...always,
      'cache-control': keptFor(name),
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'content-length': sent.length,
      vary: 'accept-encoding',
      ...(isLarge && { 'content-encoding': 'gzip' }),
    })
    res.end(sent)
  }

  async function serve(path: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (path === '/config.json') return send(req, res, 200, 'config.json', settings)
    const name = isPage(path) ? 'index.html' : isAsset(path) ? path.slice(1) : undefined
    const found = name && (await read(name))
    if (found) return send(req, res, 200, name, found)
    await send(req, res, 404, 'not-found.html', (await read('not-found.html')) ?? Buffer.from('Not found'))
  }

  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...always, allow: 'GET, HEAD' }).end()
      return
    }
    const [path = '/'] = (req.url ?? '/').split('?', 1)
    serve(path, req, res).catch((error) => {
      console.error('site:', error)
      res.destroy()
    })
  }
}

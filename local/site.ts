/** Serves console/ and its settings, as CloudFront and S3 do in AWS. */
import { readFile } from 'node:fs/promises'
import type { RequestListener, ServerResponse } from 'node:http'
import { extname } from 'node:path'

interface SiteConfig {
  issuer: string
  clientId: string
}

const folder = new URL('../console/', import.meta.url)

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

const isPage = (path: string): boolean => path === '/' || path === '/callback' || /^\/invitations\/[^/]+$/.test(path)

/** One folder deep and nothing else: a name without a slash or a leading dot cannot leave it. */
const isAsset = (path: string): boolean => /^\/[\w-]+(\.[\w-]+)+$/.test(path) && extname(path) in types

/** An invitation's token is in the page's path: it must not leave as a referrer. */
const headers = (issuerOrigin: string) => ({
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'self'; connect-src 'self' ${issuerOrigin}; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
})

const siteConfig = ({ issuer, clientId }: SiteConfig) => ({
  issuer,
  clientId,
  authorizationEndpoint: `${issuer}/auth`,
  tokenEndpoint: `${issuer}/token`,
  endSessionEndpoint: `${issuer}/session/end`,
  scope: 'openid email profile',
})

const read = (name: string): Promise<Buffer | undefined> => readFile(new URL(name, folder)).catch(() => undefined)

export function createSite({ config }: { config: SiteConfig }): RequestListener {
  const settings = Buffer.from(JSON.stringify(siteConfig(config)))
  const always = headers(new URL(config.issuer).origin)

  const send = (res: ServerResponse, status: number, type: string, body: Buffer) =>
    res.writeHead(status, { ...always, 'content-type': type, 'content-length': body.length }).end(body)

  async function serve(path: string, res: ServerResponse): Promise<void> {
    if (path === '/config.json') {
      send(res, 200, 'application/json', settings)
      return
    }
    const name = isPage(path) ? 'index.html' : isAsset(path) ? path.slice(1) : undefined
    const found = name && (await read(name))
    if (found) send(res, 200, types[extname(name)] ?? 'application/octet-stream', found)
    else send(res, 404, types['.html'] ?? '', (await read('not-found.html')) ?? Buffer.from('Not found'))
  }

  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...always, allow: 'GET, HEAD' }).end()
      return
    }
    const [path = '/'] = (req.url ?? '/').split('?', 1)
    serve(path, res).catch((error) => {
      console.error('site:', error)
      res.destroy()
    })
  }
}

import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on a free port of this machine; what it serves may depend on its own address. */
export async function listening(make: (origin: string) => RequestListener | Promise<RequestListener>) {
  let listener: RequestListener | undefined
  const server = createServer((req, res) => listener?.(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  listener = await make(origin)
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { origin, close }
}

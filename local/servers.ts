/** Loopback HTTP servers that finish what they are answering when they close. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LoopbackServer {
  port: number
  close(): Promise<void>
}

export async function listen(listener: RequestListener, port: number): Promise<LoopbackServer> {
  const server = createServer(listener)
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', ready)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        const giveUp = setTimeout(() => server.closeAllConnections(), 1000)
        server.close(() => {
          clearTimeout(giveUp)
          closed()
        })
      }),
  }
}

export async function freePort(): Promise<number> {
  const server = await listen(() => {}, 0)
  await server.close()
  return server.port
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

export function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers = {},
): void {
  // Node keeps the Date header for a second; where the clock is set by hand an SDK client would take that for skew.
  response.sendDate = false
  response.writeHead(status, { 'content-type': type, ...headers }).end(body)
}

export interface Refusal {
  code: string
  status: number
}

/** Lets a test make a service refuse its next requests. */
export function refusals() {
  let left: Refusal[] = []
  return {
    next: (count: number, refusal: Refusal) => {
      left = Array.from({ length: count }, () => refusal)
    },
    take: () => left.shift(),
  }
}

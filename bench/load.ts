/**
 * Load from plain sockets: each connection asks, waits for the whole answer, and asks again. A tenth of what an HTTP
 * client costs, so that on few cores it leaves them to what is measured.
 */
import { once } from 'node:events'
import { connect } from 'node:net'

export interface Load {
  port: number
  /** One request as it goes over the wire. */
  request: Buffer
  connections: number
  millis: number
}

export interface Loaded {
  perSecond: number
  /** Of each request, in milliseconds. */
  latencies: number[]
}

export const postRequest = (port: number, path: string, token: string, body: string): Buffer =>
  Buffer.from(
    [
      `POST ${path} HTTP/1.1`,
      `host: localhost:${port}`,
      `authorization: Bearer ${token}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )

export async function load({ port, request, connections, millis }: Load): Promise<Loaded> {
  const start = performance.now()
  const all = await Promise.all(Array.from({ length: connections }, () => converse(port, request, start + millis)))
  const latencies = all.flat()
  return { perSecond: (latencies.length * 1000) / (performance.now() - start), latencies }
}

async function converse(port: number, request: Buffer, deadline: number): Promise<number[]> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1')
  await once(socket, 'connect')
  const latencies: number[] = []
  await new Promise<void>((done, failed) => {
    let [received, asked] = ['', 0]
    const ask = () => {
      asked = performance.now()
      socket.write(request)
    }
    socket.on('data', (chunk) => {
      received += chunk
      if (!isWhole(received)) return
      const now = performance.now()
      latencies.push(now - asked)
      if (!received.startsWith('HTTP/1.1 200') || !received.includes('"decision":true'))
        return failed(new Error(received))
      if (now >= deadline) return done()
      received = ''
      ask()
    })
    socket.once('error', failed)
    socket.once('close', () => failed(new Error('The server closed a connection')))
    ask()
  }).finally(() => socket.destroy())
  return latencies
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(answer)
  if (!length) throw new Error(`An answer without a length: ${answer}`)
  return answer.length >= head + 4 + Number(length[1])
}

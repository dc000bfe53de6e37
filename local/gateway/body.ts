import type { IncomingMessage } from 'node:http'
import { Answer } from './answer.ts'

const largestBody = 10 * 1024 * 1024

export async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  const announced = req.headers['content-length']
  if (announced === undefined && req.headers['transfer-encoding'] === undefined) return undefined
  // The rest of a body that is too large is never read: the connection closes instead.
  const tooLarge = () => new Answer(413, 'Request Entity Too Large', { connection: 'close' })
  if (Number(announced) > largestBody) throw tooLarge()
  const broken = () => new Answer(400, 'Bad Request')
  if (req.destroyed) throw broken()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > largestBody) {
        req.pause().removeAllListeners('data')
        reject(tooLarge())
      } else chunks.push(chunk)
    })
    req.on('end', () => resolve(Buffer.concat(chunks)))
    req.on('error', () => reject(broken()))
    req.on('close', () => req.complete || reject(broken()))
  })
}

/** What the real service was seen to hand over as text; everything else, forms and unnamed bodies too, is base64. */
const isText = (type = ''): boolean => /^(text\/|application\/(json|xml|javascript)\b(?![+.-]))/i.test(type)

export function encodeBody(body: Buffer | undefined, type: string | undefined) {
  if (!body?.length) return { isBase64Encoded: false }
  return isText(type)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true }
}

/** The one KMS operation that is used: a MAC under a key that never leaves this file. */
import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import * as z from 'zod'
import { answer, readText } from './servers.ts'

interface Setup {
  dataDir: string
  keyId: string
}

const generateMac = z.object({
  KeyId: z.string(),
  MacAlgorithm: z.literal('HMAC_SHA_256'),
  Message: z.base64().transform((text) => Buffer.from(text, 'base64')),
})

export function createKms({ dataDir, keyId }: Setup): RequestListener {
  const secret = keepSecret(dataDir)
  const arn = `arn:aws:kms:eu-central-1:000000000000:key/${keyId}`
  return async (request, response) => {
    const text = await readText(request)
    const send = (status: number, body: unknown) =>
      answer(response, status, 'application/x-amz-json-1.1', JSON.stringify(body))
    const refuse = (type: string, message: string) => send(400, { __type: type, message })
    if (request.headers['x-amz-target'] !== 'TrentService.GenerateMac') {
      return refuse('UnknownOperationException', `${request.headers['x-amz-target']} is not known here`)
    }
    const asked = generateMac.safeParse(JSON.parse(text || '{}'))
    if (!asked.success) return refuse('ValidationException', z.prettifyError(asked.error))
    const { KeyId, Message, MacAlgorithm } = asked.data
    if (KeyId !== keyId && KeyId !== arn)
      return refuse('NotFoundException', `Key '${arn.replace(keyId, KeyId)}' does not exist`)
    if (Message.length < 1 || Message.length > 4096)
      return refuse('ValidationException', 'A message has 1 to 4096 bytes')
    const mac = createHmac('sha256', secret).update(Message).digest('base64')
    send(200, { KeyId: arn, Mac: mac, MacAlgorithm })
  }
}

/** Made once; links that were mailed yesterday must still work today. */
function keepSecret(dataDir: string): Buffer {
  const file = join(dataDir, 'mac.key')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file)
}

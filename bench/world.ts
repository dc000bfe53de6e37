/** An account with its owner and an invited expert, made through the API as anybody would, and what is asked about them. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { createGateway } from '../local/gateway/gateway.ts'
import { listen } from '../local/servers.ts'
import type { Stack } from '../local/stack.ts'
import { findCatalog } from '../shared/catalogs/store.ts'
import { hour } from '../shared/time.ts'

const catalog = 'kaleyra'
const owner = 'owner@example.com'
const expert = 'expert@tatacommunications.com'

export interface World {
  account: string
  /** A question about each, as the platform's services ask it. */
  team: Question
  expert: Question
}

export interface Question {
  path: string
  token: string
  body: string
  /** What API Gateway makes of it. */
  event: unknown
}

export async function createWorld(stack: Stack): Promise<World> {
  const operator = await stack.issuer.serviceToken('operator')
  const ownerToken = await stack.issuer.personToken(owner)
  const { id: account } = await post<{ id: string }>(stack, '/accounts', operator, {
    name: 'Account',
    region: 'europe',
    timeZone: 'Europe/Rome',
    catalog: { id: catalog },
    reportEmail: 'reports@example.com',
    owner: { name: 'Owner', email: owner },
  })
  await accept(stack, owner)
  await post(stack, `/accounts/${account}/experts`, ownerToken, {
    experts: [{ name: 'Expert', email: expert }],
    access: 'read-only',
    until: new Date(Date.now() + 8 * hour).toISOString(),
    consent: { accepted: true, wordingVersion: (await findCatalog(catalog))?.experts?.consent.version },
  })
  await accept(stack, expert)
  return { account, team: await question(stack, account, owner), expert: await question(stack, account, expert) }
}

async function accept(stack: Stack, email: string): Promise<void> {
  await stack.settle()
  const link = stack.mails().flatMap(({ to, links }) => (to.includes(email) ? links : []))[0]
  if (!link) throw new Error(`No invitation was mailed to ${email}`)
  const token = await stack.issuer.personToken(email)
  await post(stack, `/invitations/${link.slice(link.lastIndexOf('/') + 1)}/accept`, token)
}

async function question(stack: Stack, account: string, email: string): Promise<Question> {
  const [, payload = ''] = (await stack.issuer.personToken(email)).split('.')
  const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const asked = {
    path: `/api/accounts/${account}/access/v1/evaluation`,
    token: await stack.issuer.serviceToken('decide'),
    body: JSON.stringify({
      subject: { type: 'user', id: sub },
      action: { name: 'view' },
      resource: { type: 'channels.channel', id: 'one' },
    }),
  }
  return { ...asked, event: await eventOf(stack, asked) }
}

/** The event as the gateway hands it to a function, taken in that function's place. */
async function eventOf(stack: Stack, { path, token, body }: Omit<Question, 'event'>): Promise<unknown> {
  let taken: unknown
  const invoke = async (_: string, event: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
    taken = event
    return { statusCode: 200 }
  }
  const server = await listen(createGateway({ ...stack.issuer, invoke }), 0)
  await send(`http://127.0.0.1:${server.port}${path}`, token, body)
  await server.close()
  return taken
}

const post = async <T>({ origin }: Stack, path: string, token: string, body?: unknown): Promise<T> =>
  JSON.parse(await send(`${origin}/api${path}`, token, JSON.stringify(body)))

async function send(url: string, token: string, body: string | undefined): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
    ...(body !== undefined && { body }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}: ${text}`)
  return text
}

/** `npm run token`: prints an access token, and nothing else, whether the server runs or not. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isEmail, normalEmail } from './issuer/people.ts'
import { createTokens, isServiceClient, type ServiceClient } from './issuer/tokens.ts'

type Wish = { service: ServiceClient } | { email: string; name?: string } | { login: string }

function parse([first, second, ...more]: string[]): Wish | undefined {
  if (more.length) return undefined
  if (first === '--client') return second && isServiceClient(second) ? { service: second } : undefined
  if (!first || first.startsWith('-')) return undefined
  if (isEmail(normalEmail(first))) return { email: first, ...(second && { name: second }) }
  return second ? undefined : { login: first }
}

function openDatabase(): DatabaseSync {
  const folder = process.env.GATEPASS_DATA || '.gatepass/'
  mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(join(folder, 'local.sqlite'), { timeout: 5000 })
  db.exec('PRAGMA journal_mode = WAL')
  return db
}

async function token(wish: Wish): Promise<string> {
  const db = openDatabase()
  try {
    const tokens = await createTokens({ url: `http://localhost:${process.env.PORT || 3000}/oidc`, db })
    if ('email' in wish) return await tokens.personToken(wish.email, wish.name ? { name: wish.name } : {})
    return await ('login' in wish ? tokens.loginToken(wish.login) : tokens.serviceToken(wish.service))
  } finally {
    db.close()
  }
}

const wish = parse(process.argv.slice(2))
if (wish) {
  await token(wish).then(
    (minted) => process.stdout.write(`${minted}\n`),
    (error: Error) => {
      console.error(error.message)
      process.exitCode = 1
    },
  )
} else {
  console.error('Usage: npm run --silent token -- owner@example.com [name]')
  console.error('       npm run --silent token -- login')
  console.error('       npm run --silent token -- --client operator|decide|record')
  process.exitCode = 2
}

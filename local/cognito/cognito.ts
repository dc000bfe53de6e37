/** The user pool where there is no Cognito: its JSON protocol, on the people of the development issuer. */
import type { RequestListener } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import { createPeople } from '../issuer/people.ts'
import { createTables, endSessions } from '../issuer/store.ts'
import type { MailStore } from '../mail/ses-store.ts'
import { answer, readText } from '../servers.ts'
import { type OperationName, operations, Refused } from './operations.ts'
import { mailWelcome } from './welcome.ts'

export interface Cognito {
  listener: RequestListener
  /** The next request for this operation is answered with this error, after it was carried out if that is `late`. */
  refuseNext(operation: OperationName, code: string, late?: 'late'): void
}

interface Setup {
  db: DatabaseSync
  poolId: string
  mails: MailStore
}

const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name)

export function createCognito({ db, poolId, mails }: Setup): Cognito {
  createTables(db)
  const directory = {
    people: createPeople(db),
    endSessions: (sub: string) => endSessions(db, sub),
    mailWelcome: mailWelcome(mails),
  }
  const refused = new Map<OperationName, { code: string; late: boolean }>()

  const serve = async (target: string, text: string): Promise<unknown> => {
    const name = target.replace(/^AWSCognitoIdentityProviderService\./, '')
    if (!isOperation(name)) throw new Refused('UnknownOperationException', `${target} is not known here`)
    const body = JSON.parse(text || '{}')
    if (body.UserPoolId !== poolId)
      throw new Refused('ResourceNotFoundException', `User pool ${body.UserPoolId} does not exist.`)
    const refusal = refused.get(name)
    refused.delete(name)
    const onPurpose = refusal && new Refused(refusal.code, 'Refused on purpose')
    if (onPurpose && !refusal.late) throw onPurpose
    const done = await operations[name](directory, body)
    if (onPurpose) throw onPurpose
    return done
  }

  return {
    async listener(request, response) {
      const send = (status: number, body: unknown) =>
        answer(response, status, 'application/x-amz-json-1.1', JSON.stringify(body))
      try {
        send(200, await serve(String(request.headers['x-amz-target']), await readText(request)))
      } catch (error) {
        if (error instanceof Refused) return send(400, { __type: error.code, message: error.message })
        console.error(error)
        send(500, { __type: 'InternalErrorException', message: (error as Error).message })
      }
    },
    refuseNext: (operation, code, late) => void refused.set(operation, { code, late: late === 'late' }),
  }
}

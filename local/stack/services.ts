/** The stand-ins for the AWS services, wired to the functions that hear of them. */
import type { DatabaseSync } from 'node:sqlite'
import type { EventFunction } from '../../functions/triggers.ts'
import { createCognito } from '../cognito/cognito.ts'
import { createKms } from '../kms.ts'
import { createMailEvents } from '../mail/events.ts'
import { createSes } from '../mail/ses.ts'
import { createScheduler } from '../scheduler/scheduler.ts'
import { dispatchServices } from './dispatch.ts'
import { functionOf, macKeyId, scheduleGroup, userPoolId } from './environment.ts'
import { invokeEvent, triggered } from './functions.ts'

export function createServices(db: DatabaseSync, dataDir: string) {
  const hearing = triggered('mailEvents').map(({ name }) => name)
  const mailEvents = createMailEvents({
    db,
    invoke: async (event) => {
      for (const name of hearing) await invokeEvent(name, event)
    },
  })
  const ses = createSes({ db, dataDir, onDelivery: mailEvents.push })
  const scheduler = createScheduler({
    db,
    invoke: (arn, input) => invokeEvent(functionOf(arn) as EventFunction, input),
  })
  scheduler.createGroup(scheduleGroup)
  const kms = createKms({ dataDir, keyId: macKeyId })
  const cognito = createCognito({ db, poolId: userPoolId, mails: ses.mails })
  const listener = dispatchServices({
    ses: ses.listener,
    scheduler: scheduler.listener,
    kms,
    cognito: cognito.listener,
  })
  return { listener, ses, scheduler, cognito, mailEvents }
}

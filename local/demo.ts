/** `npm run demo`: experts and partners, from invitation to report, on a stack of its own, each step with what was asked and answered. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { playPartners } from './demo-partners.ts'
import { callApi, mailsOf, type Told, tell } from './demo-steps.ts'
import { type Stack, startStack } from './stack.ts'

const seconds = 10
const expert = 'expert@tatacommunications.com'
const owner = 'owner@example.com'

const dataDir = mkdtempSync(join(tmpdir(), 'gatepass-demo-'))
console.log = () => {} // The functions' own log would drown the story.
const stack = await startStack({ dataDir, port: 0 })
try {
  await play(stack)
} finally {
  await stack.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function play(stack: Stack): Promise<void> {
  const ask = callApi(stack)
  const { tokenMailedTo, mailed } = mailsOf(stack)
  tell.chapter('A customer comes: the operator creates an account, its owner is invited and accepts')
  const account = await ask('operator', 'POST', '/accounts', {
    name: 'Rossi',
    region: 'europe',
    timeZone: 'Europe/Rome',
    catalog: { id: 'kaleyra' },
    reportEmail: 'reports@example.com',
    owner: { name: 'Owner', email: owner },
  })
  await ask(owner, 'POST', `/invitations/${await tokenMailedTo(owner)}/accept`)

  const experts = `/accounts/${account.id}/experts`
  const until = new Date(Date.now() + seconds * 1000).toISOString()
  const consent = { accepted: true, wordingVersion: '2026-01' }
  const invitation = { experts: [{ name: 'Expert', email: expert }], access: 'limited-write', until, consent }

  tell.chapter('The owner lets an expert in, on terms: each mistake is refused with its own code')
  await ask(owner, 'POST', experts, { ...invitation, experts: [{ name: 'Expert', email: 'expert@example.com' }] })
  await ask(owner, 'POST', experts, { ...invitation, until: new Date(Date.now() + 4 * 86_400_000).toISOString() })
  await ask(owner, 'POST', experts, { ...invitation, until: null })
  await ask(owner, 'POST', experts, { ...invitation, consent: { ...consent, accepted: false } })
  const [{ id }] = (await ask(owner, 'POST', experts, invitation)).items

  tell.chapter('The expert gets a mail; opening its link changes nothing; only the invited person can accept')
  const token = await tokenMailedTo(expert)
  await ask(undefined, 'GET', `/invitations/${token}`)
  await ask('somebody@example.com', 'POST', `/invitations/${token}/accept`)
  await ask(expert, 'POST', `/invitations/${token}/accept`)
  await ask(expert, 'POST', `/invitations/${token}/accept`)

  tell.chapter('The platform asks before it lets the expert do anything; every answer is recorded')
  const may = (permission: string): Promise<Told> => {
    const dot = permission.lastIndexOf('.')
    return ask('decide', 'POST', `/accounts/${account.id}/access/v1/evaluation`, {
      subject: { type: 'member', id },
      action: { name: permission.slice(dot + 1) },
      resource: { type: permission.slice(0, dot), id: 'one' },
    })
  }
  await may('flows.flow.view')
  await may('flows.flow.update')
  await may('billing.billing.manage')
  await ask('record', 'POST', `/accounts/${account.id}/activity`, {
    events: [
      {
        subject: { type: 'member', id },
        action: { name: 'report.downloaded' },
        resource: { type: 'report', id: 'october' },
        personalData: true,
      },
    ],
  })

  tell.chapter(`The end: nobody does anything, and at ${until} the time is over`)
  await wait(Math.max(0, Date.parse(until) - Date.now()))
  await may('flows.flow.view')
  await mailed(/^Report/)
  await ask(owner, 'GET', `${experts}/${id}`)

  tell.chapter('What was mailed, oldest first')
  for (const mail of stack.mails().toReversed()) tell.mail(mail)
  const report = stack.mails().find(({ subject }) => subject.startsWith('Report'))
  tell.text(report?.text ?? '')

  await playPartners(stack)
  tell.end()
}

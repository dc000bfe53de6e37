/** The second part of the demo: a partner, whose agent acts on behalf of a member, and is put out with the account. */
import { callApi, mailsOf, tell } from './demo-steps.ts'
import type { Stack } from './stack.ts'

const agent = 'ada@partner.example.com'
const owner = 'administrator@example.com'

export async function playPartners(stack: Stack): Promise<void> {
  const ask = callApi(stack)
  const { tokenMailedTo, mailed } = mailsOf(stack)
  const seen = stack.mails().length
  tell.chapter('A partner comes: named people with addresses of their own, never a shared list')
  const partner = {
    name: 'Partner',
    role: 'implementation-partner',
    catalog: { id: 'talkdesk-partner' },
    domains: ['partner.example.com'],
  }
  await ask('operator', 'POST', '/partners', {
    ...partner,
    agent: { name: 'Support', email: 'support@partner.example.com' },
  })
  const { id } = await ask('operator', 'POST', '/partners', { ...partner, agent: { name: 'Ada Agent', email: agent } })
  await ask(agent, 'POST', `/invitations/${await tokenMailedTo(agent)}/accept`)

  tell.chapter('A customer engages it; from this commit on its agents are let in, and no sooner')
  const account = await ask('operator', 'POST', '/accounts', {
    name: 'Contact Center',
    region: 'any',
    timeZone: 'Europe/Lisbon',
    catalog: { id: 'talkdesk-partner' },
    reportEmail: 'reports@example.com',
    owner: { name: 'Administrator', email: owner },
  })
  await ask(owner, 'POST', `/invitations/${await tokenMailedTo(owner)}/accept`)
  await ask(agent, 'GET', `/accounts/${account.id}`)
  await ask(owner, 'PUT', `/accounts/${account.id}/partners/${id}`)
  await ask(agent, 'GET', '/partner/accounts?search=contact')

  tell.chapter('The agent acts on behalf of the administrator: read-only, as nothing more was asked for')
  const delegation = await ask(agent, 'POST', `/accounts/${account.id}/delegations`, {
    onBehalfOf: account.owner,
    reason: 'Ticket 1234: calls are not routed',
    until: new Date(Date.now() + 3_600_000).toISOString(),
  })
  const acting = { 'gatepass-delegation': delegation.id }
  await ask(agent, 'GET', `/accounts/${account.id}`, undefined, acting)
  const somebody = { members: [{ name: 'Somebody', email: 'somebody@example.com', roles: ['administrator'] }] }
  await ask(agent, 'POST', `/accounts/${account.id}/members`, somebody, acting)
  await ask(owner, 'DELETE', `/accounts/${account.id}/delegations/${delegation.id}`)
  const report = await mailed(/^Report: what Ada/)

  tell.chapter('The customer ends the engagement: the very next call is refused')
  await ask(owner, 'DELETE', `/accounts/${account.id}/partners/${id}`)
  await ask(agent, 'GET', `/accounts/${account.id}`)

  await mailed(/no longer let into/)

  tell.chapter('What was mailed, oldest first')
  const mails = stack.mails()
  for (const mail of mails.slice(0, mails.length - seen).toReversed()) tell.mail(mail)
  tell.text(report?.text ?? '')
}

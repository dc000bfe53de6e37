/** Sends an invitation once, and says where it was refused; nothing that was typed is touched. */
import { useMemo, useState } from 'react'
import { api, must } from '../api/client.ts'
import { Problem } from '../api/problem.ts'
import { refresh } from '../api/queries.ts'
import { Instant } from '../parts/instant.tsx'
import { useNotices } from '../parts/notices.tsx'
import { type AccountPlace, useAccount } from '../shell/account.tsx'
import { type Draft, expertsOf, membersOf, nameOf } from './draft.ts'
import type { Fault } from './faults.ts'
import { faultsOf, type Needs } from './missing.ts'

export function needsOf({ terms }: AccountPlace): Needs {
  const { levels, members, experts } = terms
  const core = levels?.products.find(({ id }) => id === levels.core)
  const isGivable = Object.values(levels?.givable ?? {}).some((products) => Object.values(products).flat().length > 0)
  return {
    shortestName: members.shortestName,
    // Where logins are made by hand people have two names, however they are let in.
    twoNames: members.login !== null,
    domains: experts?.domains ?? [],
    ownerRole: terms.ownerRole,
    core: core && isGivable ? { id: core.id, name: core.name } : undefined,
  }
}

/** What the API says for programs, as the dialog says it. */
const told = ({ code, detail, field }: Problem['faults'][number]): Fault =>
  code === 'consent_outdated'
    ? { detail: 'The wording has changed. Read it again, and tick the box if you still agree', field: 'consent' }
    : { detail, ...(field !== undefined && { field }) }

export function useSending(draft: Draft, onSent: () => void, onOutdated: () => void) {
  const place = useAccount()
  const notices = useNotices()
  const needs = needsOf(place)
  /** One for each opened dialog: sent again after a lost answer, nobody is invited twice. */
  const headers = useMemo(() => ({ 'Idempotency-Key': crypto.randomUUID() }), [])
  const [busy, setBusy] = useState(false)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [error, setError] = useState<unknown>()
  /** Counts refusals, each of which leads to its first field. */
  const [refusals, setRefusals] = useState(0)

  const refuse = (said: readonly Fault[], why?: unknown) => {
    setFaults(said)
    setError(why)
    setRefusals((count) => count + 1)
  }
  const post = () => {
    const params = { path: { account: place.id }, header: headers }
    const wording = place.terms.experts?.consent.version ?? ''
    return draft.as === 'team'
      ? must(api.POST('/api/accounts/{account}/members', { params, body: { members: membersOf(draft, needs) } }))
      : must(api.POST('/api/accounts/{account}/experts', { params, body: expertsOf(draft, wording) }))
  }
  const send = async () => {
    const missing = faultsOf(draft, needs)
    if (missing.length > 0) return refuse(missing)
    setBusy(true)
    try {
      await post()
      notices.done(<Sent draft={draft} place={place} />)
      onSent()
      await refresh(place.id)
    } catch (problem) {
      setBusy(false)
      if (!(problem instanceof Problem) || !problem.faults.some(({ field }) => field)) return refuse([], problem)
      if (problem.faults.some(({ code }) => code === 'consent_outdated')) {
        onOutdated()
        await refresh(place.id)
      }
      refuse(problem.faults.map(told))
    }
  }
  return { needs, busy, faults, setFaults, error, refusals, send }
}

/** Who was invited, and what happens next. */
function Sent({ draft, place }: { draft: Draft; place: AccountPlace }) {
  const { terms } = place
  const names = draft.people.map((person) => nameOf(draft, person, needsOf(place)))
  const who = new Intl.ListFormat('en').format(names)
  const [verb, each] = names.length > 1 ? ['are', 'Each of them'] : ['is', 'They']
  const link = `${each} get${names.length > 1 ? 's' : ''} a mail with a link that works for up to ${terms.members.invitationDays} days`
  if (draft.as === 'team') return `${who} ${verb} invited to the team. ${link}; access begins with accepting it.`
  return (
    <>
      {who} {verb} invited as {terms.experts?.name}. {link}; access begins with accepting it
      {draft.end === 'never' ? ', and lasts until it is revoked.' : ', and ends '}
      {draft.end === 'custom' && <Instant at={draft.until} />}
      {draft.end === 'custom' && '.'}
    </>
  )
}

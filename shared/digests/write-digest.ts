import type { Account } from '../accounts/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import type { Instant } from '../clock.ts'
import { setting } from '../config.ts'
import { expertsOf } from '../experts/store.ts'
import { memberKey, partnerKey } from '../keys.ts'
import { digestMail, linesShown } from '../mails/digest.ts'
import type { Facts, Written } from '../mails/write-mail.ts'
import type { Member } from '../members/model.ts'
import { statusAt } from '../members/rules.ts'
import type { Partner } from '../partners/model.ts'
import { readMany } from '../table.ts'
import type { Span } from './model.ts'
import { type News, nothingHappened } from './news.ts'
import { readNews } from './read-news.ts'
import { getsDigests } from './recipients.ts'

/** The digest for one member, if they still get it. What happened is over; names are those people have now. */
export async function writeDigest({ entry, account, member, now }: Facts): Promise<Written | undefined> {
  const { email } = member
  if (email === null || !(await getsDigests(account, member, now))) return undefined
  const span = entry.after as unknown as Span
  const news = await readNews(account.id, span)
  if (nothingHappened(news)) return undefined
  const { guards, permissions, roles, levels } = await catalogFor(account)
  const permission = guards['digest.receive']
  const mail = digestMail({
    account,
    span,
    news,
    people: await peopleIn(account, news),
    partnerNames: await partnersIn(news),
    roleNames: new Map(roles.map(({ id, name }) => [id, name])),
    levelNames: new Map((levels?.order ?? []).map(({ id, name }) => [id, name])),
    inside: await insideNow(account, now),
    permission: permissions.find(({ id }) => id === permission)?.name ?? '',
    url: setting('PUBLIC_URL'),
  })
  return { to: email, mail }
}

const mostAtOnce = 100

const shownOf = ({ joined, left, changed, experts }: News) =>
  [joined, left, changed, experts].flatMap((entries) => entries.slice(0, linesShown))

/** Everybody whom the lines that are shown name, from as few reads as possible. */
async function peopleIn({ id: account }: Account, { more: _, ...sections }: News) {
  const shown = Object.values(sections).flatMap((entries) => entries.slice(0, linesShown))
  const named = shown.flatMap(({ target, actor }) => (actor.type === 'member' ? [target, actor.id] : [target]))
  const ids = [...new Set(named)]
  const people = new Map<string, Member>()
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const keys = ids.slice(from, from + mostAtOnce).map((id) => memberKey(account, id))
    for (const member of await readMany<Member>(keys)) if (member) people.set(member.id, member)
  }
  return people
}

async function partnersIn(news: News): Promise<Map<string, string>> {
  const ids = new Set(shownOf(news).flatMap(({ actor }) => actor.partner ?? []))
  const partners = ids.size > 0 ? await readMany<Partner>([...ids].slice(0, mostAtOnce).map(partnerKey)) : []
  return new Map(partners.flatMap((partner) => (partner ? [[partner.id, partner.name] as const] : [])))
}

async function insideNow({ id }: Account, now: Instant) {
  const { items, next } = await expertsOf(id, 'active', { limit: linesShown })
  return { experts: items.filter((expert) => statusAt(expert, now) === 'active'), more: next !== undefined }
}

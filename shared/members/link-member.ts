import { isDeepStrictEqual } from 'node:util'
import type { ResourceLink } from '../access/model.ts'
import { Refusal } from '../errors.ts'
import { requireNoAgent } from './agent-faults.ts'
import { type ChangeMember, changeMember } from './change-member.ts'
import { whyNotWithin } from './giving-rules.ts'
import type { TeamMember } from './model.ts'

/** Links stand in what every decision about a member reads. */
export const mostLinks = 50

const longestId = 128

type Instance = Pick<ResourceLink, 'type' | 'id'>

const isSame = (one: Instance) => (other: Instance) => one.type === other.type && one.id === other.id

const withLinks = ({ links: _, ...member }: TeamMember, links: readonly ResourceLink[]): TeamMember =>
  links.length > 0 ? { ...member, links } : member

/**
 * Ties a member to one instance of a resource, or says anew what the tie has. Others may be tied to the same one.
 * @throws Refusal link_unknown, links_too_many, not_permitted, and as `changeMember`.
 */
export const linkMember = ({ link, ...where }: ChangeMember & { link: ResourceLink }): Promise<TeamMember> => {
  requireNoAgent(where, 'set no links')
  requireLinkable(link, where)
  requireSayEverywhere(where)
  return changeMember(where, (before) => {
    const { links = [] } = before
    const present = links.find(isSame(link))
    if (isDeepStrictEqual(present, link)) return { after: before, told: [] }
    if (!present && links.length >= mostLinks)
      throw new Refusal('links_too_many', `A member has at most ${mostLinks} links`)
    return {
      after: withLinks(before, [...links.filter((one) => one !== present), link]),
      told: [{ action: 'member.linked', ...(present && { before: { link: present } }), after: { link } }],
    }
  })
}

/** @throws Refusal link_unknown, and as `changeMember`. */
export const unlinkMember = ({ link, ...where }: ChangeMember & { link: Instance }): Promise<TeamMember> => {
  requireNoAgent(where, 'set no links')
  return changeMember(where, (before) => {
    const { links = [] } = before
    const present = links.find(isSame(link))
    if (!present) throw new Refusal('link_unknown', 'This member is not linked to it')
    return {
      after: withLinks(
        before,
        links.filter((one) => one !== present),
      ),
      told: [{ action: 'member.unlinked', before: { link: present } }],
    }
  })
}

/**
 * An instance belongs to an agreement that Gatepass is not told. So tying somebody to one takes the say in all of the
 * account: an administrator of one agreement must not get at the recordings of another.
 */
function requireSayEverywhere({ authority, now }: ChangeMember): void {
  for (const agreement of authority.policy.agreements) {
    const why = whyNotWithin({ authority, guard: 'link.set', now }, agreement)
    if (why !== undefined) throw new Refusal('not_permitted', `A link may reach into any agreement. ${why}`)
  }
}

function requireLinkable({ type, id }: Instance, { authority: { catalog } }: ChangeMember): void {
  if (!catalog.links?.some((link) => link.type === type))
    throw new Refusal('link_unknown', 'The catalog of this account has no links of this type')
  if (id.length > longestId || /[\p{C}\s]/u.test(id))
    throw new Refusal('link_unknown', `An id has at most ${longestId} visible characters`)
}

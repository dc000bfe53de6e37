import { type Levels, levelHeld, own } from '../access/levels.ts'
import { Refusal, refuseAny } from '../errors.ts'
import { requireNoAgent } from './agent-faults.ts'
import { type ChangeMember, changeMember } from './change-member.ts'
import { type Giver, type LevelsAsked, levelFaults, whyNotWithin } from './giving-rules.ts'
import { requireLevels } from './level-rules.ts'
import type { TeamMember } from './model.ts'
import { mostLevels } from './requests.ts'

interface SetLevels extends Omit<ChangeMember, 'within'> {
  agreement: string
  /** By product; null takes a level away, and products that are not named stay as they are. */
  asked: LevelsAsked
}

/**
 * Sets some of a member's levels in one agreement, on the authority that the giver has in that agreement.
 * @throws Refusal levels_closed; agreement_unknown; not_permitted for agents of partners; every fault at its product; levels_too_many; and as `changeMember`.
 */
export async function setLevels({ agreement, asked, ...where }: SetLevels): Promise<TeamMember> {
  requireNoAgent(where, 'set no levels')
  const { authority, now } = where
  const { catalog, policy } = authority
  requireLevels(catalog)
  if (!policy.agreements.has(agreement))
    throw new Refusal('agreement_unknown', 'There is no such agreement in this account')
  const giver: Giver = { authority, guard: 'level.set', now }
  const why = whyNotWithin(giver, agreement)
  if (why !== undefined) throw new Refusal('not_permitted', why)
  return changeMember({ ...where, within: agreement }, (before) => {
    refuseAny(levelFaults(giver, { agreement, asked, target: before }))
    const held = (product: string) => levelHeld(policy, before, agreement, product) ?? null
    const changes = Object.entries(asked).filter(([product, level]) => level !== held(product))
    if (changes.length === 0) return { after: before, told: [] }
    const was = Object.fromEntries(changes.map(([product]) => [product, held(product)]))
    return {
      after: withLevels(before, agreement, changes),
      told: [
        {
          action: 'member.levels-changed',
          before: { agreement, levels: was },
          after: { agreement, levels: Object.fromEntries(changes) },
        },
      ],
    }
  })
}

/** Agreements in which nothing is left are left out. */
function withLevels(
  { levels: all = {}, ...member }: TeamMember,
  agreement: string,
  changes: readonly (readonly [string, string | null])[],
): TeamMember {
  const wanted = Object.entries({ ...own(all, agreement), ...Object.fromEntries(changes) })
  const held = Object.fromEntries(wanted.flatMap(([product, level]) => (level === null ? [] : [[product, level]])))
  const { [agreement]: _, ...others } = all
  const levels: Levels = Object.keys(held).length > 0 ? { ...others, [agreement]: held } : others
  if (Object.values(levels).flatMap(Object.keys).length > mostLevels)
    throw new Refusal('levels_too_many', `A member has at most ${mostLevels} levels, over all agreements`)
  return { ...member, ...(Object.keys(levels).length > 0 && { levels }) }
}

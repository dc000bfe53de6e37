/** Setting levels as the viewer does it: what they may pick, the question before the last level, and the way back. */
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { type Choice, choiceOf, heldIn, isLastOnCore, type LevelTerms } from './levels.ts'
import { nameOf } from './names.ts'
import { type Member, useLevels } from './use-levels.ts'

export type Product = LevelTerms['products'][number]

export function useSetting(ladder: LevelTerms, agreement: string) {
  const { id: account, me, terms, can } = useAccount()
  const levels = useLevels(account, agreement)
  const [asking, setAsking] = useState<Member>()
  const { done } = useNotices()
  const owner = terms.roles.find(({ id }) => id === terms.ownerRole)
  const ownerRole = { id: terms.ownerRole, name: owner?.name ?? 'Owner' }
  const levelName = (level: string | null) => ladder.order.find(({ id }) => id === level)?.name ?? level ?? 'no level'

  const choose = (holder: Member, product: Product): Choice =>
    can('level.set')
      ? choiceOf({ terms: ladder, ownerRole, viewer: me.member, agreement, product: product.id, holder })
      : { locked: 'Your role here lets you look at levels, and set none.' }

  const set = async (member: Member, product: Product, level: string | null, isUndo = false) => {
    const before = heldIn(member, agreement, product.id)
    const after = await levels.save(member, product.id, level)
    if (!after) return
    const text = `${nameOf(after)}, ${product.name}: ${levelName(level)}${isUndo ? ' again' : ''}, from now on.`
    const choice = choose(after, product)
    const isOffered = 'options' in choice && choice.options.some((one) => (one?.id ?? null) === before)
    if (isUndo || !isOffered) return done(text)
    const undo = () => set(after, product, before, true)
    done(
      <>
        {text}{' '}
        <Button variant="inline-link" onClick={undo}>
          Undo
        </Button>
      </>,
    )
  }

  const pick = (member: Member, product: Product, level: string | null) => {
    const isLast = product.id === ladder.core && level === null && isLastOnCore(member, agreement, ladder.core)
    if (isLast) setAsking(member)
    else set(member, product, level)
  }

  return { levels, levelName, choose, set, pick, asking, answered: () => setAsking(undefined) }
}

export type Setting = ReturnType<typeof useSetting>

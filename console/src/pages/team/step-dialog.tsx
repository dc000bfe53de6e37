import Box from '@cloudscape-design/components/box'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import { useState } from 'react'
import { refresh } from '../../api/queries.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Instant } from '../../parts/instant.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { inWords } from '../../words.ts'
import { consequences, nameOf, namesOf, stepNames } from './consequences.tsx'
import type { Member } from './members.ts'
import type { Step } from './steps.ts'
import { type Done, takeStep, waitsUntil } from './take-step.ts'

interface Props {
  step: Exclude<Step, 'set-password'>
  members: readonly Member[]
  onClose: () => void
  /** Where the member was shown, there may be nobody left to show. */
  onDone?: () => void
}

/** Asks before one step is taken with one member or several, and says what follows. */
export function StepDialog({ step, members, onClose, onDone }: Props) {
  const place = useAccount()
  const { done } = useNotices()
  const [left, setLeft] = useState(members)
  const [at, setAt] = useState<number>()
  const { verb, done: told } = stepNames[step]
  const who = namesOf(left)
  const take = async () => {
    const refused: [Member, unknown][] = []
    let answer: Done
    for (const [turn, member] of left.entries()) {
      setAt(turn)
      try {
        answer = await takeStep(place.id, members.find(({ id }) => id === member.id) ?? member, step)
      } catch (error) {
        refused.push([member, error])
      }
    }
    await refresh(place.id)
    const isDone = left.filter((member) => !refused.some(([one]) => one === member))
    const until = waitsUntil(answer)
    if (until) done(<Waiting until={until} />)
    else if (isDone.length > 0) done(told(namesOf(isDone)))
    const [first] = refused
    if (!first) return onDone?.()
    if (left.length === 1) throw first[1]
    setAt(undefined)
    setLeft(refused.map(([member]) => member))
    throw new Error(refused.map(([member, error]) => `${nameOf(member)}: ${inWords(error)}`).join(' '))
  }
  return (
    <Confirm title={`${verb}: ${who}`} action={verb} onConfirm={take} onClose={onClose}>
      <ul>
        {consequences[step](left.length === 1 ? nameOf(left[0] as Member) : 'They', left, place).map((line) => (
          <li key={String(line)}>{line}</li>
        ))}
      </ul>
      {at !== undefined && left.length > 1 && (
        <ProgressBar value={(100 * at) / left.length} label={`${at + 1} of ${left.length}`} />
      )}
    </Confirm>
  )
}

/** What an agent asked for that an owner may still withdraw. */
export const Waiting = ({ until }: { until: string }) => (
  <Box variant="span">
    Asked for. It takes effect on <Instant at={until} />; until then an owner of the account can withdraw it.
  </Box>
)

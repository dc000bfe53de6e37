import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { Status } from '../../parts/status.tsx'
import type { Column } from '../../parts/table-choices.tsx'
import { LevelCell } from './level-cell.tsx'
import { heldIn } from './levels.ts'
import { nameOf } from './names.ts'
import type { Member } from './use-levels.ts'
import type { Product, Setting } from './use-setting.tsx'

export const whoColumn: Column<Member> = {
  id: 'name',
  header: 'Member',
  isRowHeader: true,
  minWidth: 180,
  cell: (member) => (
    <div title={member.email ?? undefined}>
      {nameOf(member)}
      {member.status !== 'active' && (
        <Box fontSize="body-s">
          <Status status={member.status} />
        </Box>
      )}
    </div>
  ),
}

const counted = (links: readonly unknown[]) =>
  links.length === 0 ? 'No links' : links.length === 1 ? '1 link' : `${links.length} links`

export const linksColumn = (newest: (row: Member) => Member, onOpen: (member: Member) => void): Column<Member> => ({
  id: 'links',
  header: 'Links',
  minWidth: 110,
  cell: (row) => {
    const member = newest(row)
    const many = counted(member.links)
    return (
      <Button variant="inline-link" ariaLabel={`${many} of ${nameOf(member)}`} onClick={() => onOpen(member)}>
        {many}
      </Button>
    )
  },
})

export const levelColumn = (
  product: Product,
  agreement: string,
  { levels, levelName, choose, pick }: Setting,
): Column<Member> => ({
  id: product.id,
  header: product.name,
  minWidth: 190,
  cell: (row) => {
    const member = levels.newest(row)
    const { picked, refused } = levels.cell(member.id, product.id)
    return (
      <LevelCell
        label={`${product.name} of ${nameOf(member)}`}
        level={picked ? picked.level : heldIn(member, agreement, product.id)}
        choice={choose(member, product)}
        nameOf={levelName}
        refused={refused}
        onPick={(level) => pick(member, product, level)}
      />
    )
  },
})

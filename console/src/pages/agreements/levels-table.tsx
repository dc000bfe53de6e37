import Header from '@cloudscape-design/components/header'
import { type ReactNode, useState } from 'react'
import { api, type Item, must } from '../../api/client.ts'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { SearchField } from '../../parts/search-field.tsx'
import { useTableChoices } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { levelColumn, linksColumn, whoColumn } from './columns.tsx'
import { LastLevel } from './last-level.tsx'
import type { LevelTerms } from './levels.ts'
import { LinksDialog } from './links-dialog.tsx'
import type { Member } from './use-levels.ts'
import { useSetting } from './use-setting.tsx'

interface Props {
  agreement: Item<'listAgreements'>
  /** To another agreement. */
  picker: ReactNode
}

/** Members by products, with the level of each. */
export function LevelsTable(props: Props) {
  const { terms } = useAccount()
  return terms.levels && <Levels {...props} ladder={terms.levels} />
}

function Levels({ agreement, picker, ladder }: Props & { ladder: LevelTerms }) {
  const { id: account, me, terms } = useAccount()
  const [search, setSearch] = useState('')
  const [linking, setLinking] = useState<Member>()
  const setting = useSetting(ladder, agreement.id)
  const { levels, asking, answered, set } = setting
  const core = ladder.products.find(({ id }) => id === ladder.core) ?? { id: ladder.core, name: ladder.core }
  const columns = [
    whoColumn,
    ...(terms.links.length > 0 ? [linksColumn(levels.newest, setLinking)] : []),
    ...ladder.products.map((product) => levelColumn(product, agreement.id, setting)),
  ]
  const choices = useTableChoices('agreements', columns)
  const list = usePages<Member>(['accounts', account, 'members', 'levels', search], choices.pageSize, (cursor) => {
    // Whoever has gone holds nothing any more.
    const asked = { kind: 'team', filter: 'status ne "revoked"', limit: choices.pageSize } as const
    const query = { ...asked, ...(search && { search }), ...(cursor && { cursor }) }
    return must(api.GET('/api/accounts/{account}/members', { params: { path: { account }, query } }))
  })
  return (
    <>
      <PagedTable
        list={list}
        columns={columns}
        choices={choices}
        trackBy="id"
        variant="container"
        stickyColumns={{ first: 1 }}
        label={`Levels in ${agreement.name}`}
        header={
          <Header variant="h2" actions={picker}>
            {agreement.name}
          </Header>
        }
        filter={<SearchField label="Find members by name or address" onSearch={setSearch} />}
        empty={
          search ? (
            <Empty title="Nobody is found">Search for the beginning of a name or of an address.</Empty>
          ) : (
            <Empty title="There is nobody in the team yet">Invite people first; then give them levels here.</Empty>
          )
        }
      />
      {linking && <LinksDialog member={linking} onChanged={levels.keep} onClose={() => setLinking(undefined)} />}
      {asking && (
        <LastLevel
          member={asking}
          isSelf={asking.id === me.member}
          agreement={agreement.name}
          product={core.name}
          onConfirm={() => set(asking, core, null)}
          onClose={answered}
        />
      )}
    </>
  )
}

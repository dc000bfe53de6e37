import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, must } from '../../api/client.ts'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { SearchField } from '../../parts/search-field.tsx'
import { useTableChoices } from '../../parts/table-choices.tsx'
import { Page } from '../../shell/page.tsx'
import { accountColumns, type TheirAccount } from './account-columns.tsx'
import { usePartner } from './partner.ts'
import { useOrganizations } from './use-organizations.ts'

const anyOrganization = { value: '', label: 'Any organization' }

/** The accounts that are the partner's: to be opened as an agent. */
export function Accounts() {
  const { id, name } = usePartner()
  const [search, setSearch] = useState('')
  const [organization, setOrganization] = useState('')
  const organizations = useOrganizations()
  const choices = useTableChoices('partner-accounts', accountColumns)
  const key = ['partner', 'accounts', search, organization]
  const list = usePages<TheirAccount>(key, choices.pageSize, (cursor) => {
    const asked = { limit: choices.pageSize, ...(search && { search }), ...(organization && { organization }) }
    return must(api.GET('/api/partner/accounts', { params: { query: { ...asked, ...(cursor && { cursor }) } } }))
  })
  const options = [anyOrganization, ...organizations.map((one) => ({ value: one.id, label: one.name }))]
  return (
    <Page
      title="Accounts"
      header={
        <Header variant="h1" description="Open one to work in it, as far as the role of your partner goes.">
          Accounts of {name}
        </Header>
      }
    >
      <PagedTable
        list={list}
        columns={accountColumns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Accounts"
        header={
          <Header
            variant="h2"
            description={
              <span>
                Customers who engage you need your number:{' '}
                <CopyToClipboard
                  variant="inline"
                  textToCopy={id}
                  copyButtonAriaLabel="Copy the number"
                  copySuccessText="Copied"
                  copyErrorText="It could not be copied"
                />
              </span>
            }
          >
            Let in
          </Header>
        }
        filter={
          <SpaceBetween direction="horizontal" size="xs">
            <Box>
              <SearchField label="Find accounts by name or number" onSearch={setSearch} />
            </Box>
            {organizations.length > 0 && (
              <Select
                ariaLabel="Organization"
                selectedOption={options.find(({ value }) => value === organization) ?? anyOrganization}
                options={options}
                filteringType={options.length > 10 ? 'auto' : 'none'}
                onChange={({ detail }) => setOrganization(detail.selectedOption.value ?? '')}
              />
            )}
          </SpaceBetween>
        }
        empty={
          search || organization ? (
            <Empty title="No account is found">Search for a part of its name, or for its whole number.</Empty>
          ) : (
            <Empty title="No account is yours yet">
              A customer engages you by your number, or an organization of yours gets an account.
            </Empty>
          )
        }
      />
    </Page>
  )
}

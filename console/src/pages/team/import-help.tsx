import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { download } from '../../parts/download.ts'
import { useAccount } from '../../shell/account.tsx'

/** What a file holds; an export can be changed and imported again. */
export function HowItLooks() {
  const { terms } = useAccount()
  const roles = terms.roles.filter(({ mayGive }) => mayGive)
  const example = `email,roles,name\nanna@example.com,${roles[0]?.id ?? ''},Anna Rossi\n`
  return (
    <ExpandableSection headerText="How the file looks">
      <SpaceBetween size="s">
        <Box variant="p">
          The first row names the columns: <b>email</b> and <b>roles</b> always, and <b>name</b>, or <b>first_name</b>{' '}
          and <b>last_name</b>
          {terms.levels && (
            <>
              , and <b>levels</b>
            </>
          )}
          . Several roles are parted by spaces. Up to 10,000 rows, in UTF-8. A file that was exported here can be
          changed and imported again.
        </Box>
        <Box variant="p">
          Roles you can give:{' '}
          {roles.map(({ id, name }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <code>{id}</code> ({name})
            </span>
          ))}
          .
        </Box>
        <Button iconName="download" onClick={() => download('members-example.csv', example)}>
          Download an example
        </Button>
      </SpaceBetween>
    </ExpandableSection>
  )
}

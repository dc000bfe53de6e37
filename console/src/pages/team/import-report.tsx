import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { downloadCsv } from '../../parts/download.ts'
import { Instant } from '../../parts/instant.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { useAccount } from '../../shell/account.tsx'
import type { Job } from './import-job.ts'
import { JobRows } from './import-rows.tsx'

const leaving = 'It goes on when you leave this page; its address brings you back.'

function progress({ dryRun, state }: Job): string {
  if (state === 'done') return dryRun ? 'Checked' : 'Imported'
  return dryRun ? 'Checking the rows' : 'Importing the rows'
}

export function JobReport({ job, children }: { job: Job; children: ReactNode }) {
  const { id: account } = useAccount()
  const { failed } = useNotices()
  const isDone = job.state === 'done'
  const title = job.dryRun ? 'What an import would do' : 'Import'
  const save = () =>
    downloadCsv(
      `import-${job.dryRun ? 'check' : 'report'}.csv`,
      `/api/accounts/${account}/members/imports/${job.id}`,
      {},
    ).catch(failed)
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              isDone && (
                <Button iconName="download" onClick={save}>
                  Download report
                </Button>
              )
            }
          >
            {title}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <ProgressBar
            value={job.rows === 0 ? 100 : (100 * job.done) / job.rows}
            label={progress(job)}
            additionalInfo={isDone ? undefined : `${job.done} of ${job.rows} rows. ${leaving}`}
            {...(isDone && { status: 'success' as const, resultText: `${job.rows} of ${job.rows} rows` })}
          />
          <Counts job={job} />
          {isDone && !job.dryRun && (
            <span>
              Done on <Instant at={job.finishedAt} />.{' '}
              <RouteLink to={`/accounts/${account}/team`}>See the team</RouteLink>
            </span>
          )}
          {children}
        </SpaceBetween>
      </Container>
      {isDone && <JobRows job={job} />}
    </SpaceBetween>
  )
}

const Counts = ({ job: { dryRun, created, updated, unchanged, refused } }: { job: Job }) => (
  <KeyValuePairs
    columns={4}
    items={[
      { label: dryRun ? 'Would be invited' : 'Invited', value: created },
      { label: dryRun ? 'Would be changed' : 'Changed', value: updated },
      { label: 'As they are', value: unchanged },
      { label: 'Refused', value: refused },
    ]}
  />
)

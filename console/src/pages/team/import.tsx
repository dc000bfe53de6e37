/** People from a file: looked over first, then imported, with what became of each row. */
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FileUpload from '@cloudscape-design/components/file-upload'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { api, must } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Refused } from '../../parts/refused.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { Consequence, FileRefused, Next } from './import-file.tsx'
import { HowItLooks } from './import-help.tsx'
import { useJob } from './import-job.ts'
import { JobReport } from './import-report.tsx'

export function Import() {
  const { id: account } = useAccount()
  const [address, setAddress] = useSearchParams()
  const [file, setFile] = useState<File>()
  const [error, setError] = useState<unknown>()
  const [asking, setAsking] = useState(false)
  const [starting, setStarting] = useState(false)
  const job = useJob(address.get('job'))

  const start = async (dryRun: boolean) => {
    const query = { dryRun: dryRun ? ('true' as const) : ('false' as const) }
    const params = { path: { account }, query, header: { 'Idempotency-Key': crypto.randomUUID() } }
    const body = (await file?.text()) ?? ''
    const call = api.POST('/api/accounts/{account}/members/import', {
      params,
      body,
      bodySerializer: (text) => text,
      headers: { 'content-type': 'text/csv' },
    })
    setAddress({ job: (await must(call)).id }, { replace: !dryRun })
  }
  const check = async () => {
    setStarting(true)
    setError(undefined)
    try {
      await start(true)
    } catch (refusal) {
      setError(refusal)
    }
    setStarting(false)
  }
  const choose = (chosen: File | undefined) => {
    setFile(chosen)
    setError(undefined)
    if (address.get('job')) setAddress({}, { replace: true })
  }
  const isReady = job.data?.dryRun === true && job.data.state === 'done'
  const isBusy = starting || job.data?.state === 'running'
  return (
    <Page title="Import members" header={<Heading account={account} />}>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">The file</Header>}>
          <SpaceBetween size="m">
            <FormField
              label="CSV file"
              description="One row for each person. Who is not a member yet is invited by mail; who is one gets the roles of the file."
            >
              <FileUpload
                value={file ? [file] : []}
                onChange={({ detail }) => choose(detail.value[0])}
                accept=".csv,text/csv"
                showFileSize
                i18nStrings={{
                  uploadButtonText: () => 'Choose file',
                  dropzoneText: () => 'Drop the file here',
                  removeFileAriaLabel: () => 'Take the file away',
                  limitShowFewer: 'Show fewer',
                  limitShowMore: 'Show more',
                  errorIconAriaLabel: 'Error',
                }}
              />
            </FormField>
            <FileRefused error={error} />
            <Button
              variant={isReady ? 'normal' : 'primary'}
              onClick={check}
              loading={starting}
              disabled={!file || isBusy}
            >
              Check the file
            </Button>
            <HowItLooks />
          </SpaceBetween>
        </Container>
        <Refused error={job.error} onRetry={() => job.refetch()} />
        {job.data && (
          <JobReport key={job.data.id} job={job.data}>
            {isReady && <Next job={job.data} file={file} onRun={() => setAsking(true)} />}
          </JobReport>
        )}
      </SpaceBetween>
      {asking && job.data && (
        <Confirm
          title="Import this file"
          action="Import"
          onConfirm={() => start(false)}
          onClose={() => setAsking(false)}
        >
          <Consequence job={job.data} />
        </Confirm>
      )}
    </Page>
  )
}

const Heading = ({ account }: { account: string }) => (
  <SpaceBetween size="xs">
    <RouteLink to={`/accounts/${account}/team`}>All team members</RouteLink>
    <Header variant="h1" description="Check the file first: nothing is changed until you import it.">
      Import members
    </Header>
  </SpaceBetween>
)

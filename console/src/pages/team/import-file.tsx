/** What comes of a file: why nothing of it was taken, or what importing it will do. */
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { Problem } from '../../api/problem.ts'
import { Refused } from '../../parts/refused.tsx'
import type { Job } from './import-job.ts'

/** Where in the file it is wrong, line by line. */
export function FileRefused({ error }: { error: unknown }) {
  if (!(error instanceof Problem) || error.code !== 'csv_invalid') return <Refused error={error} />
  return (
    <Alert type="error" statusIconAriaLabel="Error" header="Nothing of the file was taken">
      <ul>
        {error.faults.map(({ field = 'The file', detail }) => (
          <li key={field + detail}>
            {field.charAt(0).toUpperCase() + field.slice(1)}: {detail}.
          </li>
        ))}
      </ul>
    </Alert>
  )
}

export function Next({ job, file, onRun }: { job: Job; file: File | undefined; onRun: () => void }) {
  const changes = job.created + job.updated
  if (changes === 0) return <Box>There is nothing to import: correct the file, then check it again.</Box>
  if (!file) return <Box>To import it, choose the file again and check it once more.</Box>
  return (
    <Button variant="primary" onClick={onRun}>
      Import the file
    </Button>
  )
}

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`)

export const Consequence = ({ job: { created, updated, unchanged, refused } }: { job: Job }) => (
  <ul>
    {created > 0 && <li>{people(created)} will be invited. Each gets a mail with a link at once.</li>}
    {updated > 0 && <li>{people(updated)} will get the names or roles of the file, in force at once.</li>}
    {unchanged > 0 && <li>{people(unchanged)} stay as they are.</li>}
    {refused > 0 && <li>{refused === 1 ? '1 row is' : `${refused} rows are`} left out: the report says why.</li>}
    <li>Nobody who is missing in the file is removed.</li>
  </ul>
)

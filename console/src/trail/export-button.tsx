/** Everything that the filter finds as one file; it says how far it is, and can be stopped. */
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useRef, useState } from 'react'
import { downloadCsv } from '../parts/download.ts'
import { useNotices } from '../parts/notices.tsx'

interface Props {
  /** Of the file. */
  name: string
  path: string
  query: Record<string, string>
}

class Stopped extends Error {}

const stopped = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Stopped())))

const rowsAtOnce = '100'
const many = (pages: number) => `${pages} ${pages === 1 ? 'page' : 'pages'}`

export function ExportButton({ name, path, query }: Props) {
  const [pages, setPages] = useState<number>()
  const stopping = useRef(new AbortController())
  const { done, failed } = useNotices()
  useEffect(() => () => stopping.current.abort(), [])
  const run = async () => {
    const stopper = new AbortController()
    stopping.current = stopper
    const { signal } = stopper
    setPages(0)
    let came = 0
    const coming = downloadCsv(name, path, { ...query, limit: rowsAtOnce }, (count) => {
      if (signal.aborted) throw new Stopped()
      came = count
      setPages(count)
    })
    try {
      // Nobody waits for a page that hangs: it is not looked at any more when it comes.
      await Promise.race([coming, stopped(signal)])
      done(`${name} is there: ${many(came)} of up to ${rowsAtOnce} rows.`)
    } catch (error) {
      if (error instanceof Stopped) done('The export was canceled. No file was written.')
      else failed(error)
    }
    setPages(undefined)
  }
  if (pages === undefined)
    return (
      <Button iconName="download" onClick={run}>
        Export CSV
      </Button>
    )
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Box>
        <StatusIndicator type="loading">Exporting: {many(pages)} so far</StatusIndicator>
      </Box>
      <Button onClick={() => stopping.current.abort()}>Cancel export</Button>
    </SpaceBetween>
  )
}

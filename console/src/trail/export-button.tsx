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

const rowsAtOnce = '100'
const many = (pages: number) => `${pages} ${pages === 1 ? 'page' : 'pages'}`

export function ExportButton({ name, path, query }: Props) {
  const [pages, setPages] = useState<number>()
  const stopped = useRef(false)
  const { done, failed } = useNotices()
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )
  const run = async () => {
    stopped.current = false
    setPages(0)
    let came = 0
    try {
      await downloadCsv(name, path, { ...query, limit: rowsAtOnce }, (count) => {
        if (stopped.current) throw new Stopped()
        came = count
        setPages(count)
      })
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
  const stop = () => {
    stopped.current = true
  }
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Box>
        <StatusIndicator type="loading">Exporting: {many(pages)} so far</StatusIndicator>
      </Box>
      <Button onClick={stop}>Cancel export</Button>
    </SpaceBetween>
  )
}

import Button from '@cloudscape-design/components/button'
import LiveRegion from '@cloudscape-design/components/live-region'
import { useState } from 'react'
import { downloadCsv } from '../../parts/download.ts'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { type Asked, asQuery } from './asked.ts'

/** Exactly whom the list asks for, however many they are. */
export function ExportButton({ asked }: { asked: Asked }) {
  const { id, account } = useAccount()
  const { done, failed } = useNotices()
  const [pages, setPages] = useState<number>()
  const save = async () => {
    setPages(0)
    try {
      const name = `${account.name} members.csv`
      await downloadCsv(name, `/api/accounts/${id}/members`, asQuery(asked), setPages)
      done(`Saved as ${name}.`)
    } catch (error) {
      failed(error)
    } finally {
      setPages(undefined)
    }
  }
  const progress = pages ? `Exporting, part ${pages + 1}` : 'Exporting'
  return (
    <>
      <Button iconName="download" onClick={save} loading={pages !== undefined} loadingText={progress}>
        {pages === undefined ? 'Export CSV' : progress}
      </Button>
      <LiveRegion hidden>{pages === undefined ? '' : progress}</LiveRegion>
    </>
  )
}

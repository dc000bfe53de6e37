import Alert from '@cloudscape-design/components/alert'
import BarChart from '@cloudscape-design/components/bar-chart'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useQuery } from '@tanstack/react-query'
import { api, type Item, must } from '../../api/client.ts'
import { Refused } from '../../parts/refused.tsx'
import { useAccount } from '../../shell/account.tsx'
import { byHour, fewestBars, type Series } from './by-hour.ts'
import type { Expert } from './queries.ts'

type Activity = Item<'listActivity'>

/** So many pages of a hundred are counted. */
const mostPages = 20

function useNewestActivity(member: string) {
  const { id: account } = useAccount()
  return useQuery({
    queryKey: ['accounts', account, 'experts', 'one', member, 'newest'],
    queryFn: async () => {
      const items: Activity[] = []
      let cursor: string | undefined
      for (let pages = 0; pages < mostPages; pages++) {
        const query = { member, limit: 100, ...(cursor && { cursor }) }
        const page = await must(api.GET('/api/accounts/{account}/activity', { params: { path: { account }, query } }))
        items.push(...page.items)
        cursor = page.nextCursor
        if (!cursor) break
      }
      return { items, isCut: cursor !== undefined }
    },
  })
}

const titles: Record<Series, string> = {
  done: 'Done or permitted',
  personal: 'Personal data',
  refused: 'Denied or failed',
}

const hourOf = (from: Date) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    from,
  )

/** What an expert did, hour by hour, in the viewer's zone. */
export function Timeline({ expert }: { expert: Expert }) {
  const { data, error, refetch } = useNewestActivity(expert.id)
  const bars = byHour(data?.items ?? [], fewestBars)
  const isCut = data?.isCut || data?.items.some(({ at }) => Date.parse(at) < (bars[0]?.from ?? 0))
  return (
    <Container
      header={
        <Header variant="h2" description="Each request they made and each thing they did, by the hour.">
          Timeline
        </Header>
      }
    >
      <Refused error={error} onRetry={() => refetch()} />
      {isCut && (
        <Alert type="info" statusIconAriaLabel="Info">
          There is more than can be drawn: these are the newest hours. The table below has everything.
        </Alert>
      )}
      <BarChart<Date>
        stackedBars
        height={180}
        hideFilter
        xScaleType="categorical"
        statusType={data || error ? 'finished' : 'loading'}
        loadingText="Counting"
        ariaLabel="What they did, by hour"
        xTitle="Hour"
        yTitle="How often"
        series={(['done', 'refused', 'personal'] as const).map((series) => ({
          type: 'bar' as const,
          title: titles[series],
          data: bars.map(({ from, count }) => ({ x: new Date(from), y: count[series] })),
        }))}
        i18nStrings={{ xTickFormatter: hourOf, yTickFormatter: (y) => (Number.isInteger(y) ? String(y) : '') }}
        detailPopoverSeriesContent={({ series, y }) => ({ key: series.title, value: y })}
        empty={
          <Box textAlign="center" color="text-body-secondary">
            Nothing was done so far.
          </Box>
        }
      />
    </Container>
  )
}

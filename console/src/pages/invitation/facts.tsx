/** What is offered: where, by whom, as what, and until when. */
import Box from '@cloudscape-design/components/box'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { Countdown } from '../../parts/countdown.tsx'
import { Instant } from '../../parts/instant.tsx'
import { inUtc, written } from '../../time.ts'
import { asWhat, type Offer, placeOf } from './offer.ts'

const Quiet = ({ children }: { children: ReactNode }) => (
  <Box color="text-body-secondary" fontSize="body-s">
    {children}
  </Box>
)

/** In the account's own zone, as its people speak of it; UTC stands beside, where no mouse hovers. */
const There = ({ at, timeZone }: { at: string; timeZone: string }) => (
  <SpaceBetween size="xxxs">
    <time dateTime={at}>{written(at, timeZone)}</time>
    <Quiet>
      {inUtc(at)} · {timeZone.replaceAll('_', ' ')} is the account’s time zone
    </Quiet>
  </SpaceBetween>
)

export function Facts({ offer }: { offer: Offer }) {
  const what = asWhat(offer)
  return (
    <KeyValuePairs
      columns={2}
      items={[
        { label: 'partner' in offer ? 'Partner' : 'Account', value: placeOf(offer) },
        { label: 'Invited by', value: offer.invitedBy?.name ?? 'The platform' },
        {
          label: 'Invited',
          value: (
            <>
              {offer.name}
              <Quiet>{offer.email}</Quiet>
            </>
          ),
        },
        {
          label: 'As',
          value: (
            <>
              {what.name}
              {what.meaning && <Quiet>{what.meaning}</Quiet>}
            </>
          ),
        },
        ...until(offer),
        ...waits(offer),
        { label: 'Answer by', value: <AnswerBy at={offer.expiresAt} /> },
      ]}
    />
  )
}

function until(offer: Offer) {
  if ('partner' in offer || offer.kind !== 'expert') return []
  const value = offer.until ? (
    <There at={offer.until} timeZone={offer.account.timeZone} />
  ) : (
    'No end is set; the account can revoke it at any time.'
  )
  return [{ label: 'Access until', value }]
}

function waits(offer: Offer) {
  if ('partner' in offer || !offer.acceptableFrom) return []
  return [
    { label: 'Can be accepted from', value: <There at={offer.acceptableFrom} timeZone={offer.account.timeZone} /> },
  ]
}

const AnswerBy = ({ at }: { at: string }) => (
  <SpaceBetween size="xxxs">
    <Instant at={at} />
    <Countdown until={at} />
  </SpaceBetween>
)

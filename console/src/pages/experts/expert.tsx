import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useParams } from 'wouter'
import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useFollow } from '../../parts/route-link.tsx'
import { Status } from '../../parts/status.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { ActivityTable } from './activity-table.tsx'
import { ExpertDialogs, useExpertActs } from './expert-acts.tsx'
import { Delivery, EndedBy, isRunning, nameOf, scopeOf, Until } from './expert-cells.tsx'
import { type Expert as OneExpert, useExpert, usePolling } from './queries.ts'
import { Reports } from './reports.tsx'
import { Timeline } from './timeline.tsx'

/** One expert: on which terms, with whose consent, what they did, and what was reported of it. */
export function Expert() {
  const { member = '' } = useParams<{ member: string }>()
  const { id, can } = useAccount()
  const follow = useFollow()
  usePolling()
  const { data: expert, error, refetch } = useExpert(member)
  const name = expert ? nameOf(expert) : 'Expert'
  const crumbs = [
    { text: 'Expert access', href: `/accounts/${id}/experts` },
    { text: name, href: '' },
  ]
  return (
    <Page
      title={name}
      header={
        <SpaceBetween size="xs">
          <BreadcrumbGroup items={crumbs} onFollow={follow} ariaLabel="Where you are" />
          {expert ? (
            <ExpertDialogs>
              <Title expert={expert} />
            </ExpertDialogs>
          ) : (
            <Header variant="h1">{name}</Header>
          )}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Refused error={error} onRetry={() => refetch()} />
        {!expert && !error && <Spinner size="large" />}
        {expert && (
          <Container header={<Header variant="h2">Access</Header>}>
            <KeyValuePairs columns={4} minColumnWidth={200} items={facts(expert)} />
          </Container>
        )}
        {expert && can('activity.read') && <Timeline expert={expert} />}
        {expert && can('activity.read') && <ActivityTable expert={expert} />}
        {expert && can('report.read') && <Reports expert={expert} />}
      </SpaceBetween>
    </Page>
  )
}

function Title({ expert }: { expert: OneExpert }) {
  const { offers, start } = useExpertActs(expert)
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      {offers.map(({ id, text, closed }) => (
        <Button key={id} onClick={() => start(id)} {...(closed && { disabled: true, disabledReason: closed })}>
          {text}
        </Button>
      ))}
    </SpaceBetween>
  )
  return (
    <Header
      variant="h1"
      actions={actions}
      description={expert.email ?? 'What they did stays on record, without name and email.'}
    >
      {nameOf(expert)}
    </Header>
  )
}

function facts(expert: OneExpert) {
  const { status, invitedBy, invitedAt, acceptedAt, endedAt, consent, delivery, erasedAt } = expert
  return [
    { label: 'Status', value: <Status status={status} /> },
    { label: 'Access until', value: <Until expert={expert} /> },
    { label: 'Access', value: scopeOf(expert) },
    { label: 'Invitation mail', value: <Delivery delivery={delivery} /> },
    { label: 'Invited by', value: <MemberName id={invitedBy} /> },
    { label: 'Invited', value: <Instant at={invitedAt} /> },
    { label: 'Accepted', value: <Instant at={acceptedAt} none="Not yet" /> },
    {
      label: 'Consent',
      value: (
        <SpaceBetween size="xxxs">
          <span>
            <MemberName id={consent.by} />, wording of version {consent.wordingVersion}
          </span>
          <Instant at={consent.at} />
        </SpaceBetween>
      ),
    },
    ...(isRunning(expert)
      ? []
      : [
          { label: 'Ended', value: <Instant at={endedAt} /> },
          { label: 'Ended by', value: <EndedBy expert={expert.id} by={expert.endedBy} /> },
          { label: 'Details deleted', value: <Instant at={erasedAt} none="No" /> },
        ]),
  ]
}

/** The decision in large words, each layer's own verdict, and what would turn it round. */
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Steps from '@cloudscape-design/components/steps'
import type { Answer } from '../../api/client.ts'
import { Instant } from '../../parts/instant.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { useAccount } from '../../shell/account.tsx'
import { type About, memberPath, tell } from './changes.ts'
import { reasonOf, stepsOf } from './layers.tsx'
import type { Names } from './names.ts'
import type { Question } from './question.ts'

type Explanation = Answer<'explain'>

interface Props {
  explanation: Explanation
  question: Question
  about: About & { name: string }
  names: Names
}

export function AnswerView({ explanation, question, about, names }: Props) {
  return (
    <SpaceBetween size="l">
      <Decision explanation={explanation} question={question} about={about} names={names} />
      <Container
        header={
          <Header variant="h2" description="Asked in this order; the first refusal decides.">
            Layer by layer
          </Header>
        }
      >
        <Steps ariaLabel="Layers" steps={stepsOf(explanation.layers, names)} />
      </Container>
    </SpaceBetween>
  )
}

function Decision({ explanation, question, about, names }: Props) {
  const { decision, layers, flip } = explanation
  const { id, can } = useAccount()
  const refusing = layers.filter(({ verdict }) => verdict === 'refuses')
  const [first, ...also] = refusing.map((told) => reasonOf(told, names))
  const what = `“${names.permission(question.permission)}”`
  const by = layers.find(({ layer, by }) => layer === 'grant' && by)?.by
  return (
    <Container>
      <section aria-label="Answer" aria-live="polite">
        <SpaceBetween size="m">
          <Box
            tagOverride="h2"
            variant="h1"
            padding="n"
            fontSize="display-l"
            fontWeight="heavy"
            color={decision ? 'text-status-success' : 'text-status-error'}
          >
            <Icon name={decision ? 'status-positive' : 'status-negative'} size="inherit" />{' '}
            {decision ? 'Permitted' : 'Denied'}
          </Box>
          <Box fontSize="heading-m">
            {decision
              ? `${about.name} is permitted ${what}${by ? `: it is given by ${names.source(by)}` : ''}.`
              : `${about.name} is denied ${what}, because ${first}.`}
            {also.length > 0 && ` Besides, ${also.join('; ')}.`}
          </Box>
          <Box color="text-body-secondary">
            {question.at ? (
              <>
                As of <Instant at={question.at} />, with roles and settings as they are now.
              </>
            ) : (
              'As of now.'
            )}
          </Box>
          <div>
            <Box variant="h3">{decision ? 'What would end it' : 'What would permit it'}</Box>
            <ul aria-label="What would turn it round">
              {flip.map((change) => (
                <FlipView key={JSON.stringify(change)} told={tell(change, about, names)} />
              ))}
            </ul>
          </div>
          {about.member && can('access.read') && (
            <RouteLink to={`/accounts/${id}/${memberPath(about)}`}>See everything that {about.name} may do</RouteLink>
          )}
        </SpaceBetween>
      </section>
    </Container>
  )
}

function FlipView({ told: { text, path } }: { told: ReturnType<typeof tell> }) {
  const { id } = useAccount()
  return (
    <li>
      {text}{' '}
      {path && (
        <RouteLink to={`/accounts/${id}/${path}`} ariaLabel={`Go there: ${text}`}>
          Go there
        </RouteLink>
      )}
    </li>
  )
}

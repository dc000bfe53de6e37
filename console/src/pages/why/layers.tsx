/** The layers in their order, each with its own verdict. */
import Box from '@cloudscape-design/components/box'
import type { StepsProps } from '@cloudscape-design/components/steps'
import type { Explained } from './explanation.ts'
import type { Names } from './names.ts'
import { layerWords, passingWords, reasonWords } from './reasons.ts'

export const reasonOf = (told: Explained, names: Names): string =>
  told.reason ? reasonWords[told.reason](told.by ?? '', names) : 'a layer refuses'

const looks: Record<Explained['verdict'], { status: StepsProps.Status; text: string }> = {
  passes: { status: 'success', text: 'Passes' },
  refuses: { status: 'error', text: 'Refuses' },
  'not asked': { status: 'stopped', text: 'Not asked' },
}

export const stepsOf = (layers: readonly Explained[], names: Names): StepsProps.Step[] =>
  layers.map((told) => {
    const { name, asks } = layerWords[told.layer]
    const { status, text } = looks[told.verdict]
    return {
      status,
      statusIconAriaLabel: text,
      header: (
        <>
          <Box variant="strong">{name}</Box> · {text}
        </>
      ),
      details: (
        <Box color="text-body-secondary">
          {asks} {detailOf(told, names)}
        </Box>
      ),
    }
  })

function detailOf(told: Explained, names: Names): string {
  if (told.verdict === 'not asked') return ''
  if (told.verdict === 'passes') return passingWords(told.by, names)
  const reason = reasonOf(told, names)
  return `No: ${reason}.`
}

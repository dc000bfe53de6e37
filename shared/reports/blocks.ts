import type { Activity } from '../activity/model.ts'
import type { Block } from '../mails/render.ts'
import type { KeptReport } from './model.ts'

/** What the mails of all reports say alike. Pure. */

/** A mail is read, not archived: beyond this many rows the attached CSV has the rest. */
const rowsShown = 100

const table = (caption: string, activity: readonly Activity[]): Block[] =>
  activity.length === 0
    ? []
    : [
        {
          caption:
            activity.length > rowsShown
              ? `${caption} (the first ${rowsShown} of ${activity.length}; all are attached)`
              : caption,
          head: ['Time (UTC)', 'What', 'On', 'Outcome'],
          rows: activity
            .slice(0, rowsShown)
            .map(({ at, kind, action, resource, outcome, reason, personalData }) => [
              at.slice(0, 19).replace('T', ' '),
              kind === 'decision' ? `asked: ${action}` : action,
              resource.id ? `${resource.type} ${resource.id}` : resource.type,
              [outcome, reason && `(${reason})`, personalData && 'personal data'].filter(Boolean).join(' '),
            ]),
        },
      ]

export const countFacts = ({ counts }: KeptReport) =>
  [
    ['Actions reported by the platform', String(counts.events)],
    ['Requests permitted', String(counts.permitted)],
    ['Attempts denied', String(counts.denied)],
    [
      'Downloads of personal data',
      `${counts.personalData.reported} reported, ${counts.personalData.permitted} permitted`,
    ],
  ] as const

/** What was done and tried, with what deserves a look first; also when it was nothing. */
export const activityBlocks = (activity: readonly Activity[], nothing: string): Block[] => [
  ...(activity.length === 0 ? [{ say: nothing }] : []),
  ...table(
    'Denied attempts',
    activity.filter(({ outcome }) => outcome === 'denied'),
  ),
  ...table(
    'Personal data',
    activity.filter(({ personalData, outcome }) => personalData && outcome !== 'denied'),
  ),
  ...table('Timeline', activity),
]

/** How the reader can tell that what the API answers is what was mailed. `note`: instead of an attachment. */
export const proof = ({ id, sha256 }: KeptReport, note: string | undefined): Block[] => [
  {
    say: `${note ?? 'Everything is in the attached CSV.'} Its SHA-256 digest is below; the report read again through the API has the same.`,
  },
  { facts: [['Report', id] as const, ['SHA-256 of the CSV', sha256] as const] },
]

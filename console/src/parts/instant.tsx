import { inUtc, written } from '../time.ts'

/** A moment in the reader's own zone, UTC on hover; a dash for none. */
export const Instant = ({ at, none = '–' }: { at: string | null | undefined; none?: string }) =>
  at ? (
    <time dateTime={at} title={inUtc(at)}>
      {written(at)}
    </time>
  ) : (
    <span>{none}</span>
  )

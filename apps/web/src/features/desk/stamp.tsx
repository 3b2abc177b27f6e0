import { minutesAndSeconds } from '../clock/clock-words.ts'

/** When something happened, counted from the start of the round. */
export const Stamp = ({ at, startedAt }: { readonly at: number; readonly startedAt: number | null }) =>
  startedAt === null ? null : (
    <time className="tabular shrink-0 text-2xs text-ink-faint" dateTime={new Date(at).toISOString()}>
      {at >= startedAt ? minutesAndSeconds(Math.floor((at - startedAt) / 1000) * 1000) : 'before'}
    </time>
  )

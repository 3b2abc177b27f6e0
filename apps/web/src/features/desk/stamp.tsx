import { momentWords } from '../clock/moment.ts'

/** When something happened, counted from the start of the round. */
export function Stamp({ at, startedAt }: { readonly at: number; readonly startedAt: number | null }) {
  return startedAt === null ? null : (
    <time className="tabular shrink-0 text-2xs text-ink-faint" dateTime={new Date(at).toISOString()}>
      {momentWords(at, startedAt)}
    </time>
  )
}

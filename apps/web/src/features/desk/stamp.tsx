import { use } from 'react'
import { momentWords } from '../clock/moment.ts'
import { MomentAction } from '../clock/moment-action.ts'

/** When something happened, counted from the start of the round, and what can be done from there. */
export function Stamp({ at, startedAt }: { readonly at: number; readonly startedAt: number | null }) {
  const action = use(MomentAction)
  return startedAt === null ? null : (
    <>
      <time className="tabular shrink-0 text-2xs text-ink-faint" dateTime={new Date(at).toISOString()}>
        {momentWords(at, startedAt)}
      </time>
      {action(at)}
    </>
  )
}

import type { ReactNode } from 'react'
import { Dialog } from '../../design/index.ts'
import { minutesAndSeconds } from '../clock/clock-words.ts'

/** What there is to decide now. */
export type Decision = { readonly title: string; readonly lead: string; readonly actions: ReactNode }

/** What there is to decide, and below it what has been kept. */
export function ConsentDialog({ title, lead, actions, children }: Decision & { readonly children?: ReactNode }) {
  return (
    <Dialog title={title} lead={lead} scrolls>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap justify-end gap-2">{actions}</div>
        {children}
      </div>
    </Dialog>
  )
}

/** Nothing where nothing is kept. */
export function KeptList({
  title,
  lead,
  kept,
}: {
  readonly title: string
  readonly lead: string
  readonly kept: readonly { readonly id: number; readonly words: string; readonly remove: ReactNode }[]
}) {
  if (kept.length === 0) return null
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-t border-line pt-3">
      <p className="text-sm text-ink-soft">{lead}</p>
      <ul className="flex flex-col gap-1">
        {kept.map(({ id, words, remove }) => (
          <li key={id} className="flex items-center justify-between gap-3 text-sm">
            <span className="tabular">{words}</span>
            {remove}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How long these stretches are together, in words. A stretch that still runs is not counted. */
export function lengthWords(spans: readonly { readonly from: number; readonly to: number | null }[]): string {
  return minutesAndSeconds(spans.reduce((sum, { from, to }) => sum + (to ?? from) - from, 0))
}

import type { Round } from '@greenroom/session'
import { plural } from '@lingui/core/macro'

/** All that the desk learns of the candidate's think tray. It keeps its line, so that nothing moves when it changes. */
export function TrayCount({ round }: { readonly round: Round }) {
  const cards = round.trayCounted?.cards ?? 0
  if (round.status !== 'running' || cards === 0) return null
  return (
    <p className="shrink-0 border-b border-line px-3 py-1 text-xs text-ink-faint">
      {plural(cards, { one: 'Thinking: # card', other: 'Thinking: # cards' })}
    </p>
  )
}

import type { Round } from '@greenroom/session'
import { plural } from '@lingui/core/macro'

/** All that the desk learns of the candidate's think tray, in the bar at the foot of the room. */
export function TrayCount({ round }: { readonly round: Round }) {
  const cards = round.trayCounted?.cards ?? 0
  if (round.status !== 'running' || cards === 0) return null
  return (
    <p className="shrink-0 self-center text-xs text-ink-faint">
      {plural(cards, { one: 'Thinking: # card', other: 'Thinking: # cards' })}
    </p>
  )
}

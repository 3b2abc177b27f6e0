import type { BoardView } from '@greenroom/board'
import { type Evidence, type Round, textLimits } from '@greenroom/session'
import { clip } from '../../words/clip.ts'
import { minutesAndSeconds } from '../clock/clock-words.ts'

export type EvidenceChoice = { readonly id: string; readonly label: string; readonly evidence: Evidence }

/** What a score can point at: cards of the board, and moments that have a name. */
export function evidenceChoices(round: Round, board: BoardView | null): readonly EvidenceChoice[] {
  const start = round.startedAt ?? 0
  const moments = [
    ...round.phaseStarts.map((one) => ({
      at: one.at,
      label: round.agenda?.[one.phase]?.name ?? `Phase ${one.phase + 1}`,
    })),
    ...round.facts.map((one) => ({ at: one.at, label: `Fact: ${one.label}` })),
    ...round.hints.map((one) => ({ at: one.at, label: `Hint ${one.rung}` })),
    ...round.curveballs.map((one) => ({ at: one.at, label: 'Curveball' })),
    ...round.marks.map((one) => ({ at: one.at, label: one.label === '' ? 'Marked moment' : one.label })),
    ...round.notes.map((one) => ({ at: one.at, label: `Note: ${one.words}` })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ at, label }) => {
      const moment = minutesAndSeconds(Math.floor(Math.max(0, at - start) / 1000) * 1000)
      const words = clip(`${moment} ${label}`, textLimits.evidence)
      return { id: `moment-${at}-${label}`, label: words, evidence: { kind: 'moment' as const, at, label: words } }
    })
  const items = [...(board?.items.values() ?? [])]
    .filter((item) => item.text.trim() !== '')
    .map((item) => {
      const label = clip(item.text.trim(), textLimits.evidence)
      return {
        id: `item-${item.id}`,
        label: `Card: ${label}`,
        evidence: { kind: 'item' as const, item: item.id, label },
      }
    })
  return [...items, ...moments]
}

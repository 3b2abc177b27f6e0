import type { BoardView, Framework } from '@greenroom/board'
import { clip } from '@greenroom/board/clip'
import { type Evidence, type Round, type SessionState, textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { momentWords } from '../clock/moment.ts'

export type EvidenceChoice = { readonly id: string; readonly label: string; readonly evidence: Evidence }
/** Moments of a phase in their order, or the cards of a section. */
export type EvidenceGroup = { readonly id: string; readonly title: string; readonly choices: readonly EvidenceChoice[] }

/** What a score can point at: moments that have a name, by phase, then the cards of the board, by section. */
export function evidenceChoices(
  round: Round,
  board: { readonly view: BoardView; readonly framework: Framework } | null,
): readonly EvidenceGroup[] {
  const moments = [
    ...round.facts.map((one) => ({ at: one.at, label: t`Fact: ${one.label}` })),
    ...round.hints.map((one) => ({ at: one.at, label: t`Hint ${one.rung}` })),
    ...round.curveballs.map((one) => ({ at: one.at, label: t`Curveball` })),
    ...round.marks.map((one) => ({ at: one.at, label: one.label === '' ? t`Marked moment` : one.label })),
    ...round.notes.map((one) => ({ at: one.at, label: t`Note: ${one.words}` })),
  ]
    .sort((a, b) => a.at - b.at)
    .map((one) => choiceOf(round, one))
  const phases = round.phaseStarts.map(({ phase, at }, index) => {
    const title = round.agenda?.[phase]?.name ?? t`Phase ${phase + 1}`
    const until = round.phaseStarts[index + 1]?.at ?? round.endedAt ?? Number.POSITIVE_INFINITY
    const within = moments.filter(({ evidence }) => evidence.at >= at && evidence.at < until)
    return {
      id: `phase-${index}`,
      title: `${momentWords(at, round.startedAt)} ${title}`,
      choices: [choiceOf(round, { at, label: t`Start of ${title}` }), ...within],
    }
  })
  const first = round.phaseStarts[0]?.at ?? Number.POSITIVE_INFINITY
  const before = moments.filter(({ evidence }) => evidence.at < first)
  const after = moments.filter(({ evidence }) => round.endedAt !== null && evidence.at >= round.endedAt)
  const cards = (board?.framework.sections ?? []).map((section) => ({
    id: `section-${section.id}`,
    title: t`Cards: ${section.title}`,
    choices: [...(board?.view.items.values() ?? [])]
      .filter((item) => item.section === section.id && item.text.trim() !== '')
      .map((item) => {
        const label = clip(item.text.trim(), textLimits.evidence)
        return { id: `item-${item.id}`, label, evidence: { kind: 'item' as const, item: item.id, label } }
      }),
  }))
  return [
    { id: 'before', title: t`Before the start`, choices: before },
    ...phases,
    { id: 'after', title: t`After the round`, choices: after },
    ...cards,
  ].filter(({ choices }) => choices.length > 0)
}

function choiceOf(round: Round, { at, label }: { readonly at: number; readonly label: string }) {
  const words = clip(`${momentWords(at, round.startedAt)} ${label}`, textLimits.evidence)
  return { id: `moment-${at}-${label}`, label: words, evidence: { kind: 'moment' as const, at, label: words } }
}

/** Where evidence is seen: the replay at its moment, or at the moment when the card got the words it stands with. */
export function evidenceAddress(session: Pick<SessionState, 'session' | 'createdAt'>, evidence: Evidence): string {
  const replay = `/s/${session.session ?? ''}/replay`
  return evidence.kind === 'moment'
    ? // Rounded up, so that what happened within that second is there.
      `${replay}?t=${Math.ceil((evidence.at - session.createdAt) / 1000)}`
    : `${replay}?card=${encodeURIComponent(evidence.item)}`
}

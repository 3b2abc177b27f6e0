import type { BoardView, Framework } from '@greenroom/board'
import { clip } from '@greenroom/board/clip'
import type { Guide } from '@greenroom/question-bank'
import { type Evidence, type Round, type SessionState, textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { momentWords } from '../clock/moment.ts'

/** `label` is for the person who chooses; everybody is sent the label in `evidence`. */
export type EvidenceChoice = { readonly id: string; readonly label: string; readonly evidence: Evidence }
/** Moments of a phase in order, or the cards of a section. */
export type EvidenceGroup = {
  readonly id: string
  readonly title: string
  readonly choices: readonly EvidenceChoice[]
  /** Which phase of the agenda, or section of the board, it belongs to. */
  readonly phase?: string | undefined
  readonly section?: string | undefined
}

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
    ...round.pins.map((one) => ({ at: one.at, label: one.words === '' ? t`Pin` : t`Pin: ${one.words}` })),
    // For a note that was not shared, others learn its moment but none of its text.
    ...round.notes.map((one) =>
      one.shared
        ? { at: one.at, label: t`Note: ${one.words}` }
        : { at: one.at, label: t`Private note: ${one.words}`, sent: t`Private note` },
    ),
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
      phase: round.agenda?.[phase]?.id,
      choices: [choiceOf(round, { at, label: t`Start of ${title}` }), ...within],
    }
  })
  const first = round.phaseStarts[0]?.at ?? Number.POSITIVE_INFINITY
  const before = moments.filter(({ evidence }) => evidence.at < first)
  const after = moments.filter(({ evidence }) => round.endedAt !== null && evidence.at >= round.endedAt)
  const cards = (board?.framework.sections ?? []).map((section) => ({
    id: `section-${section.id}`,
    title: t`Cards: ${section.title}`,
    section: section.id,
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

function choiceOf(
  round: Round,
  { at, label, sent = label }: { readonly at: number; readonly label: string; readonly sent?: string },
) {
  const said = (words: string): string => clip(`${momentWords(at, round.startedAt)} ${words}`, textLimits.evidence)
  return {
    id: `moment-${at}-${label}`,
    label: said(label),
    evidence: { kind: 'moment' as const, at, label: said(sent) },
  }
}

/** Whether two pieces of evidence point at the same place, whatever their labels. */
export function isSameEvidence(one: Evidence, other: Evidence): boolean {
  return one.kind === 'moment'
    ? other.kind === 'moment' && one.at === other.at
    : other.kind === 'item' && one.item === other.item
}

const stems = (words: string): readonly string[] =>
  words
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .map((word) => word.replace(/s$/, ''))

/**
 * Phases in which a dimension is judged, by id: those whose hints belong to it, and those in which the sections of its reference cards
 * are open; without a guide, those that share a word with its title.
 */
export function phasesOf(
  round: Pick<Round, 'agenda'>,
  guide: Guide | null,
  dimension: { readonly id: string; readonly title: string },
): ReadonlySet<string> {
  const agenda = round.agenda ?? []
  const found = new Set<string>()
  for (const { phase, ceiling } of guide?.hints ?? []) if (ceiling.dimension === dimension.id) found.add(phase)
  if (found.size > 0) return found
  const sections = new Set(
    (guide?.referenceBoard.items ?? []).filter((item) => item.dimension === dimension.id).map(({ section }) => section),
  )
  const words = new Set(stems(`${dimension.id} ${dimension.title}`))
  for (const phase of agenda)
    if (
      sections.size > 0
        ? phase.sections.some((section) => sections.has(section))
        : stems(`${phase.id} ${phase.name}`).some((word) => words.has(word))
    )
      found.add(phase.id)
  return found
}

/** The same choices, what happened in those phases first, then the cards of their sections. */
export function phasesFirst(
  groups: readonly EvidenceGroup[],
  round: Pick<Round, 'agenda'>,
  phases: ReadonlySet<string>,
): readonly EvidenceGroup[] {
  const sections = new Set((round.agenda ?? []).filter(({ id }) => phases.has(id)).flatMap((phase) => phase.sections))
  const rank = ({ phase, section }: EvidenceGroup): number =>
    phase !== undefined && phases.has(phase) ? 0 : section !== undefined && sections.has(section) ? 1 : 2
  return groups.toSorted((a, b) => rank(a) - rank(b))
}

/** Where evidence is shown: the replay at its moment, or at the moment when the card got its present text. */
export function evidenceAddress(session: Pick<SessionState, 'session' | 'createdAt'>, evidence: Evidence): string {
  const replay = `/s/${session.session ?? ''}/replay`
  return evidence.kind === 'moment'
    ? // Rounded up, so that what happened within that second is included.
      `${replay}?t=${Math.ceil((evidence.at - session.createdAt) / 1000)}`
    : `${replay}?card=${encodeURIComponent(evidence.item)}`
}

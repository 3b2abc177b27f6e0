import type { Framework, ItemId } from '@greenroom/board'
import type { ParticipantId, ProjectedEntry, Round, RoundId, Seat } from '@greenroom/session'
import type { BoardTrack } from '../board-track.ts'
import { type Airtime, airtimeOf } from './strip-airtime.ts'
import { blocksOf, type StripBlock } from './strip-blocks.ts'
import { flagsOf, type StripFlag } from './strip-flags.ts'
import { type PhaseSpan, phaseSpansOf, type Span } from './strip-phases.ts'
import { type StripTick, ticksOf } from './strip-ticks.ts'

/**
 * One round in one picture: who worked in which section when, against the planned phases, and what was given. Plain data, and only what the
 * reader of the recording was sent. All times are the store's milliseconds.
 */
export type Strip = {
  readonly round: RoundId
  readonly from: number
  /** The end of the round, or the last thing that happened if it has not ended. */
  readonly to: number
  readonly ended: boolean
  /** The names of all phases, by their index. */
  readonly agenda: readonly string[]
  /** In the order in which they took place; a phase that people came back to is listed twice. */
  readonly phases: readonly PhaseSpan[]
  /** When the clock was paused. */
  readonly pauses: readonly Span[]
  /** One per section, in the order of the board. */
  readonly rows: readonly StripRow[]
  /** Who worked on the board, or had the candidate's seat; the busiest first. */
  readonly people: readonly StripPerson[]
  /** `null`: who speaks when was not measured, or is not for this reader. */
  readonly airtime: Airtime | null
  readonly ticks: readonly StripTick[]
  /** By time; what never happened comes last. */
  readonly flags: readonly StripFlag[]
}

export type StripRow = {
  readonly section: string
  readonly title: string
  /** When a phase that is about this section was running. */
  readonly open: readonly Span[]
  readonly blocks: readonly StripBlock[]
  /** The most people who worked in it at the same time: the number of lanes. */
  readonly lanes: number
  /** Edits in it, and milliseconds in which somebody worked in it. */
  readonly edits: number
  readonly worked: number
  /** Cards with text that are in it at the end. */
  readonly cards: number
}

export type StripPerson = {
  readonly participant: ParticipantId
  readonly seat: Seat | null
  readonly edits: number
  /** Of the cards that exist at the end, those whose first text came from this person. */
  readonly cards: number
}

export type StripInput = {
  /** Its state at the end of the recording. */
  readonly round: Round
  /** The reader's stream; entries of other rounds are skipped. */
  readonly entries: readonly ProjectedEntry[]
  readonly framework: Framework
  /** The round's board over time. */
  readonly track: Pick<BoardTrack, 'steps' | 'viewAt' | 'length'>
}

const isWritten = (words: string): boolean => words.trim() !== ''

/** The strip of a round that was started; `null` before that. */
export function createStrip({ round, entries, framework, track }: StripInput): Strip | null {
  const from = round.startedAt
  if (from === null) return null
  const steps = [...track.steps()]
  const own = entries
    .filter((entry) => 'round' in entry.data && entry.data.round === round.id)
    .toSorted((a, b) => a.at - b.at)
  const to = Math.max(
    from,
    round.endedAt ?? Math.max(from, ...own.map(({ at }) => at), ...steps.slice(-1).map(({ at }) => at)),
  )
  const { phases, pauses } = phaseSpansOf(round, own, from, to)
  const ended = round.endedAt !== null
  const end = track.viewAt(track.length)
  const cards = new Map<string, number>()
  for (const { section, text } of end.items.values())
    if (isWritten(text)) cards.set(section, (cards.get(section) ?? 0) + 1)
  const blocks = blocksOf(steps)
  const rows = framework.sections.map(({ id, title }): StripRow => {
    const row = blocks.get(id) ?? { blocks: [], lanes: 1, edits: 0, worked: 0 }
    const open = phases
      .filter(({ phase }) => round.agenda?.[phase]?.sections.includes(id))
      .map(({ from, to }) => ({ from, to }))
    return { section: id, title, open, ...row, cards: cards.get(id) ?? 0 }
  })
  /** Who gave each card its first text. */
  const authors = new Map<ItemId, ParticipantId>()
  const edits = new Map<ParticipantId, number>()
  for (const { by, changes } of steps) {
    if (by === null) continue
    edits.set(by, (edits.get(by) ?? 0) + 1)
    for (const { after } of changes)
      if (after !== null && isWritten(after.text) && !authors.has(after.id)) authors.set(after.id, by)
  }
  // A second take begins with cards that nobody wrote in it.
  for (const [id, { text }] of track.viewAt(0).items) if (isWritten(text)) authors.delete(id)
  const seated = Object.entries(round.seats).flatMap(([id, seat]) =>
    seat === 'candidate' ? [id as ParticipantId] : [],
  )
  const people = [...new Set([...edits.keys(), ...seated])]
    .map(
      (participant): StripPerson => ({
        participant,
        seat: round.seats[participant] ?? round.seatsBefore[participant] ?? null,
        edits: edits.get(participant) ?? 0,
        cards: [...authors].filter(([id, by]) => by === participant && isWritten(end.items.get(id)?.text ?? '')).length,
      }),
    )
    .toSorted((a, b) => b.edits - a.edits)
  return {
    round: round.id,
    from,
    to,
    ended,
    agenda: (round.agenda ?? []).map(({ name }) => name),
    phases,
    pauses,
    rows,
    people,
    airtime: airtimeOf(entries, round.id, { from, to }),
    ticks: ticksOf(round, from),
    flags: flagsOf({ round, framework, steps, start: track.viewAt(0), ended }),
  }
}

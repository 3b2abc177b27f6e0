import type { ProjectedEntry } from '../fold/entries.ts'
import { type FactStanding, readFactLedger } from '../state/fact-ledger.ts'
import type { ParticipantId } from '../state/ids.ts'
import type { Round } from '../state/state.ts'

/** One accepted edit of a round's board. `at`: the store's milliseconds; `by: null`: the room. */
export type EditMade = { readonly at: number; readonly by: ParticipantId | null }

/** What one person did in a round as its interviewer. */
export type Interviewing = {
  /** The hints they gave, in order. */
  readonly hints: readonly { readonly rung: number; readonly at: number }[]
  /** The facts they gave: asked for, volunteered, or given without saying which. */
  readonly facts: Readonly<Record<Exclude<FactStanding, 'open'>, number>>
  /** Milliseconds from the start of the round to their first hint. `null` without one. */
  readonly firstHintAfter: number | null
  /**
   * The longest stretch, with the clock running, in which nobody edited the board and nobody gave anything or changed the clock. `null` in
   * a round without one. In a tie, the first.
   */
  readonly longestQuiet: { readonly from: number; readonly length: number } | null
  readonly edits: { readonly own: number; readonly all: number }
  /** The guide's probes that were never asked, in its order. */
  readonly probesUnused: readonly { readonly id: string; readonly text: string }[]
}

/** Which entries end a quiet stretch, and whether the clock runs after them; `null`: as before. */
const cuts: Readonly<Partial<Record<ProjectedEntry['kind'], boolean | null>>> = {
  'round-started': true,
  'phase-started': null,
  'clock-resumed': true,
  'clock-paused': false,
  'round-ended': false,
  'round-reopened': false,
  'fact-released': null,
  'hint-given': null,
  'curveball-played': null,
}

/**
 * The interviewer's page about themselves, from entries and the edits of the round's board, both in time order. `round` is the same round,
 * folded.
 */
export function readInterviewing(
  round: Round,
  entries: readonly Pick<ProjectedEntry, 'kind' | 'at' | 'by' | 'data'>[],
  edits: readonly EditMade[],
  who: ParticipantId,
): Interviewing {
  const ofRound = entries.filter(({ data }) => 'round' in data && data.round === round.id)
  const own = ofRound.filter(({ by }) => by === who)
  const given = new Set(
    own.flatMap(({ kind, data }) => (kind === 'fact-released' && 'fact' in data ? [data.fact] : [])),
  )
  const facts = { asked: 0, volunteered: 0, given: 0 }
  for (const { fact, standing } of readFactLedger(round).facts)
    if (standing !== 'open' && given.has(fact)) facts[standing] += 1
  const hints = own.flatMap(({ kind, at, data }) =>
    kind === 'hint-given' && 'rung' in data ? [{ rung: data.rung, at }] : [],
  )
  const byPeople = edits.filter(({ by }) => by !== null)
  return {
    hints,
    facts,
    firstHintAfter: hints[0] === undefined || round.startedAt === null ? null : hints[0].at - round.startedAt,
    longestQuiet: longestQuietOf(ofRound, byPeople),
    edits: { own: byPeople.filter(({ by }) => by === who).length, all: byPeople.length },
    probesUnused: (round.guide?.probes ?? [])
      .filter(({ id }) => round.probes[id] !== true)
      .map(({ id, text }) => ({ id, text })),
  }
}

function longestQuietOf(
  entries: readonly Pick<ProjectedEntry, 'kind' | 'at'>[],
  edits: readonly EditMade[],
): Interviewing['longestQuiet'] {
  const moments: { readonly at: number; readonly runs: boolean | null }[] = edits.map(({ at }) => ({ at, runs: null }))
  for (const { kind, at } of entries) {
    const runs = cuts[kind]
    if (runs !== undefined) moments.push({ at, runs })
  }
  let running = false
  let from = 0
  let longest: { from: number; length: number } | null = null
  for (const { at, runs } of moments.sort((a, b) => a.at - b.at)) {
    if (running && at > from && at - from > (longest?.length ?? 0)) longest = { from, length: at - from }
    running = runs ?? running
    from = at
  }
  return longest
}

import type { z } from 'zod'
import { type EditKind, entryTable, isEdit, type LogEntry, type ProjectedEntry } from '../fold/entries.ts'
import type { EntryKindRow } from '../fold/entry-kind.ts'
import type { ParticipantId, RoundId } from '../state/ids.ts'
import { isDeskSeat, type Seat } from '../state/vocabulary.ts'
import { audienceTable } from './audience.ts'
import { type Erased, erasedIn, keptData } from './erased.ts'

/** Turns a log, entry by entry, into one participant's own gapless stream. */
export type Projector = {
  /** What this participant receives because of this entry, in order: nothing, the entry, or the entry and what it opens. */
  readonly next: (entry: LogEntry) => readonly ProjectedEntry[]
  /** How many have been numbered so far. */
  readonly count: () => number
}

type Numbered = Exclude<LogEntry, { kind: EditKind }>

const nothing: readonly ProjectedEntry[] = []

/**
 * Keys in a fixed order, so that equal streams are equal bytes. `seq`, command ids and versions stay on the server. (Kind and data belong
 * together, which the compiler cannot follow through the copy.)
 */
const numbered = (entry: Numbered, n: number, erased: Erased): ProjectedEntry => {
  const { at, kind, by } = entry
  return { n, at, kind, by, data: keptData(entry, erased) } as ProjectedEntry
}

/** What an entry replaces as long as it is withheld. (Kind and data belong together, which the compiler cannot follow.) */
const replacedBy = (entry: Numbered): string | null => {
  const { replaces } = entryTable[entry.kind] as EntryKindRow<z.ZodType>
  return replaces?.(entry) ?? null
}

/** `erased`: of the log as it is now (`erasedOf`, `erasedIn`); anything deleted later is sent as the deletion that it is. */
export function createProjector(participant: ParticipantId, erased: Erased): Projector {
  let count = 0
  let round: RoundId | null = null
  let seat: Seat | null = null
  let scoresOpen = false
  let gone = false
  /** Entries of the current round that this participant may still receive, in log order. Bounded by the shares of a session. */
  let withheld: Numbered[] = []

  /** Of a round before the current one, whose scores are open: no next round opens before that. */
  const isOfEarlier = ({ data }: Numbered): boolean => 'round' in data && data.round !== round

  const isVisible = (entry: Numbered): boolean => {
    const { live, afterScores } = audienceTable[entry.kind]
    const earlier = isOfEarlier(entry)
    const audience = scoresOpen || earlier ? afterScores : live
    if (audience === 'everyone') return true
    // Seats are those of the current round.
    if (audience === 'desk') return !earlier && isDeskSeat(seat)
    return audience === 'author' && entry.by === participant
  }

  const mayOpenLater = (entry: Numbered): boolean => {
    const { audience, neverOpens }: EntryKindRow<z.ZodType> = entryTable[entry.kind]
    const { live, afterScores } = audience
    return neverOpens !== true && (afterScores === 'everyone' || live === 'desk' || afterScores === 'desk')
  }

  /** Returns whether this entry may open withheld ones: this participant sat down, or the scores opened. */
  const follow = (entry: Numbered): boolean => {
    switch (entry.kind) {
      case 'round-opened':
        round = entry.data.round
        seat = null
        scoresOpen = false
        withheld = []
        return false
      case 'seat-taken':
        if (entry.data.participant === participant) seat = entry.data.seat
        return entry.data.participant === participant
      case 'seat-left':
        if (entry.data.participant === participant) seat = null
        return false
      case 'seat-handed-over':
        if (entry.data.from === participant) seat = null
        if (entry.data.to === participant) seat = entry.data.seat
        return entry.data.to === participant
      case 'round-reopened':
        // Broken seals: scorecards filled in before are void, and open to nobody.
        withheld = withheld.filter((each) => each.kind !== 'scorecard-filled')
        return false
      case 'airtime-deleted':
        // Nobody else is sent it any more, whatever opens.
        withheld = withheld.filter((each) => each.kind !== 'airtime-noted' || each.data.airtime !== entry.data.airtime)
        return false
      case 'scores-opened':
        scoresOpen = entry.data.round === round
        return scoresOpen
      case 'participant-removed':
        gone = entry.data.participant === participant
        return false
      default:
        return false
    }
  }

  const takeOpened = (): readonly Numbered[] => {
    const open = withheld.filter(isVisible)
    withheld = withheld.filter((each) => !isVisible(each))
    return open
  }

  const next = (entry: LogEntry): readonly ProjectedEntry[] => {
    if (gone || isEdit(entry)) return nothing
    const opens = follow(entry)
    const earlier = isOfEarlier(entry)
    const key = earlier ? null : replacedBy(entry)
    if (key !== null) withheld = withheld.filter((each) => replacedBy(each) !== key)
    if (!isVisible(entry)) {
      if (!earlier && mayOpenLater(entry)) withheld.push(entry)
      return nothing
    }
    const told = opens ? [entry, ...takeOpened()] : [entry]
    return told.map((each) => numbered(each, ++count, erased))
  }

  return { next, count: () => count }
}

/** The stream that this participant sees of this log. Pure, so that any server can resume it from any number. */
export function project(log: readonly LogEntry[], participant: ParticipantId): readonly ProjectedEntry[] {
  const projector = createProjector(participant, erasedIn(log))
  const out: ProjectedEntry[] = []
  for (const entry of log) out.push(...projector.next(entry))
  return out
}

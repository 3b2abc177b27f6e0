import {
  audioLevelEvery,
  audioSpokenFrom,
  type EntryKind,
  type ParticipantId,
  type ProjectedEntry,
  placeOfDocument,
  type RoundId,
} from '@greenroom/session'
import * as Y from 'yjs'
import type { RecordedEdit, RecordedSession } from './recorded-session.ts'

/** A session laid out on one timeline. All times are the store's milliseconds. */
export type Timeline = {
  readonly start: number
  readonly end: number
  /** The first moment that is shown: the start of the first round, because nobody watches a lobby; `start` when none was started. */
  readonly from: number
  /** The rounds that were started, in order. */
  readonly rounds: readonly { readonly round: RoundId; readonly startedAt: number }[]
  /**
   * The first moment worth seeing: the first card with its text, otherwise a person's first edit of a round, its first phase, or the start.
   */
  readonly opening: number
  readonly chapters: readonly Chapter[]
  /** Entries that get a mark on the timeline, in order. */
  readonly marks: readonly Mark[]
  /** Stretches longer than `idleAfter` in which nothing happened and nobody is heard. */
  readonly idle: readonly { readonly from: number; readonly to: number }[]
  /** When something happened at all, ascending, from `from` on. */
  readonly times: readonly number[]
  /** How much was edited, by participant, in `activityBins` equal slices of the whole. */
  readonly activity: ReadonlyMap<ParticipantId, readonly number[]>
}

/**
 * A stretch of one round: its lobby (from the second round on), one of its phases, what was added after a reopening, its debrief, or
 * what looked like one until the round was reopened.
 */
export type Chapter = {
  readonly round: RoundId
  readonly from: number
  readonly to: number
  /** Milliseconds at its end that were past the time of its phase. */
  readonly over: number
} & (
  | { readonly kind: 'lobby' | 'reopened' | 'ended' | 'debrief' }
  /** `name` is the agenda's. */
  | { readonly kind: 'phase'; readonly phase: number; readonly name: string }
)

const markedKinds = [
  'prompt-shown',
  'fact-asked',
  'fact-released',
  'hint-given',
  'curveball-played',
  'note-written',
  'note-shared',
  'moment-marked',
  'moment-pinned',
  'clock-paused',
  'clock-resumed',
  'time-added',
  'scorecard-sealed',
  'scores-opened',
  'round-ended',
  'round-reopened',
] as const satisfies readonly EntryKind[]

/** An entry that gets a mark on the timeline. The view that draws it chooses its label. */
export type MarkedEntry = Extract<ProjectedEntry, { readonly kind: (typeof markedKinds)[number] }>

export type Mark = { readonly at: number; readonly entry: MarkedEntry }

/** For each pin only the newest text, at the time it was made; nothing for one that was removed. */
function marksOf(entries: readonly ProjectedEntry[], from: number): readonly Mark[] {
  const pins = new Map<string, ProjectedEntry>()
  for (const entry of entries)
    if (entry.kind === 'moment-pinned' || entry.kind === 'pin-removed')
      pins.set(`${entry.data.round} ${entry.by} ${entry.data.pin}`, entry)
  const standing = new Set(pins.values())
  return entries
    .filter(isMarked)
    .filter((entry) => entry.kind !== 'moment-pinned' || standing.has(entry))
    .map(
      (entry): Mark => ({ at: entry.kind === 'moment-pinned' ? (entry.data.pinnedAt ?? entry.at) : entry.at, entry }),
    )
    .filter(({ at }) => at >= from)
    .sort((a, b) => a.at - b.at)
}

const isMarked = (entry: ProjectedEntry): entry is MarkedEntry =>
  (markedKinds as readonly EntryKind[]).includes(entry.kind)

export const idleAfter = 10_000
export const activityBins = 240

function chaptersOf(entries: readonly ProjectedEntry[], end: number): Chapter[] {
  const chapters: Chapter[] = []
  // Spelled out because the compiler does not see that `begin` changes it.
  let open = null as Chapter | null
  let phases: readonly string[] = []
  // What the running phase has left at a given time.
  let left: (at: number) => number = () => 0
  const begin = (next: Chapter | null, at: number): void => {
    if (open && at > open.from) {
      const over = open.kind === 'phase' ? Math.min(at - open.from, Math.max(0, -left(at))) : 0
      chapters.push({ ...open, to: at, over })
    }
    open = next
  }
  for (const entry of entries) {
    if (entry.kind === 'round-started') phases = entry.data.agenda.map((phase) => phase.name)
    const at = { from: entry.at, to: entry.at, over: 0 }
    if (entry.kind === 'round-opened') begin({ ...at, round: entry.data.round, kind: 'lobby' }, entry.at)
    else if (entry.kind === 'phase-started') {
      const { round, phase } = entry.data
      begin({ ...at, round, kind: 'phase', phase, name: phases[phase] ?? '' }, entry.at)
    } else if (entry.kind === 'round-ended') begin({ ...at, round: entry.data.round, kind: 'debrief' }, entry.at)
    else if (entry.kind === 'round-reopened') {
      if (open?.kind === 'debrief') open = { ...open, kind: 'ended' }
      begin({ ...at, round: entry.data.round, kind: 'reopened' }, entry.at)
    }
    const clock = clockAfter(entry)
    if (clock?.kind === 'running') left = (time) => clock.deadline - time
    else if (clock) left = () => clock.remaining
  }
  begin(null, end)
  return chapters
}

/** What an entry sets the clock to; `null`: it leaves it alone. */
function clockAfter(
  entry: ProjectedEntry,
):
  | { readonly kind: 'running'; readonly deadline: number }
  | { readonly kind: 'paused'; readonly remaining: number }
  | null {
  switch (entry.kind) {
    case 'phase-started':
    case 'clock-resumed':
      return { kind: 'running', deadline: entry.data.deadline }
    case 'clock-paused':
      return { kind: 'paused', remaining: entry.data.remaining }
    case 'time-added':
      return entry.data.clock
    default:
      return null
  }
}

/** What is said about a session afterwards, without limit, is not part of the time that a replay shows. */
const saidAfterwards: ReadonlySet<EntryKind> = new Set<EntryKind>([
  'comment-written',
  'comment-deleted',
  'comment-resolved',
  'observer-comments-set',
  'pins-shown',
  // Sound that is being uploaded, and what becomes of it.
  'audio-part-kept',
  'audio-erased',
  // Speech is noted some seconds after it was heard.
  'airtime-noted',
  'airtime-deleted',
])

/** What also happens when all is over: a session that people simply leave is closed an hour later. A replay does not end with it. */
const comingAndGoing: ReadonlySet<EntryKind> = new Set<EntryKind>([
  'participant-absent',
  'participant-back',
  'session-closed',
  'session-reopened',
  'return-asked',
  'return-answered',
  'device-added',
])

/** Times at which something happened, ascending; `entries` in time order. */
function timesOf(entries: readonly ProjectedEntry[], edits: readonly RecordedEdit[]): number[] {
  const happened = entries.filter(({ kind }) => !saidAfterwards.has(kind))
  const last = happened.findLastIndex(({ kind }) => !comingAndGoing.has(kind))
  return [...happened.slice(0, last + 1), ...edits].map(({ at }) => at).sort((a, b) => a - b)
}

/** Times at which somebody is heard speaking in a recording that is not erased. */
function spokenIn(entries: readonly ProjectedEntry[]): number[] {
  const erased = new Set(entries.flatMap((entry) => (entry.kind === 'audio-erased' ? [entry.data.audio] : [])))
  const times: number[] = []
  for (const entry of entries) {
    if (entry.kind !== 'audio-part-kept' || erased.has(entry.data.audio)) continue
    for (const [index, level] of [...entry.data.levels].entries())
      if (Number.parseInt(level, 16) >= audioSpokenFrom) times.push(entry.data.at + index * audioLevelEvery)
  }
  return times
}

/**
 * Entries in the order in which they were made. A stream has withheld entries at the place where they were opened (a mark of the desk
 * follows the scores), but each entry keeps its time; entries with the same time stay in the stream's order.
 */
export function entriesInTime(entries: readonly ProjectedEntry[]): readonly ProjectedEntry[] {
  return entries.toSorted((a, b) => a.at - b.at)
}

/** Milliseconds without a letter after which a card's text counts as finished. */
const writtenAfter = 2000
/** Somebody who never pauses is waited for no longer than this, in milliseconds. */
const writtenWithin = 60_000

/** Whether an edit contains letters that somebody wrote, and not only an empty card, a place or a field. */
function writesWords({ update }: RecordedEdit): boolean {
  try {
    return Y.decodeUpdate(update).structs.some(
      (struct) =>
        struct instanceof Y.Item && struct.content instanceof Y.ContentString && struct.content.str.trim() !== '',
    )
  } catch {
    // The player reports a recording that cannot be played.
    return false
  }
}

/**
 * When the first card has its text: the moment when the person who began to write it pauses. A board with an empty card shows nothing yet.
 */
function openingOf(chapters: readonly Chapter[], edits: readonly RecordedEdit[], start: number): number {
  const phase = chapters.find((chapter) => chapter.kind === 'phase')
  if (!phase) return start
  const own = edits.filter(
    (edit) => edit.by !== null && edit.at >= phase.from && placeOfDocument(edit.document).kind === 'board',
  )
  const first = own.findIndex(writesWords)
  const begun = own[first]
  if (begun === undefined) return own[0]?.at ?? phase.from
  let last = begun
  for (const edit of own.slice(first + 1)) {
    if (edit.at - last.at > writtenAfter || edit.at - begun.at > writtenWithin) break
    if (edit.by === begun.by && edit.document === begun.document) last = edit
  }
  return last.at
}

/** How much each participant edited in `activityBins` equal slices of a stretch of time; zeros for those who edited nothing in it. */
export function activityIn(
  edits: readonly RecordedEdit[],
  from: number,
  to: number,
): ReadonlyMap<ParticipantId, readonly number[]> {
  const activity = new Map<ParticipantId, number[]>()
  const width = Math.max(1, to - from)
  for (const edit of edits) {
    if (edit.by === null) continue
    const bins = activity.get(edit.by) ?? new Array<number>(activityBins).fill(0)
    activity.set(edit.by, bins)
    if (edit.at < from || edit.at > to) continue
    const bin = Math.min(activityBins - 1, Math.floor(((edit.at - from) / width) * activityBins))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return activity
}

/** The timeline of a recording: what happened when, and where nothing did. Reads every entry and every edit once. */
export function createTimeline(recording: RecordedSession): Timeline {
  const { edits } = recording
  const entries = entriesInTime(recording.entries)
  const times = timesOf(entries, edits)
  const start = times[0] ?? 0
  const spoken = spokenIn(entries)
  // People may talk on when the last word is written.
  const end = spoken.reduce((last, time) => Math.max(last, time + audioLevelEvery), times.at(-1) ?? 0)
  const idle: { from: number; to: number }[] = []
  const busy = [...times, ...spoken.filter((time) => time > start && time < end)].sort((a, b) => a - b)
  for (let index = 1; index < busy.length; index++) {
    const from = busy[index - 1] ?? 0
    const to = busy[index] ?? 0
    if (to - from > idleAfter) idle.push({ from, to })
  }
  const rounds = entries.flatMap((entry) =>
    entry.kind === 'round-started' ? [{ round: entry.data.round, startedAt: entry.at }] : [],
  )
  const from = rounds[0]?.startedAt ?? start
  const activity = activityIn(edits, from, end)
  const marks = marksOf(entries, from)
  const chapters = chaptersOf(entries, end).filter((chapter) => chapter.to > from)
  return {
    start,
    from,
    end,
    opening: openingOf(chapters, edits, from),
    rounds,
    chapters,
    marks,
    idle,
    activity,
    times: times.filter((time) => time >= from),
  }
}

/**
 * Whether the part of a recording that has arrived is enough to open it: at `seconds` from its start or, with `null`, at the first thing
 * worth seeing, which must then be known.
 */
export function isEnoughToOpen(beginning: RecordedSession, seconds: number | null): boolean {
  const { start, end, opening } = createTimeline(beginning)
  if (seconds !== null) return start + seconds * 1000 <= end
  return beginning.edits.some(({ by }) => by !== null) && opening + writtenWithin <= end
}

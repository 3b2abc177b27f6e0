import type { EntryKind, ParticipantId, ProjectedEntry, RoundId } from '@greenroom/session'
import type { RecordedEdit, RecordedSession } from './recorded-session.ts'

/** A session laid out on one line of time. All times are the store's milliseconds. */
export type Timeline = {
  readonly start: number
  readonly end: number
  /** The first moment worth seeing: a person's first edit after a round started, else its first phase, else the start. */
  readonly opening: number
  readonly chapters: readonly Chapter[]
  /** Entries worth a mark on the line, in order. */
  readonly marks: readonly Mark[]
  /** Stretches in which nothing happened, longer than `idleAfter`. */
  readonly idle: readonly { readonly from: number; readonly to: number }[]
  /** How much was edited, by participant, in `activityBins` equal slices of the whole. */
  readonly activity: ReadonlyMap<ParticipantId, readonly number[]>
}

/** A stretch of one round: its lobby, one of its phases, or its debrief. */
export type Chapter = {
  readonly round: RoundId
  readonly title: string
  readonly kind: 'lobby' | 'phase' | 'debrief'
  readonly from: number
  readonly to: number
}

export type Mark = {
  readonly at: number
  readonly kind: EntryKind
  readonly by: ParticipantId | null
  readonly words: string
}

export const idleAfter = 10_000
export const activityBins = 240

/** What the timeline says of an entry; `null` for those that get no mark. */
function wordsOf(entry: ProjectedEntry): string | null {
  switch (entry.kind) {
    case 'prompt-shown':
      return 'Prompt shown'
    case 'fact-asked':
      return `Asked: ${entry.data.question}`
    case 'fact-released':
      return `Fact: ${entry.data.label}`
    case 'hint-given':
      return `Hint ${entry.data.rung}`
    case 'curveball-played':
      return 'Curveball'
    case 'note-written':
      return `Note: ${entry.data.words}`
    case 'note-shared':
      return `Shared note: ${entry.data.words}`
    case 'moment-marked':
      return entry.data.label === '' ? 'Moment marked' : `Marked: ${entry.data.label}`
    case 'clock-paused':
      return 'Clock paused'
    case 'clock-resumed':
      return 'Clock resumed'
    case 'time-added':
      return entry.data.added >= 0 ? 'Time added' : 'Time taken'
    case 'scorecard-sealed':
      return 'Scorecard sealed'
    case 'scores-opened':
      return 'Scores opened'
    case 'round-ended':
      return 'Round ended'
    case 'round-reopened':
      return 'Round reopened'
    default:
      return null
  }
}

function chaptersOf(entries: readonly ProjectedEntry[], end: number): Chapter[] {
  const chapters: Chapter[] = []
  let open: Omit<Chapter, 'to'> | null = null
  let phases: readonly string[] = []
  const begin = (next: Omit<Chapter, 'to'> | null, at: number): void => {
    if (open && at > open.from) chapters.push({ ...open, to: at })
    open = next
  }
  for (const entry of entries) {
    if (entry.kind === 'round-opened') {
      begin({ round: entry.data.round, title: 'Lobby', kind: 'lobby', from: entry.at }, entry.at)
    } else if (entry.kind === 'round-started') {
      phases = entry.data.agenda.map((phase) => phase.name)
    } else if (entry.kind === 'phase-started') {
      const title = phases[entry.data.phase] ?? `Phase ${entry.data.phase + 1}`
      begin({ round: entry.data.round, title, kind: 'phase', from: entry.at }, entry.at)
    } else if (entry.kind === 'round-ended') {
      begin({ round: entry.data.round, title: 'Debrief', kind: 'debrief', from: entry.at }, entry.at)
    } else if (entry.kind === 'round-reopened') {
      begin({ round: entry.data.round, title: 'Reopened', kind: 'phase', from: entry.at }, entry.at)
    }
  }
  begin(null, end)
  return chapters
}

/** Times at which something happened, ascending. */
function timesOf(entries: readonly ProjectedEntry[], edits: readonly RecordedEdit[]): number[] {
  return [...entries.map((entry) => entry.at), ...edits.map((edit) => edit.at)].sort((a, b) => a - b)
}

/**
 * Entries in the order in which they were made. A stream has what was withheld at the place where it was opened (a mark of
 * the desk follows the scores), but each entry keeps its time; of the same time the stream's order holds.
 */
export const entriesInTime = (entries: readonly ProjectedEntry[]): readonly ProjectedEntry[] =>
  entries.toSorted((a, b) => a.at - b.at)

function openingOf(chapters: readonly Chapter[], edits: readonly RecordedEdit[], start: number): number {
  const phase = chapters.find((chapter) => chapter.kind === 'phase')
  if (!phase) return start
  return edits.find((edit) => edit.by !== null && edit.at >= phase.from)?.at ?? phase.from
}

export function createTimeline(recording: RecordedSession): Timeline {
  const { edits } = recording
  const entries = entriesInTime(recording.entries)
  const times = timesOf(entries, edits)
  const start = times[0] ?? 0
  const end = times.at(-1) ?? 0
  const idle: { from: number; to: number }[] = []
  for (let index = 1; index < times.length; index++) {
    const from = times[index - 1] ?? 0
    const to = times[index] ?? 0
    if (to - from > idleAfter) idle.push({ from, to })
  }
  const activity = new Map<ParticipantId, number[]>()
  const width = Math.max(1, end - start)
  for (const edit of edits) {
    if (edit.by === null) continue
    const bins = activity.get(edit.by) ?? new Array<number>(activityBins).fill(0)
    const bin = Math.min(activityBins - 1, Math.floor(((edit.at - start) / width) * activityBins))
    bins[bin] = (bins[bin] ?? 0) + 1
    activity.set(edit.by, bins)
  }
  const marks = entries.flatMap((entry): Mark[] => {
    const words = wordsOf(entry)
    return words === null ? [] : [{ at: entry.at, kind: entry.kind, by: entry.by, words }]
  })
  const chapters = chaptersOf(entries, end)
  return { start, end, opening: openingOf(chapters, edits, start), chapters, marks, idle, activity }
}

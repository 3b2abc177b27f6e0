import type { LogEntry, ProjectedEntry } from './entries.ts'
import type { ParticipantId } from './ids.ts'

/** Turns a log, entry by entry, into one participant's own gapless stream. */
export type Projector = {
  /** What this participant receives because of this entry, in order: it, nothing, or it and what it opens. */
  readonly next: (entry: LogEntry) => readonly ProjectedEntry[]
  /** How many have been numbered so far. */
  readonly count: () => number
}

export const createProjector = (_participant: ParticipantId): Projector => {
  throw new Error('not written yet')
}

/** The stream that this participant sees of this log. Pure, so that any server resumes it from any number. */
export const project = (log: Iterable<LogEntry>, participant: ParticipantId): readonly ProjectedEntry[] => {
  const projector = createProjector(participant)
  const out: ProjectedEntry[] = []
  for (const entry of log) out.push(...projector.next(entry))
  return out
}

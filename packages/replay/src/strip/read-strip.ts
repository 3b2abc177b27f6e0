import { frameworkSchema } from '@greenroom/board'
import { boardOf, type RoundId } from '@greenroom/session'
import { boardForksOf, updatesBefore } from '../board-forks.ts'
import { createBoardTrack } from '../board-track.ts'
import type { RecordedSession } from '../recorded-session.ts'
import { createStates } from '../states-over-time.ts'
import { createStrip, type Strip } from './strip.ts'

/**
 * The strip of one round from a recording alone. `null` when the round was not started, or its framework has a form that only another
 * version can read. Applies every edit of the round's board: where a track is available, `createStrip` is cheaper.
 */
export function readStrip(recording: RecordedSession, id: RoundId): Strip | null {
  const { entries } = recording
  const round = createStates(entries)(Number.POSITIVE_INFINITY).rounds.find((one) => one.id === id)
  const framework = frameworkSchema.safeParse(round?.framework)
  if (round === undefined || !framework.success) return null
  const document = boardOf(id)
  const byDocument = Map.groupBy(recording.edits, (edit) => edit.document)
  const before = updatesBefore(document, boardForksOf(entries), byDocument)
  const track = createBoardTrack(byDocument.get(document) ?? [], undefined, before)
  return createStrip({ round, entries, framework: framework.data, track })
}

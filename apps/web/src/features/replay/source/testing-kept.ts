import { createBoardSeeker, createSeekWorker, type RecordedSession, type SeekAnswer } from '@greenroom/replay'
import { isEdit, type ParticipantId } from '@greenroom/session'
import type { ScriptedSession } from '@greenroom/session/testing'

/** The recording of a scripted session as the server sends it to one participant. For tests. */
export function recordingOf(session: ScriptedSession, who: ParticipantId): RecordedSession {
  const edits = session.log.flatMap((entry) =>
    isEdit(entry) && (entry.kind === 'board-edited' || entry.by === who)
      ? [{ document: entry.data.document, at: entry.at, by: entry.by, n: 0, update: entry.bytes }]
      : [],
  )
  return { entries: session.streamOf(who), edits }
}

/** A seeker without a worker. For tests. */
export function seekerOf({ edits }: RecordedSession) {
  let receive: (answer: SeekAnswer) => void = () => undefined
  const server = createSeekWorker((answer) => receive(answer))
  const seeker = createBoardSeeker(edits, (request) => queueMicrotask(() => server(request)))
  receive = seeker.receive
  return seeker
}

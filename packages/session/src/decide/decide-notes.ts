import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { sessionLimits } from '../rules/session-limits.ts'
import { firstRefusal, type Standing, unlessTakingPart } from '../rules/standing.ts'
import type { NoteId, ParticipantId, RoundId } from '../state/ids.ts'
import type { Note, SessionState } from '../state/state.ts'
import { draft, type Judged } from './draft.ts'

/** One's own note, of whichever round: two people may use the same id and never hear of each other. */
const findNote = (
  state: SessionState,
  author: ParticipantId,
  id: NoteId,
): { readonly round: RoundId; readonly note: Note } | null => {
  for (const round of state.rounds.toReversed()) {
    const note = round.notes.find((each) => each.by === author && each.note === id)
    if (note !== undefined) return { round: round.id, note }
  }
  return null
}

/** Writing under an id that exists replaces the words; what is shared stands as it was shared. */
export const decideWriteNote = (standing: Standing, id: NoteId, words: string): Judged => {
  const { state, round, participant } = standing
  const found = findNote(state, participant, id)
  const own = round.notes.filter((each) => each.by === participant).length
  const code = firstRefusal(
    unlessTakingPart(standing),
    found?.note.shared === true ? 'note-shared' : null,
    found === null && own >= sessionLimits.notesPerAuthor ? 'too-many' : null,
  )
  if (code !== null) return refuse(code)
  return [draft('note-written', { round: found?.round ?? round.id, note: id, words })]
}

const ownUnshared = (standing: Standing, id: NoteId): ReturnType<typeof findNote> | RefusalCode => {
  const found = findNote(standing.state, standing.participant, id)
  if (found === null) return 'unknown-note'
  return found.note.shared ? 'note-shared' : found
}

export const decideRemoveNote = (standing: Standing, id: NoteId): Judged => {
  const found = ownUnshared(standing, id)
  if (found === null || typeof found === 'string') return refuse(found ?? 'unknown-note')
  return [draft('note-removed', { round: found.round, note: id })]
}

/** What others learn of it is a kind of its own, with the words: nothing that was written before them opens. */
export const decideShareNote = (standing: Standing, id: NoteId): Judged => {
  const found = ownUnshared(standing, id)
  if (found === null || typeof found === 'string') return refuse(found ?? 'unknown-note')
  const { words, at } = found.note
  return [draft('note-shared', { round: found.round, note: id, words, writtenAt: at })]
}

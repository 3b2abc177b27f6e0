import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { type CommandContext, contextIn } from '../rules/context.ts'
import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessTakingPart } from '../rules/refusals-if.ts'
import { type NoteId, noteIdSchema, type RoundId, roundIdSchema } from '../state/ids.ts'
import type { Note } from '../state/state.ts'
import { command, entry, words } from './command.ts'

type FoundNote = { readonly round: RoundId; readonly note: Note }

/** A person's own note, in any round: two people may use the same id without ever noticing. */
function findNote({ state, participant }: CommandContext, id: NoteId): FoundNote | null {
  for (const round of state.rounds.toReversed()) {
    const note = round.notes.find((note) => note.by === participant && note.note === id)
    if (note !== undefined) return { round: round.id, note }
  }
  return null
}

function unlessOwnAndPrivate(context: CommandContext, id: NoteId): RefusalCode | null {
  const found = findNote(context, id)
  if (found === null) return 'unknown-note'
  return found.note.shared ? 'note-shared' : null
}

export const noteCommands = {
  /**
   * Writing under an existing id replaces the text; a shared note stays as it was shared. `round`: the round that a new note belongs to, by
   * default the current one.
   */
  writeNote: command({
    schema: z.object({ note: noteIdSchema, words, round: roundIdSchema.optional() }),
    refusal: (current, { note, round }) => {
      const context = contextIn(current, round)
      if (context === null) return 'unknown-round'
      const found = findNote(context, note)
      const own = context.round.notes.filter(({ by }) => by === context.participant).length
      return firstRefusal(
        unlessTakingPart(context),
        found?.note.shared === true ? 'note-shared' : null,
        found === null && own >= sessionLimits.notesPerAuthor ? 'too-many' : null,
      )
    },
    decide: (context, { note, words, round }) => {
      const found = findNote(context, note)
      if (found?.note.words === words) return []
      return [entry('note-written', { round: found?.round ?? round ?? context.round.id, note, words })]
    },
  }),

  removeNote: command({
    schema: z.object({ note: noteIdSchema }),
    refusal: (context, { note }) => unlessOwnAndPrivate(context, note),
    decide: (context, { note }) => {
      const found = findNote(context, note)
      return found === null ? refuse('unknown-note') : [entry('note-removed', { round: found.round, note })]
    },
  }),

  /** A separate kind tells others the text, so that nothing written before opens with it. */
  shareNote: command({
    schema: z.object({ note: noteIdSchema }),
    refusal: (context, { note }) => unlessOwnAndPrivate(context, note),
    decide: (context, { note }) => {
      const found = findNote(context, note)
      if (found === null) return refuse('unknown-note')
      const { words, at } = found.note
      return [entry('note-shared', { round: found.round, note, words, writtenAt: at })]
    },
  }),
}

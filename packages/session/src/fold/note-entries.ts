import { z } from 'zod'
import { changeRound } from '../state/change-round.ts'
import { noteIdSchema } from '../state/ids.ts'
import type { Note } from '../state/state.ts'
import { open, ownWords } from './audience-rows.ts'
import { milliseconds, round, words } from './entry-data.ts'
import { authorOf, entryKind } from './entry-kind.ts'

const isSame = (one: Note, other: Pick<Note, 'note' | 'by'>): boolean => one.note === other.note && one.by === other.by

/** Replaces the note in its place, or adds it at the end. */
const withNote = (notes: readonly Note[], note: Note): readonly Note[] => {
  const index = notes.findIndex((each) => isSame(each, note))
  return index === -1 ? [...notes, note] : notes.with(index, note)
}

export const noteEntries = {
  'note-written': entryKind({
    schema: z.object({ round, note: noteIdSchema, words }),
    audience: ownWords,
    fold: (state, entry) => {
      const { data, at } = entry
      const by = authorOf(entry)
      return changeRound(state, data.round, (round) => {
        const before = round.notes.find((each) => isSame(each, { note: data.note, by }))
        const note: Note = { note: data.note, by, words: data.words, at: before?.at ?? at, shared: false }
        return { ...round, notes: withNote(round.notes, note) }
      })
    },
  }),
  'note-removed': entryKind({
    schema: z.object({ round, note: noteIdSchema }),
    audience: ownWords,
    fold: (state, entry) => {
      const gone = { note: entry.data.note, by: authorOf(entry) }
      return changeRound(state, entry.data.round, (round) => ({
        ...round,
        notes: round.notes.filter((each) => !isSame(each, gone)),
      }))
    },
  }),
  'note-shared': entryKind({
    schema: z.object({ round, note: noteIdSchema, words, writtenAt: milliseconds }),
    audience: { ...open, replayLink: 'words' },
    fold: (state, entry) => {
      const { data } = entry
      const note: Note = { note: data.note, by: authorOf(entry), words: data.words, at: data.writtenAt, shared: true }
      return changeRound(state, data.round, (round) => ({ ...round, notes: withNote(round.notes, note) }))
    },
  }),
}

import type { Note, SessionState } from '../state/state.ts'
import { authorOf, changeRound, type Told } from './fold-rounds.ts'

const isSame = (one: Note, other: Pick<Note, 'note' | 'by'>): boolean => one.note === other.note && one.by === other.by

/** Replaces the note in its place, or adds it at the end. */
const withNote = (notes: readonly Note[], note: Note): readonly Note[] => {
  const index = notes.findIndex((each) => isSame(each, note))
  return index === -1 ? [...notes, note] : notes.with(index, note)
}

export const foldNoteWritten = (state: SessionState, entry: Told<'note-written'>): SessionState => {
  const { data, at } = entry
  const by = authorOf(entry)
  return changeRound(state, data.round, (round) => {
    const before = round.notes.find((each) => isSame(each, { note: data.note, by }))
    const note: Note = { note: data.note, by, words: data.words, at: before?.at ?? at, shared: false }
    return { ...round, notes: withNote(round.notes, note) }
  })
}

export const foldNoteRemoved = (state: SessionState, entry: Told<'note-removed'>): SessionState => {
  const gone = { note: entry.data.note, by: authorOf(entry) }
  return changeRound(state, entry.data.round, (round) => ({
    ...round,
    notes: round.notes.filter((each) => !isSame(each, gone)),
  }))
}

export const foldNoteShared = (state: SessionState, entry: Told<'note-shared'>): SessionState => {
  const { data } = entry
  const note: Note = { note: data.note, by: authorOf(entry), words: data.words, at: data.writtenAt, shared: true }
  return changeRound(state, data.round, (round) => ({ ...round, notes: withNote(round.notes, note) }))
}

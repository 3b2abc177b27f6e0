import type { z } from 'zod'
import type { CommandId, ParticipantId } from '../state/ids.ts'
import { airtimeEntries } from './airtime-entries.ts'
import { audioEntries } from './audio-entries.ts'
import { boardEntries } from './board-entries.ts'
import { caseEntries } from './case-entries.ts'
import { clockEntries } from './clock-entries.ts'
import { commentEntries } from './comment-entries.ts'
import { debriefEntries } from './debrief-entries.ts'
import { deskEntries } from './desk-entries.ts'
import { noteEntries } from './note-entries.ts'
import { pairEntries } from './pair-entries.ts'
import { peopleEntries } from './people-entries.ts'
import { quietEntries } from './quiet-entries.ts'
import { returnEntries } from './return-entries.ts'
import { seatEntries } from './seat-entries.ts'
import { sessionEntries } from './session-entries.ts'
import { trayEntries } from './tray-entries.ts'

/**
 * Every kind of entry: its data, its audience and its meaning. An entry is one fact, in the past tense. Everything that must
 * know the kinds (parsing, folding, projecting, the wire) is derived from this table.
 */
export const entryTable = {
  ...sessionEntries,
  ...peopleEntries,
  ...returnEntries,
  ...seatEntries,
  ...caseEntries,
  ...clockEntries,
  ...quietEntries,
  ...deskEntries,
  ...noteEntries,
  ...debriefEntries,
  ...pairEntries,
  ...commentEntries,
  ...audioEntries,
  ...airtimeEntries,
  ...boardEntries,
  ...trayEntries,
}

export type EntryKind = keyof typeof entryTable
export type EntryData<K extends EntryKind> = z.infer<(typeof entryTable)[K]['schema']>
export const entryKinds = Object.keys(entryTable) as readonly EntryKind[]

/** Whether this version knows entries of this kind: the log of a newer version can hold others. */
export function isEntryKind(kind: string): kind is EntryKind {
  return Object.hasOwn(entryTable, kind)
}

/** The schema of the data of each kind, in today's version. */
export function entryDataSchema(kind: EntryKind): z.ZodType {
  return entryTable[kind].schema
}

/** The kinds that carry a Yjs update: they travel on the document's socket and have no number in a stream. */
export const editKinds = ['board-edited', 'tray-edited'] as const
export type EditKind = (typeof editKinds)[number]

/** Whether an entry is an update of a document. */
export function isEdit<E extends { readonly kind: string }>(
  entry: E,
): entry is Extract<E, { readonly kind: EditKind }> {
  return entry.kind === 'board-edited' || entry.kind === 'tray-edited'
}

/** One fact that is not yet in the log. `by: null` is the room itself. `bytes` only for updates of documents. */
export type NewEntryOf<K extends EntryKind> = K extends EntryKind
  ? {
      readonly kind: K
      /** The version of `data`: what is read is upcast to today's (`entry-versions.ts`). */
      readonly v: number
      readonly by: ParticipantId | null
      readonly command: CommandId | null
      readonly data: EntryData<K>
      readonly bytes: K extends EditKind ? Uint8Array : null
    }
  : never
export type NewEntry = NewEntryOf<EntryKind>

/** One fact of the log. `seq` numbers a session's entries from 1 without gaps; `at` is the store's milliseconds, as data only. */
export type LogEntryOf<K extends EntryKind> = NewEntryOf<K> & { readonly seq: number; readonly at: number }
export type LogEntry = LogEntryOf<EntryKind>

/** What one participant receives: numbered 1, 2, 3 … in their own stream; no `seq`, no command id. */
export type ProjectedEntry = {
  readonly [K in Exclude<EntryKind, EditKind>]: {
    readonly n: number
    readonly at: number
    readonly kind: K
    readonly by: ParticipantId | null
    readonly data: EntryData<K>
  }
}[Exclude<EntryKind, EditKind>]

import { z } from 'zod'
import { commandIdSchema, participantIdSchema } from '../state/ids.ts'
import { type EntryKind, entryDataSchemas, type LogEntry } from './entries.ts'
import { entryVersion, type Upcasts, upcasts } from './entry-versions.ts'

/** One stored row, its data read from JSON. */
export type StoredEntry = {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly v: number
  readonly by: string | null
  readonly command: string | null
  readonly data: unknown
  readonly bytes: Uint8Array | null
}

/** A row that this version of the software cannot read: damaged, or written by a newer one. `cause` says what is wrong. */
export class UnreadableEntry extends Error {
  override readonly name = 'UnreadableEntry'
  readonly seq: number

  constructor(seq: number, sentence: string, cause?: unknown) {
    super(`entry ${seq} cannot be read: ${sentence}`, { cause })
    this.seq = seq
  }
}

const head = {
  seq: z.number().int().min(1),
  at: z.number().int(),
  v: z.number().int().min(1),
  by: participantIdSchema.nullable(),
  command: commandIdSchema.nullable(),
}
const row = <K extends Exclude<EntryKind, 'board-edited'>>(kind: K) =>
  z.object({ ...head, kind: z.literal(kind), data: entryDataSchemas[kind], bytes: z.null() })

const logEntrySchema = z.discriminatedUnion('kind', [
  row('session-created'),
  row('session-closed'),
  row('session-reopened'),
  row('participant-joined'),
  row('participant-named'),
  row('participant-removed'),
  row('round-opened'),
  row('seat-taken'),
  row('seat-left'),
  row('seat-handed-over'),
  row('case-prepared'),
  row('guide-prepared'),
  row('case-made-ready'),
  row('round-started'),
  row('prompt-shown'),
  row('round-ended'),
  row('round-reopened'),
  row('phase-started'),
  row('clock-paused'),
  row('clock-resumed'),
  row('time-added'),
  row('fact-asked'),
  row('fact-released'),
  row('hint-given'),
  row('curveball-played'),
  row('probe-ticked'),
  row('note-written'),
  row('note-removed'),
  row('note-shared'),
  row('moment-marked'),
  row('whisper-sent'),
  row('scorecard-filled'),
  row('scorecard-sealed'),
  row('scores-opened'),
  row('takeaway-set'),
  z.object({
    ...head,
    kind: z.literal('board-edited'),
    data: entryDataSchemas['board-edited'],
    bytes: z.instanceof(Uint8Array),
  }),
])
type Parsed = z.infer<typeof logEntrySchema>
/** `true` as long as the union above holds every kind; `never` breaks the build. @public */
export const everyEntryIsParsed: EntryKind extends Parsed['kind'] ? true : never = true

const isEntryKind = (kind: string): kind is EntryKind => Object.hasOwn(entryDataSchemas, kind)

/** `parseEntry` with a table of its own. */
export const createEntryParser =
  (table: Upcasts) =>
  (stored: StoredEntry): LogEntry => {
    const { seq, kind, v } = stored
    if (!isEntryKind(kind)) throw new UnreadableEntry(seq, `there is no kind ${kind}`)
    const today = entryVersion(kind, table)
    if (!Number.isInteger(v) || v < 1 || v > today) throw new UnreadableEntry(seq, `version ${v} of ${kind} is unknown`)
    try {
      const data = (table[kind] ?? []).slice(v - 1).reduce((old, upcast) => upcast(old), stored.data)
      const parsed = logEntrySchema.parse({ ...stored, v: today, data })
      // Checked, and given back as it stands in the row: parsing reorders what travels along unread.
      return { ...parsed, data } as LogEntry
    } catch (cause) {
      throw new UnreadableEntry(seq, `its ${kind} is malformed`, cause)
    }
  }

/**
 * A stored row as an entry of today: parsed, and lifted to the present version, so that old logs fold for ever. Throws
 * `UnreadableEntry`.
 */
export const parseEntry = createEntryParser(upcasts)

import { z } from 'zod'
import { entryDataSchema, isEdit, isEntryKind, type LogEntry, type ProjectedEntry } from '../fold/entries.ts'
import { commandIdSchema, participantIdSchema } from '../state/ids.ts'
import { lastMoment } from '../state/vocabulary.ts'
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

const headSchema = z.object({
  seq: z.number().int().min(1),
  at: z.number().int(),
  v: z.number().int().min(1),
  by: participantIdSchema.nullable(),
  command: commandIdSchema.nullable(),
})
const noBytes = z.null()
const updateBytes = z.instanceof(Uint8Array)

/** `parseEntry` with its own table. */
export function createEntryParser(table: Upcasts): (stored: StoredEntry) => LogEntry {
  return (stored) => {
    const { seq, kind, v } = stored
    if (!isEntryKind(kind)) throw new UnreadableEntry(seq, `there is no kind ${kind}`)
    const today = entryVersion(kind, table)
    if (!Number.isInteger(v) || v < 1 || v > today) throw new UnreadableEntry(seq, `version ${v} of ${kind} is unknown`)
    try {
      const head = headSchema.parse({ ...stored, v: today })
      const data = (table[kind] ?? []).slice(v - 1).reduce((old, upcast) => upcast(old), stored.data)
      entryDataSchema(kind).parse(data)
      const bytes = (isEdit({ kind }) ? updateBytes : noBytes).parse(stored.bytes)
      // Validated, but returned as it is in the row: parsing would reorder fields that it does not know.
      return { ...head, kind, data, bytes } as LogEntry
    } catch (cause) {
      throw new UnreadableEntry(seq, `its ${kind} is malformed`, cause)
    }
  }
}

/**
 * A stored row as an entry of today: parsed, and upcast to the present version, so that old logs can always be folded. Throws
 * `UnreadableEntry`.
 */
export const parseEntry = createEntryParser(upcasts)

/** An entry of somebody's stream as a file holds it, not yet validated. `n`: its number in the stream. */
export type KeptEntry = {
  readonly n: number
  readonly at: unknown
  readonly kind: unknown
  readonly v: unknown
  readonly by: unknown
  readonly data: unknown
}

const keptHeadSchema = z.object({
  n: z.number().int().min(1),
  at: z.number().int().min(0).max(lastMoment),
  kind: z.string(),
  v: z.number().int().min(1),
  by: participantIdSchema.nullable(),
})

/** The same for an entry of a stream that was stored in a file. Throws `UnreadableEntry`, with its number in the stream. */
export function parseKeptEntry(kept: KeptEntry): ProjectedEntry {
  const head = keptHeadSchema.safeParse(kept)
  if (!head.success) throw new UnreadableEntry(kept.n, 'it is malformed', head.error)
  const { n, at, kind, v, by } = head.data
  if (!isEntryKind(kind) || isEdit({ kind })) throw new UnreadableEntry(n, `there is no kind ${kind}`)
  if (v > entryVersion(kind)) throw new UnreadableEntry(n, `version ${v} of ${kind} is unknown`)
  try {
    const today = (upcasts[kind] ?? []).slice(v - 1).reduce((old, upcast) => upcast(old), kept.data)
    // The kind has chosen the schema of the data, which the type system cannot follow.
    return { n, at, kind, by, data: entryDataSchema(kind).parse(today) } as ProjectedEntry
  } catch (cause) {
    throw new UnreadableEntry(n, `its ${kind} is malformed`, cause)
  }
}

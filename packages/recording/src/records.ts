import {
  type DocumentName,
  documentNameSchema,
  entryVersion,
  lastMoment,
  type ParticipantId,
  parseKeptEntry,
  participantIdSchema,
} from '@greenroom/session'
import { Reader, Writer } from './bytes.ts'
import { recordTags } from './format.ts'
import type { RecordingItem } from './recorded-session.ts'

/** The records of one block. Each block has its own table of strings and its own base time, so that it can be read alone. */

const text = new TextEncoder()
const utf8 = new TextDecoder('utf-8', { fatal: true })

export class RecordsWriter {
  readonly #writer = new Writer()
  readonly #strings = new Map<string, number>()
  #at = 0

  get length(): number {
    return this.#writer.length
  }

  #string(value: string): number {
    const known = this.#strings.get(value)
    if (known !== undefined) return known
    const place = this.#strings.size
    this.#strings.set(value, place)
    this.#writer.byte(recordTags.string)
    this.#writer.counted(text.encode(value))
    return place
  }

  add(item: RecordingItem): void {
    if (item.kind === 'entry') {
      const { at, kind, by, data } = item.entry
      this.#writer.byte(recordTags.entry)
      this.#writer.counted(text.encode(JSON.stringify({ at, kind, v: entryVersion(kind), by, data })))
      return
    }
    const { document, at, by, update } = item.edit
    const documentPlace = this.#string(document)
    const byPlace = by === null ? 0 : 1 + this.#string(by)
    this.#writer.byte(recordTags.edit)
    this.#writer.varuint(documentPlace)
    this.#writer.varuint(at - this.#at)
    this.#writer.varuint(byPlace)
    this.#writer.counted(update)
    this.#at = at
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#writer.take()
  }
}

const stored = (json: unknown, n: number): Parameters<typeof parseKeptEntry>[0] => {
  const of = (name: string): unknown =>
    typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined
  return { n, at: of('at'), kind: of('kind'), v: of('v'), by: of('by'), data: of('data') }
}

/** `entriesBefore`: how many entries the earlier blocks contained. Throws on anything that is malformed. */
export function readRecords(bytes: Uint8Array, entriesBefore: number): readonly RecordingItem[] {
  const reader = new Reader(bytes)
  const items: RecordingItem[] = []
  const strings: string[] = []
  const documents = new Map<number, DocumentName>()
  const people = new Map<number, ParticipantId>()
  const parsed = <Id>(known: Map<number, Id>, place: number, parse: (value: unknown) => Id): Id => {
    const found = known.get(place)
    if (found !== undefined) return found
    const id = parse(strings[place])
    known.set(place, id)
    return id
  }
  let n = entriesBefore
  let editedAt = 0
  while (!reader.done) {
    const tag = reader.byte()
    if (tag === recordTags.string) strings.push(utf8.decode(reader.counted()))
    else if (tag === recordTags.entry) {
      const json: unknown = JSON.parse(utf8.decode(reader.counted()))
      items.push({ kind: 'entry', entry: parseKeptEntry(stored(json, ++n)) })
    } else if (tag === recordTags.edit) {
      const document = parsed(documents, reader.varuint(), (value) => documentNameSchema.parse(value))
      editedAt += reader.varuint()
      if (editedAt > lastMoment) throw new Error('an edit is later than any date')
      const place = reader.varuint()
      const by = place === 0 ? null : parsed(people, place - 1, (value) => participantIdSchema.parse(value))
      items.push({ kind: 'edit', edit: { document, at: editedAt, by, n, update: reader.counted().slice() } })
    } else throw new Error(`there is no record ${tag}`)
  }
  return items
}

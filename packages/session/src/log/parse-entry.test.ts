import { describe, expect, it } from 'vitest'
import { ana, boardEdited, scoreSampleRound, startSampleRound } from '../testing/index.ts'
import { createEntryParser, parseEntry, type StoredEntry, UnreadableEntry } from './parse-entry.ts'

const named: StoredEntry = {
  seq: 3,
  at: 10,
  kind: 'participant-named',
  v: 1,
  by: 'ana',
  command: null,
  data: { participant: 'ana', name: 'Ana' },
  bytes: null,
}
const stored = (entry: StoredEntry): StoredEntry => ({ ...entry, data: JSON.parse(JSON.stringify(entry.data)) })

describe('[S5] a stored entry', () => {
  it('is read back as it was written, byte for byte', () => {
    const session = startSampleRound()
    session.append([boardEdited(ana, new Uint8Array([1, 2, 3]))])
    scoreSampleRound(session)
    for (const entry of session.log) {
      const read = parseEntry(stored(entry))
      expect(read).toEqual(entry)
      expect(JSON.stringify(read.data)).toBe(JSON.stringify(entry.data))
    }
  })

  it('is upcast from its version to today’s, step by step', () => {
    const parse = createEntryParser({
      'participant-named': [
        (data) => ({ who: (data as { participant: string }).participant, name: (data as { name: string }).name }),
        (data) => ({ participant: (data as { who: string }).who, name: `${(data as { name: string }).name}!` }),
      ],
    })
    expect(parse(named)).toMatchObject({ v: 3, data: { participant: 'ana', name: 'Ana!' } })
    expect(parse({ ...named, v: 2, data: { who: 'ana', name: 'Bo' } })).toMatchObject({ v: 3, data: { name: 'Bo!' } })
    expect(parse({ ...named, v: 3 })).toMatchObject({ v: 3, data: { name: 'Ana' } })
    expect(() => parse({ ...named, v: 4 })).toThrow(UnreadableEntry)
  })

  it('is unreadable when it is of no kind, newer than this software, or malformed', () => {
    const bad: readonly Partial<StoredEntry>[] = [
      { kind: 'constructor' },
      { kind: 'participant-sang' },
      { v: 2 },
      { v: 0 },
      { v: 1.5 },
      { seq: 0 },
      { by: 'not an id' },
      { data: { participant: 'ana' } },
      { data: null },
      { bytes: new Uint8Array() },
      { kind: 'board-edited', data: { document: 'board-r1', clients: [] }, bytes: null },
    ]
    for (const change of bad)
      expect(() => parseEntry({ ...named, ...change }), JSON.stringify(change)).toThrow(UnreadableEntry)
    try {
      parseEntry({ ...named, data: null })
    } catch (error) {
      expect(error).toMatchObject({ seq: 3, name: 'UnreadableEntry', cause: { name: 'ZodError' } })
    }
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { entryKinds, type LogEntry } from '../fold/entries.ts'
import { emptySession, fold, foldAll } from '../fold/fold.ts'
import type { ParticipantId } from '../state/ids.ts'
import { erasedIn } from '../view/erased.ts'
import { createProjector, project } from '../view/project.ts'
import { entryVersion } from './entry-versions.ts'
import { parseEntry } from './parse-entry.ts'

/**
 * Entries as the versions named by the files stored them. A new kind or version adds a file (or lines at the end of one of the
 * release that is in the making); no line is ever changed or taken away, for such sessions lie in people's data folders.
 */
const folder = new URL('../../golden/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
const rowsOf = (name: string) =>
  readFileSync(new URL(name, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const row = JSON.parse(line)
      return { ...row, bytes: row.bytes === null ? null : new Uint8Array(Buffer.from(row.bytes, 'base64')) }
    })

describe('[S5] entries that earlier versions stored', () => {
  // The numbers only ever grow: lines are added, and `-u` writes them.
  it('are all still there', () => {
    expect(Object.fromEntries(files.map((name) => [name, rowsOf(name).length]))).toMatchSnapshot()
  })

  it('are of every kind in every version that there has been', () => {
    const stored = new Set(files.flatMap(rowsOf).map((row) => `${row.kind} ${row.v}`))
    const wanted = entryKinds.flatMap((kind) =>
      Array.from({ length: entryVersion(kind) }, (_, index) => `${kind} ${index + 1}`),
    )
    expect(wanted.filter((each) => !stored.has(each))).toEqual([])
  })

  for (const name of files)
    it(`[S5] are parsed, folded and projected: ${name}`, () => {
      const log: readonly LogEntry[] = rowsOf(name).map(parseEntry)
      const state = foldAll(log)
      expect(state).toMatchSnapshot('folded')
      // Folding on from a state that was written down is folding from the start.
      let resumed = emptySession
      for (const entry of log) resumed = fold(JSON.parse(JSON.stringify(resumed)), entry)
      expect(resumed).toEqual(state)
      for (const participant of Object.keys(state.participants) as ParticipantId[]) {
        const stream = project(log, participant)
        expect(stream.map((entry) => entry.n)).toEqual(stream.map((_, index) => index + 1))
        const projector = createProjector(participant, erasedIn(log))
        expect(log.flatMap((entry) => projector.next(entry))).toEqual(stream)
        foldAll(stream)
        expect(stream.map(({ n, kind }) => `${n} ${kind}`)).toMatchSnapshot(`stream of ${participant}`)
      }
    })
})

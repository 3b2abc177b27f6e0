import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { foldAll } from '@greenroom/session'
import { expect, it } from 'vitest'
import { collectRecording } from './collect-recording.ts'
import { checkSeal } from './seal.ts'

/** One file of every format that was ever written. Nothing is taken out of this list. */
const files = [
  {
    name: 'format-1.greenroom',
    key: '7UkoxijRwsbq6QM4kFmVYSlZJzpcY_k2NsFGFKyHN9E',
    entries: 45,
    edits: 808,
    title: 'Measuring Amazon Pay',
    updates: 'eaa9e5fd1e079f22',
  },
] as const

it.each(files)('$name opens as it was written', async ({ name, key, entries, edits, title, updates }) => {
  const bytes = readFileSync(new URL(`../../../test/fixtures/recordings/${name}`, import.meta.url))
  const { header, recording, end } = await collectRecording(
    (async function* () {
      yield bytes
    })(),
  )
  if (!end.ok) throw new Error(JSON.stringify(end.damage))
  expect(header?.cases[0]?.title).toBe(title)
  expect(recording.entries).toHaveLength(entries)
  expect(recording.edits).toHaveLength(edits)
  const hash = createHash('sha256')
  for (const { update } of recording.edits) hash.update(update)
  expect(hash.digest('hex').slice(0, 16)).toBe(updates)
  expect(foldAll(recording.entries).rounds[0]?.status).toBe('scored')
  expect(await checkSeal(end.seal, end.chain, [key])).toBe('signed')
})

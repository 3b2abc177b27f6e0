import { importedRecordingSchema, sharedLookSchema } from '@greenroom/protocol'
import { decodeRecording, encodeRecording, type RecordingItem } from '@greenroom/recording'
import { sampleHeader } from '@greenroom/recording/testing'
import { samplePreparedCase } from '@greenroom/session/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { budgetTable } from '../budgets/budget-table.ts'
import { createBudgets } from '../budgets/index.ts'
import { startSession, startTestServer, type TestServer } from '../testing/test-server.ts'

// Real files, threads and processes, on a machine that may be busy with other tests.
vi.setConfig({ hookTimeout: 60_000 })

let home: TestServer
let away: TestServer
beforeAll(async () => {
  home = await startTestServer()
  away = await startTestServer()
})
afterAll(async () => {
  await home.close()
  await away.close()
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bring = (bytes: Uint8Array) => away.request('POST', '/api/recordings', { body: { file: base64(bytes) } })
/** The bytes that a link opens; `null`: it opens nothing. */
const open = async (secret: string): Promise<Uint8Array | null> => {
  const answer = await fetch(`${away.url}/api/shared/recording`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  })
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null
}
/** What one server hands out of a session with a case. */
async function exported(): Promise<Uint8Array> {
  const owner = await startSession(home, { case: { kind: 'chosen', caseId: samplePreparedCase.public.caseId } })
  const answer = await fetch(`${home.url}/api/sessions/${owner.session}/recording?view=own`, {
    headers: { authorization: `Bearer ${owner.token}` },
  })
  return new Uint8Array(await answer.arrayBuffer())
}
const blocksOf = async (bytes: Uint8Array) => {
  const parts = []
  for await (const part of decodeRecording(
    (async function* () {
      yield bytes
    })(),
  ))
    parts.push(part)
  return parts
}

describe('a recording that is brought to another server', () => {
  it('is opened by its link as it came, byte for byte, shows whose view it is, and is gone once its key has deleted it', async () => {
    const file = await exported()
    const answer = await bring(file)
    expect(answer.status).toBe(201)
    const { id, secret, key, damage } = importedRecordingSchema.parse(answer.json)
    expect(damage).toBeNull()
    expect(await open(secret)).toEqual(file)
    const look = await away.request('POST', '/api/shared/look', { body: { secret } })
    expect(sharedLookSchema.parse(look.json)).toEqual({ view: null, endsAt: null })
    // The link opens it and does not delete it; another key neither.
    const remove = (token: string) => away.request('DELETE', `/api/recordings/${id}`, { token })
    for (const wrong of [secret, 'x'.repeat(43)]) expect((await remove(wrong)).status).toBe(404)
    expect(await open(secret)).toEqual(file)
    expect((await remove(key)).status).toBe(204)
    expect(await open(secret)).toBeNull()
    expect((await remove(key)).status).toBe(404)
  })

  it('is not parsed by the process that everybody’s rooms are in', async () => {
    const file = await exported()
    // White space before the text: as long as the base64 of a large recording.
    const body = `${' '.repeat(1_000_000)}${JSON.stringify({ file: base64(file) })}`
    const parse = vi.spyOn(JSON, 'parse')
    try {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${away.url}/api/recordings`, { method: 'POST', headers, body })
      expect(answer.status).toBe(201)
      expect(Math.max(...parse.mock.calls.map(([text]) => text.length))).toBeLessThan(100_000)
    } finally {
      parse.mockRestore()
    }
  })

  it('is the identity for whatever was recorded', async () => {
    const item = fc.record({ at: fc.nat(1_000_000), letters: fc.uint8Array({ minLength: 2, maxLength: 2 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 20 }), async (edits) => {
        const items = edits
          .toSorted((a, b) => a.at - b.at)
          .map(
            ({ at }): RecordingItem => ({
              kind: 'edit',
              edit: { document: 'board-r1' as never, at, by: null, n: 0, update: Uint8Array.of(0, 0) },
            }),
          )
        const chunks: Uint8Array[] = []
        const source = (async function* () {
          if (items.length > 0) yield items
          return { damaged: false }
        })()
        for await (const chunk of encodeRecording(sampleHeader, source, null)) chunks.push(chunk)
        const file = new Uint8Array(Buffer.concat(chunks))
        const { json, status } = await bring(file)
        expect(status).toBe(201)
        expect(await open(importedRecordingSchema.parse(json).secret)).toEqual(file)
      }),
      { numRuns: 6 },
    )
  })

  it('is kept up to its last sound block where it is damaged, and says what is wrong', async () => {
    const file = await exported()
    const index = (await blocksOf(file)).findIndex(({ kind }) => kind === 'end')
    expect(index).toBeGreaterThan(1)
    const cut = await bring(file.subarray(0, file.length - 20))
    const kept = importedRecordingSchema.parse(cut.json)
    expect(kept.damage).toMatch(/^The end of this file is missing/)
    expect(await open(kept.secret)).toEqual(file.slice(0, file.length - 20))
    const changed = file.slice()
    changed[file.length - 30] = (changed[file.length - 30] ?? 0) ^ 1
    const part = importedRecordingSchema.parse((await bring(changed)).json)
    expect(part.damage).toMatch(/^Block \d+ \(from byte \d+\) has changed since it was written/)
    const sound = await open(part.secret)
    expect(sound?.length).toBeLessThan(file.length)
    expect(sound).toEqual(file.slice(0, sound?.length))
  })

  it('is refused with the reason where nothing of it can be played', async () => {
    const file = await exported()
    const bomb = file.slice()
    // The length to which the header inflates.
    bomb.set([0xff, 0xff, 0xff, 0xff], 15)
    const newer = file.slice()
    newer[9] = 200
    for (const [bytes, words] of [
      [new TextEncoder().encode('hello'), 'This is not a Greenroom recording.'],
      [new TextEncoder().encode('<html></html>'), 'There is no recording in this page.'],
      [file.subarray(0, 60), 'The end of this file is missing'],
      [bomb, 'is larger than a recording can be'],
      [newer, 'from a newer Greenroom'],
      [new Uint8Array(0), 'This is not a Greenroom recording.'],
    ] as const) {
      const { status, json } = await bring(bytes)
      expect([status, json]).toEqual([
        422,
        { error: { code: 'recording-unreadable', message: expect.stringContaining(words) } },
      ])
    }
  })
})

describe('the recordings of one address', () => {
  const most = { perSecond: 0.001, burst: 3_000 }
  const isFree = async (at: TestServer, file: Uint8Array) =>
    (await at.request('POST', '/api/recordings', { body: { file: base64(file) } })).status

  it('fill only their share of what this server keeps', async () => {
    const file = await exported()
    const at = await startTestServer({
      budgets: createBudgets({ table: { ...budgetTable, importedBytes: { address: most } } }),
    })
    try {
      const statuses: number[] = []
      for (let time = 0; time < 8; time++) statuses.push(await isFree(at, file))
      expect(statuses[0]).toBe(201)
      expect(statuses.at(-1)).toBe(429)
      expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(3_000 / file.length + 1)
    } finally {
      await at.close()
    }
  })

  it('are read only so often by one link, however it is asked; another link opens all the same', async () => {
    const file = await exported()
    const at = await startTestServer({
      budgets: createBudgets({
        table: {
          ...budgetTable,
          answers: { ...budgetTable.answers, participant: { ...most, burst: 3 * file.length } },
        },
      }),
    })
    try {
      const keep = async () => {
        const answer = await at.request('POST', '/api/recordings', { body: { file: base64(file) } })
        return importedRecordingSchema.parse(answer.json).secret
      }
      const [first, second] = [await keep(), await keep()]
      const asks = [
        () => at.request('POST', '/api/shared/look', { body: { secret: first } }),
        () => at.request('POST', '/api/shared/recording', { body: { secret: first } }),
        () => at.request('GET', `/api/shared/audio/${'0'.repeat(64)}`, { token: first }),
      ]
      for (const ask of asks) {
        const answers = await Promise.all(Array.from({ length: 20 }, ask))
        expect(new Set(answers.map(({ status }) => status))).toContain(429)
      }
      expect((await at.request('POST', '/api/shared/recording', { body: { secret: second } })).status).toBe(200)
    } finally {
      await at.close()
    }
  })
})

import { generateKeyPairSync, sign as signWith } from 'node:crypto'
import { createSharedProjector } from '@greenroom/session'
import { history, play } from '@greenroom/session/random-history'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64UrlOf, bytesOfBase64Url } from './base64.ts'
import { uint32 } from './bytes.ts'
import { firstLink, nextLink } from './chain.ts'
import { collectRecording } from './collect-recording.ts'
import { deflate } from './deflate.ts'
import { encodeRecording } from './encode-recording.ts'
import { blockHeadLength, blockKinds, recordingLimits } from './format.ts'
import { checkSeal } from './seal.ts'
import { chunksOf, encoded, itemsOf, sampleHeader, sampleLog, sourceOf } from './testing-recordings.ts'

const keyOf = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const key = String(publicKey.export({ format: 'jwk' }).x)
  return {
    key,
    sign: async (message: Uint8Array) =>
      ({ algorithm: 'Ed25519', key, signature: signWith(null, message, privateKey).toString('base64url') }) as const,
  }
}
const read = (bytes: Uint8Array, size?: number, mostInflated?: number) =>
  collectRecording(chunksOf(bytes, size), mostInflated === undefined ? {} : { mostInflated })
const damageOf = async (bytes: Uint8Array) => {
  const { end, recording, header } = await read(bytes)
  return { damage: end.ok ? null : end.damage, recording, header }
}
/** Where each block begins, the end of the last one, and the length of the file. */
const startsOf = (bytes: Uint8Array): readonly number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts: number[] = []
  let at = 10
  while (at < bytes.length - 8) {
    starts.push(at)
    at += blockHeadLength + view.getUint32(at + 1)
  }
  return [...starts, at]
}

describe('a recording', () => {
  it('gives back what was put in, whatever the size of the chunks that it arrives in', async () => {
    const items = itemsOf(sampleLog(3_000))
    const bytes = await encoded(items)
    expect(startsOf(bytes).length).toBeGreaterThanOrEqual(5)
    for (const size of [1_000_000, 777, 13]) {
      const { header, recording, end } = await read(bytes, size)
      expect(header).toEqual(sampleHeader)
      expect(recording.entries).toEqual(items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : [])))
      expect(recording.edits).toEqual(items.flatMap((item) => (item.kind === 'edit' ? [item.edit] : [])))
      expect(end).toMatchObject({ ok: true, damaged: false })
    }
  })

  it('is the identity for any history and any view, and two encodings have the same bytes', async () => {
    const view = fc.record({
      audience: fc.constantFrom('candidate' as const, 'desk' as const),
      names: fc.boolean(),
      words: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(history(), view, async (steps, shared) => {
        const { log } = play(steps)
        const items = itemsOf(log, createSharedProjector(shared, new Set()))
        const header = { ...sampleHeader, view: { kind: 'shared' as const, ...shared } }
        const bytes = await encoded(items, null, header)
        expect(await encoded(items, null, header)).toEqual(bytes)
        const { recording, end } = await read(bytes)
        expect(end.ok).toBe(true)
        expect(JSON.stringify(recording.entries)).toBe(
          JSON.stringify(items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : []))),
        )
        expect(recording.edits).toEqual(items.flatMap((item) => (item.kind === 'edit' ? [item.edit] : [])))
      }),
      { numRuns: 25 },
    )
  })

  it('names the block of any byte that was changed, and reads everything before it', async () => {
    const bytes = await encoded(itemsOf(sampleLog(2_000)), keyOf().sign)
    const starts = startsOf(bytes)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Uint8Array.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ change
        const { damage, recording } = await damageOf(changed)
        // A file of format 1 that says it is of format 2 is read as one, and its first block then does not match.
        if (at < 10 && changed[9] !== 2) {
          expect(['not-a-recording', 'newer']).toContain(damage?.kind)
          return
        }
        // Blocks count from 1; what follows the last one is the tail.
        const block = Math.max(1, starts.findLastIndex((start) => start <= at) + 1)
        expect(damage).toMatchObject({ block })
        if (block > 2) expect(recording.entries.length).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  })

  it('loses little of a short session to one changed byte', async () => {
    const items = itemsOf(sampleLog(1_000))
    const changed = Uint8Array.from(await encoded(items))
    const middle = changed.length >> 1
    changed[middle] = (changed[middle] ?? 0) ^ 1
    const { recording } = await damageOf(changed)
    const all = items.filter(({ kind }) => kind === 'edit').length
    expect(recording.edits.length / all).toBeGreaterThan(0.4)
  })

  it('cut at any byte says so, with the block, and reads the blocks that are whole', async () => {
    const bytes = await encoded(itemsOf(sampleLog(1_500)), keyOf().sign)
    const starts = startsOf(bytes)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length - 1 }), async (length) => {
        const { damage } = await damageOf(bytes.subarray(0, length))
        const block = Math.max(1, starts.findLastIndex((start) => start <= length) + 1)
        expect(damage).toEqual({ kind: 'cut', block, offset: length })
      }),
      { numRuns: 150 },
    )
    expect((await damageOf(new Uint8Array(0))).damage).toEqual({ kind: 'not-a-recording' })
    expect((await damageOf(Uint8Array.from([...bytes, 0]))).damage).toMatchObject({
      kind: 'trailing',
      offset: bytes.length,
    })
  })

  it('of a newer version, or no recording at all, is said to be that', async () => {
    const bytes = Uint8Array.from(await encoded(itemsOf(sampleLog(1))))
    bytes[9] = 3
    expect((await damageOf(bytes)).damage).toEqual({ kind: 'newer', version: 3 })
    for (const other of ['{"format":2}', '<!doctype html>', 'PK\u0003\u0004', '\u0089PNG\r\n\u001a\n'])
      expect((await damageOf(new TextEncoder().encode(other))).damage).toEqual({ kind: 'not-a-recording' })
  })

  it('has no time that a calendar cannot write: not of itself, of an entry, or of an edit', async () => {
    const items = itemsOf(sampleLog(20))
    const late = 9_000_000_000_000_000
    const header = { ...sampleHeader, madeAt: late }
    expect(await damageOf(await encoded(items, null, header))).toMatchObject({ damage: { block: 1 }, header: null })
    for (const kind of ['entry', 'edit'] as const) {
      const changed = items.map((item) => {
        if (item.kind === 'entry') return kind === 'entry' ? { ...item, entry: { ...item.entry, at: late } } : item
        return kind === 'edit' ? { ...item, edit: { ...item.edit, at: late } } : item
      })
      const { damage, recording } = await damageOf(await encoded(changed))
      expect([kind, damage?.kind === undefined, recording[kind === 'entry' ? 'entries' : 'edits'].length]).toEqual([
        kind,
        false,
        0,
      ])
    }
  })

  it('T27: cannot inflate to more than it says, nor to more than its reader takes', async () => {
    const head = (await encoded([])).subarray(0, 10)
    /** A block with a hash that is right, whatever it holds. */
    const bomb = async (content: Uint8Array<ArrayBuffer>, says: number) => {
      const stored = await deflate(content)
      const hash = nextLink(firstLink(head), blockKinds.header, says, stored)
      return Buffer.concat([head, Uint8Array.of(blockKinds.header), uint32(stored.length), uint32(says), hash, stored])
    }
    const zeros = new Uint8Array(64 * 1024 * 1024)
    expect((await damageOf(await bomb(zeros, 1_000))).damage).toMatchObject({ kind: 'unreadable', block: 1 })
    expect((await damageOf(await bomb(zeros, recordingLimits.block + 1))).damage).toMatchObject({
      kind: 'too-large',
      block: 1,
    })
    const letters = (at: number) => new Uint8Array(40).fill(at)
    const bytes = await encoded(itemsOf(sampleLog(4_000, letters)))
    const { end, recording } = await read(bytes, undefined, 130_000)
    expect(end).toMatchObject({ ok: false, damage: { kind: 'too-large' } })
    expect(recording.edits.length).toBeGreaterThan(0)
  })

  it('holds what a newer server wrote into it up to there', async () => {
    const items = itemsOf(sampleLog(1))
    const known = items.findIndex((item) => item.kind === 'entry' && item.entry.kind === 'scores-opened')
    const strange = items.map((item, at) =>
      at === known && item.kind === 'entry' ? { ...item, entry: { ...item.entry, kind: 'tea-served' } } : item,
    )
    const { damage } = await damageOf(await encoded(strange as typeof items))
    expect(damage).toMatchObject({ kind: 'unreadable', block: 2, words: expect.stringContaining('tea-served') })
  })

  it('is signed by a key: known, unknown, forged, or not at all', async () => {
    const ours = keyOf()
    const items = itemsOf(
      sampleLog(20),
      createSharedProjector({ audience: 'desk', names: false, words: false }, new Set()),
    )
    const verdict = async (bytes: Uint8Array, known: readonly string[]) => {
      const { end } = await read(bytes)
      return end.ok ? checkSeal(end.seal, end.chain, known) : end.damage
    }
    const bytes = await encoded(items, ours.sign)
    expect(await verdict(bytes, [keyOf().key, ours.key])).toBe('signed')
    expect(await verdict(bytes, [])).toBe('unknown-key')
    expect(await verdict(await encoded(items), [ours.key])).toBe('not-signed')
    // Somebody who changes the stream can make its hashes right again, but not the signature.
    const replayed = await ours.sign(new Uint8Array(8))
    expect(await verdict(await encoded(items.slice(0, -1), async () => replayed), [ours.key])).toBe('forged')
    const other = keyOf()
    const claimed = async (message: Uint8Array) => ({ ...(await other.sign(message)), key: ours.key })
    expect(await verdict(await encoded(items, claimed), [ours.key])).toBe('forged')
  })

  it('says when the log that it was made of was damaged', async () => {
    const chunks: Uint8Array[] = []
    for await (const chunk of encodeRecording(sampleHeader, sourceOf(itemsOf(sampleLog(1)), true), null))
      chunks.push(chunk)
    expect((await read(Buffer.concat(chunks))).end).toMatchObject({ ok: true, damaged: true })
  })

  it('writes bytes as a link does', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(base64UrlOf(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
        expect(bytesOfBase64Url(base64UrlOf(bytes))).toEqual(bytes)
      }),
    )
  })
})

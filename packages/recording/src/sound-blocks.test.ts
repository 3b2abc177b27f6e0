import { createHash, generateKeyPairSync, sign as signWith } from 'node:crypto'
import { createExportProjector, createSharedProjector, type NewAudioPart, soundToTake } from '@greenroom/session'
import { ana, ben, mia, startSampleRound } from '@greenroom/session/testing'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectRecording } from './collect-recording.ts'
import { encodeRecording } from './encode-recording.ts'
import { blockHeadLength, blockKinds } from './format.ts'
import { checkSeal } from './seal.ts'
import { changeSounds } from './sound-blocks.ts'
import { chunksOf, itemsOf, sampleHeader, sourceOf } from './testing-recordings.ts'

const nameOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const key = String(publicKey.export({ format: 'jwk' }).x)
const sign = async (message: Uint8Array) =>
  ({ algorithm: 'Ed25519', key, signature: signWith(null, message, privateKey).toString('base64url') }) as const

/** Parts of ten seconds, of different sizes. */
const sounds = [300, 9_000, 1, 4_096].map((length, at) => new Uint8Array(length).fill(at + 65))

/** A round in which Ana and Ben were recorded. */
const recorded = () => {
  const session = startSampleRound()
  session.must(ana, { kind: 'askAudio' })
  session.must(ben, { kind: 'answerAudio', audio: 1, agreed: true })
  session.must(mia, { kind: 'answerAudio', audio: 1, agreed: true })
  session.wait(60_000)
  const begun = session.now - 60_000
  for (const [index, bytes] of sounds.entries()) {
    const part: NewAudioPart = {
      audio: 1,
      hash: nameOf(bytes),
      at: begun + index * 10_000,
      length: 10_000,
      bytes: bytes.length,
      type: 'webm',
      levels: '08f',
    }
    session.must(index % 2 === 0 ? ana : ben, { kind: 'keepAudio', part })
  }
  return session
}
const { log, state } = recorded()
const bytesOf = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}
/** The file with its sounds left out. */
const empty = await bytesOf(
  encodeRecording(
    { ...sampleHeader, view: { kind: 'participant', participant: ben, sound: true } },
    sourceOf(itemsOf(log, createExportProjector(ben, new Set(), soundToTake(state)))),
    sign,
  ),
)
const byName = new Map(sounds.map((bytes) => [nameOf(bytes), bytes]))
const fill = (bytes: Uint8Array, size?: number) =>
  bytesOf(changeSounds(chunksOf(bytes, size), async ({ name }) => byName.get(name) ?? null))
const whole = await fill(empty)

const read = async (bytes: Uint8Array, size?: number) => {
  const heard = new Map<string, Uint8Array>()
  const answer = await collectRecording(chunksOf(bytes, size), { sound: (name, sound) => void heard.set(name, sound) })
  return { ...answer, heard }
}
/** Where each block of sound begins. */
const starts = ((): readonly number[] => {
  const found: number[] = []
  for (let at = 10; at < whole.length - 8; at += blockHeadLength + whole.readUInt32BE(at + 1))
    if (whole[at] === blockKinds.sound) found.push(at)
  return found
})()
const names = sounds.map(nameOf)

describe('recorded voices in a file', () => {
  it('come back as they were, whatever the size of the chunks, and the file is proven with them and without them', async () => {
    expect(whole.length).toBe(empty.length + sounds.reduce((sum, { length }) => sum + length, 0))
    for (const size of [1_000_000, 777, 13]) {
      const { heard, end, sounds: found, recording } = await read(whole, size)
      expect([...heard]).toEqual([...byName])
      expect([...found]).toEqual(names.map((name) => [name, 'here']))
      expect(recording.entries.filter(({ kind }) => kind === 'audio-part-kept')).toHaveLength(sounds.length)
      if (!end.ok) throw new Error(JSON.stringify(end.damage))
      expect(await checkSeal(end.seal, end.chain, [key])).toBe('signed')
    }
    const without = await read(empty)
    expect([...without.sounds.values()]).toEqual(names.map(() => 'left-out'))
    if (!without.end.ok) throw new Error(JSON.stringify(without.end.damage))
    expect(await checkSeal(without.end.seal, without.end.chain, [key])).toBe('signed')
  })

  it('are put in and taken out while a file passes through, to the byte', async () => {
    for (const size of [100_000, 91, 1]) {
      expect(await fill(empty, size)).toEqual(whole)
      expect(await bytesOf(changeSounds(chunksOf(whole, size), async () => null))).toEqual(empty)
    }
    // A sound of another length is not put in.
    expect(await bytesOf(changeSounds(chunksOf(empty), async () => new Uint8Array(5)))).toEqual(empty)
    // What is no such file passes through.
    for (const other of [Buffer.from('no recording'), Buffer.alloc(0), whole.subarray(0, 40)])
      expect(await fill(other, 7)).toEqual(other)
  })

  it('that are damaged are named, and nothing else is lost; any changed byte in them is found', async () => {
    const begin = starts[0] ?? 0
    const last = starts.at(-1) ?? 0
    const end = last + blockHeadLength + whole.readUInt32BE(last + 1)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: begin, max: end - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const changed = Uint8Array.from(whole)
          changed[at] = (changed[at] ?? 0) ^ change
          const block = starts.findLastIndex((start) => start <= at)
          const { heard, end: ended, sounds: found, recording } = await read(changed)
          expect(recording.entries.filter(({ kind }) => kind === 'audio-part-kept')).toHaveLength(sounds.length)
          const own = names[block] ?? ''
          const offset = at - (starts[block] ?? 0)
          if (offset >= blockHeadLength + 32) {
            expect([...found.entries()].filter(([, kind]) => kind !== 'here')).toEqual([[own, 'damaged']])
            expect(heard.size).toBe(sounds.length - 1)
            if (!ended.ok) throw new Error(JSON.stringify(ended.damage))
            expect(await checkSeal(ended.seal, ended.chain, [key])).toBe('signed')
            return
          }
          // In what comes before a sound: nothing is proven from there on. Where its lengths still fit, the other sounds are still heard.
          expect(ended.ok).toBe(false)
          for (const [name, bytes] of heard) expect(nameOf(bytes)).toBe(name)
          if (offset >= 9) for (const name of names) if (name !== own) expect(heard.has(name)).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('of a file that ends among them are those before, and all the rest is there', async () => {
    for (const [index, start] of starts.entries()) {
      const { heard, end, recording } = await read(whole.subarray(0, start + blockHeadLength + 32))
      expect([...heard.keys()]).toEqual(names.slice(0, index))
      expect(end).toMatchObject({ ok: false, damage: { kind: 'cut' } })
      expect(recording.entries.at(-1)?.kind).toBe('audio-part-kept')
    }
  })

  it('T27: make no room for what their block only says, and end where there is more than a session keeps', async () => {
    const [start = 0] = starts
    const says = (stored: number, length: number) => {
      const changed = Buffer.from(whole)
      changed.writeUInt32BE(stored, start + 1)
      changed.writeUInt32BE(length, start + 5)
      return changed
    }
    for (const [stored, length] of [
      [0xffff_ffff, 0xffff_ffff],
      [3 * 1024 * 1024, 3 * 1024 * 1024],
      [32, 31],
      [0, 0],
      [33, 999],
    ] as const) {
      const { end, heard } = await read(says(stored, length))
      expect(end).toMatchObject({ ok: false, damage: { kind: 'changed' } })
      expect(heard.size).toBe(0)
    }
  })

  it('cannot carry anything but sound past a block that is not as it was written', async () => {
    // Somebody writes another session in front, and keeps the sealed end of this one.
    const forged = await bytesOf(
      encodeRecording(
        { ...sampleHeader, view: { kind: 'participant', participant: ben, sound: true } },
        sourceOf(itemsOf(log.slice(0, -1), createExportProjector(ben, new Set(), soundToTake(state)))),
        null,
      ),
    )
    const firstSound = (bytes: Buffer): number => {
      for (let at = 10; ; at += blockHeadLength + bytes.readUInt32BE(at + 1))
        if (bytes[at] === blockKinds.sound) return at
    }
    const spliced = Buffer.concat([forged.subarray(0, firstSound(forged)), empty.subarray(firstSound(empty))])
    expect((await read(spliced)).end).toMatchObject({ ok: false, damage: { kind: 'changed' } })
  })

  it('are in a file of a version of their own, and a file without them is what it always was', async () => {
    const projected = createSharedProjector({ audience: 'desk', names: true, words: true }, new Set())
    const view = { kind: 'shared', audience: 'desk', names: true, words: true } as const
    const plain = await bytesOf(encodeRecording({ ...sampleHeader, view }, sourceOf(itemsOf(log, projected)), null))
    expect([plain[9], whole[9]]).toEqual([1, 2])
    for (const bytes of sounds) expect(plain.includes(nameOf(bytes))).toBe(false)
  })
})

import { pageMarks, type Seal } from '@greenroom/recording'
import { encoded, itemsOf, sampleLog } from '@greenroom/recording/testing'
import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { createSigner } from './signer.ts'
import { verifyRecording } from './verify-recording.ts'

const ours = createSigner(new Uint8Array(32).fill(1))
const theirs = createSigner(new Uint8Array(32).fill(2))
/** An update that changes nothing. */
const empty = () => Uint8Array.of(0, 0)
let sound: Uint8Array<ArrayBuffer>
beforeAll(async () => {
  sound = Uint8Array.from(await encoded(itemsOf(sampleLog(300, empty)), ours.sign))
})
const said = async (file: Uint8Array<ArrayBuffer>, known = [ours.key]) => {
  const { isProven, sentences } = await verifyRecording(file, known)
  return { isProven, words: sentences.join('\n') }
}

it('proves a file of a server whose key is named, and a page that was saved with it', async () => {
  const { isProven, words } = await said(sound)
  expect([isProven, words]).toEqual([true, expect.stringContaining('Undamaged')])
  expect(words).toContain('300 edits')
  const page = `<!doctype html>${pageMarks.begin}${Buffer.from(sound).toString('base64')}${pageMarks.end}`
  expect((await said(Uint8Array.from(Buffer.from(page)))).isProven).toBe(true)
  expect((await said(Uint8Array.from(Buffer.from('<!doctype html>')))).words).toContain('no recording in this page')
})

it('does not prove what is signed with a foreign key, forged or not signed, and says which', async () => {
  expect(await said(sound, [theirs.key])).toEqual({ isProven: false, words: expect.stringContaining(ours.key) })
  expect((await said(sound, [])).words).toContain('does not prove who made it')
  const unsigned = Uint8Array.from(await encoded(itemsOf(sampleLog(3, empty))))
  expect(await said(unsigned)).toEqual({ isProven: false, words: expect.stringContaining('Not signed') })
  const claimed = async (message: Uint8Array<ArrayBuffer>): Promise<Seal> =>
    ({ ...(await theirs.sign(message)), key: ours.key }) as Seal
  const forged = Uint8Array.from(await encoded(itemsOf(sampleLog(3, empty)), claimed))
  expect(await said(forged)).toEqual({ isProven: false, words: expect.stringContaining('Do not rely on it') })
  // Somebody with a key of their own can sign anything: what no board accepts is still reported.
  const senseless = Uint8Array.from(await encoded(itemsOf(sampleLog(3, () => Uint8Array.of(255))), ours.sign))
  expect(await said(senseless)).toEqual({ isProven: false, words: expect.stringContaining('contradict each other') })
})

it('says of a file that is cut at any byte, or has any byte changed, where it is damaged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length - 2), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const cut = await said(sound.slice(0, at + 1))
      expect(cut).toEqual({ isProven: false, words: expect.stringMatching(/cut off in block \d+/) })
      const changed = sound.slice()
      changed[at] = (changed[at] ?? 0) ^ change
      expect(await said(changed)).toEqual({
        isProven: false,
        words: expect.stringMatching(/[Bb]lock \d+|not a Greenroom recording|newer Greenroom/),
      })
    }),
    { numRuns: 60 },
  )
  const newer = sound.slice()
  newer[9] = 3
  expect((await said(newer)).words).toContain('format 3, from a newer Greenroom')
  expect((await said(Uint8Array.from([...sound, 7]))).words).toContain('added after the end')
})

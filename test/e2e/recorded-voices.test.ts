import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testFramework } from '@greenroom/board/testing'
import { changeSounds } from '@greenroom/recording'
import { chunksOf, encoded, itemsOf, sampleHeader } from '@greenroom/recording/testing'
import { createExportProjector, soundToTake } from '@greenroom/session'
import { ana, ben, mia, samplePreparedCase, startSampleRound } from '@greenroom/session/testing'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { openStage } from './stage.ts'

const stage = openStage()
const folder = mkdtempSync(join(tmpdir(), 'greenroom-announcers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const patience = { timeout: 30_000 }
const minutes = 45
const partLength = 10_000

/** Runs in a page: ten seconds as a browser records them, with a short tone each second, and when those begin in it. */
async function recordTones(): Promise<{ readonly sound: readonly number[]; readonly tones: readonly number[] }> {
  const context = new AudioContext()
  const { sampleRate } = context
  const tone = context.createBuffer(1, 10 * sampleRate, sampleRate)
  const samples = tone.getChannelData(0)
  for (let second = 0; second < 10; second += 1)
    for (let at = 0; at < 0.1 * sampleRate; at += 1)
      samples[Math.round((second + 0.4) * sampleRate) + at] = 0.5 * Math.sin((2 * Math.PI * 600 * at) / sampleRate)
  const source = context.createBufferSource()
  source.buffer = tone
  const out = context.createMediaStreamDestination()
  source.connect(out)
  const recorder = new MediaRecorder(out.stream, { mimeType: 'audio/webm;codecs=opus', audioBitsPerSecond: 32_000 })
  const pieces: Blob[] = []
  recorder.ondataavailable = ({ data }) => pieces.push(data)
  const ended = new Promise((resolve) => {
    recorder.onstop = resolve
  })
  recorder.start()
  source.start()
  source.onended = () => recorder.stop()
  await ended
  const sound = await new Blob(pieces).arrayBuffer()
  const bytes = [...new Uint8Array(sound)]
  const decoded = await new OfflineAudioContext(1, 1, 24_000).decodeAudioData(sound)
  const tones: number[] = []
  let silentSince = Number.NEGATIVE_INFINITY
  for (const [at, sample] of decoded.getChannelData(0).entries()) {
    if (Math.abs(sample) < 0.15) continue
    if (at - silentSince > 12_000) tones.push(at / 24)
    silentSince = at
  }
  return { sound: bytes, tones }
}

/** Runs in a page: notes when a voice begins to sound after silence, and where the replay stands all the while. Both by the machine's milliseconds. */
function noteTones(): void {
  const noted: {
    readonly tones: number[]
    readonly pitches: number[]
    readonly places: [at: number, place: number][]
  } = {
    tones: [],
    pitches: [],
    places: [],
  }
  Reflect.set(window, 'noted', noted)
  const position = '[aria-label="Position in the session"] input'
  const notePlace = ({ value }: HTMLInputElement): void => void noted.places.push([Date.now(), Number(value)])
  const Pieces: new (of: { readonly track: MediaStreamTrack }) => { readonly readable: ReadableStream<AudioData> } =
    Reflect.get(window, 'MediaStreamTrackProcessor')
  const listen = async (stream: MediaStream): Promise<void> => {
    const [track] = stream.getAudioTracks()
    if (track === undefined) return
    const pieces = new Pieces({ track }).readable.getReader()
    let machine = Infinity
    let loudAt = -Infinity
    for (;;) {
      const { value: piece } = await pieces.read()
      if (piece === undefined) return
      const { timestamp, duration, numberOfFrames, sampleRate } = piece
      machine = Math.min(machine, Date.now() - (timestamp + duration) / 1000)
      const samples = new Float32Array(numberOfFrames)
      piece.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
      piece.close()
      const first = samples.findIndex((sample) => Math.abs(sample) > 0.15)
      if (first === -1) continue
      // A piece that is loud from end to end: how often it swings in a second.
      const crossings = samples.reduce(
        (count, sample, at) => count + Number(sample >= 0 !== (samples[at - 1] ?? 0) >= 0),
        0,
      )
      if (first < 20 && samples.slice(-60).some((sample) => Math.abs(sample) > 0.15))
        noted.pitches.push((crossings / 2) * (sampleRate / numberOfFrames))
      const at = machine + timestamp / 1000 + (first * 1000) / sampleRate
      if (at - loudAt > 400) noted.tones.push(at)
      loudAt = at
    }
  }
  const play = HTMLMediaElement.prototype.play
  const heard = new WeakSet<HTMLMediaElement>()
  HTMLMediaElement.prototype.play = function () {
    const capture: () => MediaStream = Reflect.get(this, 'captureStream')
    const stream = heard.has(this) ? null : capture.call(this)
    heard.add(this)
    const slider = document.querySelector<HTMLInputElement>(position)
    if (slider !== null) notePlace(slider)
    if (stream !== null) {
      void listen(stream)
      stream.onaddtrack = () => void listen(stream)
    }
    return play.call(this)
  }
  // As soon as it is shown: read once a frame, it would be that of the frame before, which is long ago on a busy machine.
  const shown = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  Object.defineProperty(HTMLInputElement.prototype, 'value', {
    ...shown,
    set(this: HTMLInputElement, next: string) {
      shown?.set?.call(this, next)
      if (this.matches(position)) notePlace(this)
    },
  })
}
type Noted = {
  readonly tones: readonly number[]
  readonly pitches: readonly number[]
  readonly places: readonly (readonly [number, number])[]
}
const notedIn = (page: Page): Promise<Noted> => page.evaluate(() => Reflect.get(window, 'noted'))

const seekTo = (page: Page, milliseconds: number): Promise<void> =>
  page.getByRole('slider', { name: 'Position in the session' }).evaluate((input: HTMLInputElement, value) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    set?.call(input, String(value))
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }, milliseconds)

/** A round of 45 minutes in which Ana is recorded without a pause, and Ben but for each third part. */
async function writeRecording(path: string, sound: Uint8Array): Promise<{ readonly startedAt: number }> {
  const framework = JSON.parse(JSON.stringify(testFramework))
  const session = startSampleRound('peer', 0, { ...samplePreparedCase, framework })
  session.must(ana, { kind: 'askAudio' })
  for (const who of [ben, mia]) session.must(who, { kind: 'answerAudio', audio: 1, agreed: true })
  const sounds = new Map<string, Uint8Array>()
  for (let part = 0; part < (minutes * 60_000) / partLength; part += 1) {
    session.wait(partLength)
    for (const [who, by] of [ana, ben].entries()) {
      if (by === ben && part % 3 === 2) continue
      // The same sound under another name: an element that readers of the format skip.
      const bytes = Uint8Array.of(...sound, 0xec, 0x83, part >> 8, part & 255, who)
      const hash = createHash('sha256').update(bytes).digest('hex')
      sounds.set(hash, bytes)
      const at = session.now - partLength
      const levels = '08f8'.repeat(10)
      session.must(by, {
        kind: 'keepAudio',
        part: { audio: 1, hash, at, length: partLength, bytes: bytes.length, type: 'webm', levels },
      })
    }
  }
  session.must(ana, { kind: 'stopAudio', audio: 1, erase: false })
  const header = { ...sampleHeader, view: { kind: 'participant', participant: ben, sound: true } } as const
  const projector = createExportProjector(ben, new Set(), soundToTake(session.state))
  const file = await encoded(itemsOf(session.log, projector), null, header)
  const chunks: Uint8Array[] = []
  for await (const chunk of changeSounds(chunksOf(file), async ({ name }) => sounds.get(name) ?? null))
    chunks.push(chunk)
  writeFileSync(path, Buffer.concat(chunks))
  return { startedAt: session.round.startedAt ?? 0 }
}

const seeks = 6

describe('recorded voices', () => {
  it('are heard within a tenth of a second of the board, wherever one goes in 45 minutes', async () => {
    const { page, watch } = await stage.enter('Rita')
    await page.addInitScript(noteTones)
    await page.goto(`${stage.server().url}/recording`)
    await page.mouse.click(1, 1)
    const { sound, tones } = await page.evaluate(recordTones)
    expect(tones).toHaveLength(10)
    const file = join(folder, 'long.greenroom')
    await writeRecording(file, Uint8Array.from(sound))
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('region', { name: 'Voices' }).waitFor()
    await page.getByText('Skip idle time').click()

    const off: number[] = []
    const listen = async (from: number, count: number): Promise<void> => {
      await seekTo(page, from)
      const before = (await notedIn(page)).tones.length
      await page.getByRole('button', { name: 'Play', exact: true }).click()
      // Where the last one was heard is known once a place has been shown after it. The number alone: all that is noted, read again and again,
      // would hold the page up.
      const placedNow = () =>
        page.evaluate(() => {
          const { tones, places } = Reflect.get(window, 'noted') as Noted
          const shownAt = places.at(-1)?.[0] ?? 0
          return tones.filter((heard) => heard <= shownAt).length
        })
      await expect.poll(placedNow, patience).toBeGreaterThanOrEqual(before + count)
      await page.getByRole('button', { name: 'Pause', exact: true }).click()
      const noted = await notedIn(page)
      for (const heard of noted.tones.slice(before)) {
        const next = noted.places.findIndex(([at]) => at >= heard)
        const [one, other] = [noted.places[next - 1], noted.places[next]]
        if (one === undefined || other === undefined) continue
        const place = one[1] + ((other[1] - one[1]) * (heard - one[0])) / Math.max(1, other[0] - one[0])
        const within = place % partLength
        const nearest = tones
          .flatMap((tone) => [tone - partLength, tone, tone + partLength])
          .reduce((best, tone) => (Math.abs(within - tone) < Math.abs(within - best) ? tone : best))
        off.push(within - nearest)
      }
    }
    // Between two tones: of one that is met in its middle nobody could say when it began.
    for (let seek = 0; seek < seeks; seek += 1)
      await listen(Math.round(((minutes * 60_000 - 20_000) * seek) / (seeks - 1)) + seek * 59, 4)
    // And on from one part to the next.
    await listen(20 * 60_000 - 2_800, 5)
    expect(off.length).toBeGreaterThanOrEqual((seeks + 1) * 4)
    for (const one of off) expect(Math.abs(one)).toBeLessThanOrEqual(100)
    // Twice as fast, with the same pitch.
    await page.getByRole('button', { name: /Speed/ }).click()
    await page.getByRole('option', { name: '2×', exact: true }).click()
    const before = (await notedIn(page)).pitches.length
    await listen(10 * 60_000, 6)
    const pitches = (await notedIn(page)).pitches.slice(before).toSorted((a, b) => a - b)
    expect(pitches[Math.floor(pitches.length / 2)]).toBeGreaterThan(500)
    expect(pitches[Math.floor(pitches.length / 2)]).toBeLessThan(700)
    expect(watch.faults).toEqual([])
  })
})

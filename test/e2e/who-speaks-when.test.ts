import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import {
  type ClipName,
  composedRate,
  composeSpeech,
  type KnownSpeech,
  overlapOf,
  readClip,
} from '@greenroom/call/testing'
import { admissionSchema, replayPageSchema } from '@greenroom/protocol'
import { readStrip } from '@greenroom/replay'
import { openAirtime, type ProjectedEntry, roundIdSchema } from '@greenroom/session'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { givingFlags, speakingFlags, writeSamples } from '../fixtures/spoken.ts'
import { faultsOf } from './axe-faults.ts'
import { noteOwnVoice } from './own-voice.ts'
import { meet, startRound } from './room-steps.ts'
import { scoreRound } from './score-round.ts'
import { openStage } from './stage.ts'

const stage = openStage()
const folder = mkdtempSync(pathOf(tmpdir(), 'greenroom-speech-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const patience = { timeout: 30_000, interval: 250 }
/** For what the server is asked each time. */
const asking = { ...patience, interval: 500 }

/** What a microphone plays again and again. Milliseconds. */
const period = 12_000
const clip = (name: ClipName): Float32Array =>
  readClip(readFileSync(new URL(`../../packages/call/src/testing/${name}.wav`, import.meta.url)))
const spoken = (clips: readonly (readonly [ClipName, at: number])[]) =>
  composeSpeech(
    period,
    clips.map(([name, at]) => ({ clip: clip(name), at })),
  )
/** Together they speak for longer than the period lasts: however the two meet, they speak at once somewhere. */
const speech = {
  Ana: spoken([
    ['goal', 500],
    ['question', 3_600],
    ['week', 9_000],
  ]),
  Ben: spoken([
    ['goal', 300],
    ['question', 3_400],
    ['retention', 6_450],
    ['yes', 10_000],
  ]),
}

type Piece = readonly [at: number, level: number]
type Heard = { readonly pieces: readonly Piece[]; readonly machine: number }
const heardBy = (page: Page): Promise<Heard> => page.evaluate(() => Reflect.get(window, 'heard'))
/** Waits until that much more of its own microphone has come to a page. Milliseconds. */
const listenFor = async (page: Page, milliseconds: number): Promise<void> => {
  const count = () => page.evaluate(() => (Reflect.get(window, 'heard') as Heard).pieces.length)
  const before = await count()
  await expect.poll(count, { ...patience, timeout: 60_000 }).toBeGreaterThan(before + milliseconds / 10)
}

/**
 * When its microphone's file began, each time, by the loudness of what came: the machine's milliseconds. A machine with much to do plays it in fits
 * and starts, so that each time is looked for by itself.
 */
function beginningsOf({ pieces, machine }: Heard, samples: Float32Array): readonly number[] {
  const step = composedRate / 100
  const levels = Array.from({ length: samples.length / step }, (_, index) =>
    Math.sqrt(samples.subarray(index * step, (index + 1) * step).reduce((sum, one) => sum + one * one, 0) / step),
  )
  const heard = pieces.map(([at, level]) => [at + machine, level] as const)
  /** How alike what was heard within a period is to the file, if that began then. */
  const likenessAt = (offset: number, among: typeof heard): number => {
    let [both, one, other] = [0, 0, 0]
    for (const [at, level] of among) {
      const known = levels[Math.floor(((((at - offset) % period) + period) % period) / 10)] ?? 0
      both += level * known
      one += level * level
      other += known * known
    }
    return both / Math.sqrt(one * other)
  }
  const bestOf = (offsets: readonly number[], among: typeof heard): number =>
    offsets
      .map((offset) => ({ offset, likeness: likenessAt(offset, among) }))
      .reduce((best, one) => (one.likeness > best.likeness ? one : best)).offset
  const steps = (from: number, to: number) => Array.from({ length: (to - from) / 10 }, (_, index) => from + index * 10)
  const last = heard.at(-1)?.[0] ?? 0
  // The newest whole period first, and from there back.
  const beginnings: number[] = []
  const inPeriod = (from: number) => heard.filter(([at]) => at >= from && at < from + period)
  let from = bestOf(steps(last - 2 * period, last - period), inPeriod(last - period))
  for (; from > (heard[0]?.[0] ?? 0) - period; from -= period) {
    const among = inPeriod(from)
    // Of the first one there may be too little to recognize.
    if (among.length > 300) from = bestOf(steps(from - 400, from + 400), among)
    beginnings.unshift(from)
  }
  return [...beginnings, (beginnings.at(-1) ?? 0) + period]
}

/** What a microphone's file has within these times. Sentences that are less than half a second apart are one. */
function knownWithin(
  { known }: { readonly known: readonly KnownSpeech[] },
  beginnings: readonly number[],
  { from, to }: KnownSpeech,
): readonly KnownSpeech[] {
  const out: { from: number; to: number }[] = []
  for (const beginning of beginnings)
    for (const one of known) {
      const span = { from: Math.max(from, beginning + one.from), to: Math.min(to, beginning + one.to) }
      const last = out.at(-1)
      if (span.from >= span.to) continue
      if (last !== undefined && span.from - last.to <= 500) last.to = span.to
      else out.push(span)
    }
  return out
}

const both = (some: readonly KnownSpeech[], others: readonly KnownSpeech[]): readonly KnownSpeech[] =>
  some.flatMap((one) =>
    others.flatMap((other) => {
      const span = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }
      return span.from < span.to ? [span] : []
    }),
  )

/** The session as this page's person is sent it. */
const entriesFor = async ({ page }: Actor): Promise<readonly ProjectedEntry[]> => {
  const kept = await page.evaluate(() => {
    const id = /^\/s\/([^/?#]+)/.exec(window.location.pathname)?.[1]
    return sessionStorage.getItem(`greenroom.admission.${id}`)
  })
  const { session, token } = admissionSchema.parse(JSON.parse(kept ?? 'null'))
  const answer = await fetch(`${stage.server().url}/api/sessions/${session}/replay`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return replayPageSchema.parse(await answer.json()).entries as readonly ProjectedEntry[]
}
const notedIn = (entries: readonly ProjectedEntry[]) =>
  entries.flatMap((entry) => (entry.kind === 'airtime-noted' ? [{ by: entry.by, ...entry.data }] : []))

describe('who speaks when', () => {
  it('is measured by each browser once both agree, to a tenth of a second or two, and nothing leaves our origin', async () => {
    const launch = (name: 'Ana' | 'Ben') => {
      const wav = pathOf(folder, `${name}.wav`)
      writeSamples(wav, speech[name].samples)
      return launchChromium([...speakingFlags(wav), ...givingFlags], { brief: true })
    }
    const browsers = await Promise.all([launch('Ana'), launch('Ben')])
    try {
      const [ana, ben] = await Promise.all([newActor(browsers[0], 'Ana'), newActor(browsers[1], 'Ben')])
      const asked = new Set<string>()
      for (const { page, context } of [ana, ben]) {
        page.setDefaultTimeout(30_000)
        await page.addInitScript(noteOwnVoice)
        context.on('request', (request) => asked.add(request.url()))
        page.on('websocket', (socket) => asked.add(socket.url()))
      }
      await meet(stage, ana, ben)
      for (const { page } of [ana, ben]) {
        await page.getByRole('button', { name: /^Join the call/ }).click()
        await page.locator('[data-call=in]').waitFor()
      }
      await startRound(ana)

      // By keyboard: she asks, and it waits for him.
      await ana.page.getByRole('button', { name: 'Call settings' }).focus()
      await ana.page.keyboard.press('Enter')
      await ana.page.getByRole('menuitem', { name: 'Measure who speaks when' }).focus()
      await ana.page.keyboard.press('Enter')
      await ana.page.getByRole('button', { name: 'Agree and ask them' }).focus()
      await ana.page.keyboard.press('Enter')
      await ana.page.locator('[data-airtime=off]').waitFor()
      await listenFor(ana.page, 3_000)
      await ben.page.getByRole('button', { name: 'Measure who speaks?' }).click()
      await ben.page.getByRole('dialog').getByText('It notes no words and keeps no sound', { exact: false }).waitFor()
      expect(await faultsOf(ben, '[role=dialog]')).toEqual([])
      await ben.page.getByRole('button', { name: 'I agree' }).click()
      for (const { page } of [ana, ben]) await page.locator('[data-airtime=on]').waitFor()

      // The first twenty seconds are sent while the round runs; muted, what he says is silence.
      await expect.poll(async () => notedIn(await entriesFor(ben)).length, asking).toBeGreaterThan(0)
      await ben.page.keyboard.press('m')
      await ben.page.locator('[data-airtime=muted]').waitFor()
      const mutedAt = Date.now()
      await listenFor(ben.page, 4_000)
      await expect.poll(async () => notedIn(await entriesFor(ana)).length, asking).toBeGreaterThan(0)
      const early = { ana: notedIn(await entriesFor(ana)), ben: notedIn(await entriesFor(ben)) }
      const agreed = (await entriesFor(ana)).findLast(({ kind }) => kind === 'airtime-agreed')
      const [anaId, benId] = [early.ana[0]?.by, early.ben[0]?.by]
      // Nobody is sent when the other one spoke, and nothing is noted from before both had agreed.
      expect(new Set(early.ana.map(({ by }) => by))).toEqual(new Set([anaId]))
      expect(new Set(early.ben.map(({ by }) => by))).toEqual(new Set([benId]))
      for (const { heard } of [...early.ana, ...early.ben]) expect(heard.from).toBeGreaterThanOrEqual(agreed?.at ?? 0)

      const heard = { ana: await heardBy(ana.page), ben: await heardBy(ben.page) }
      await scoreRound(stage, ana, ben)
      const roundOf = async () => {
        const entries = await entriesFor(ana)
        const strip = readStrip({ entries, edits: [] }, roundIdSchema.parse('r1'))
        return { strip, entries, end: entries.find(({ kind }) => kind === 'round-ended')?.at ?? 0 }
      }
      // What was still on its way comes with the end of the round.
      await expect
        .poll(async () => {
          const { strip, end } = await roundOf()
          return (strip?.airtime?.voices ?? []).filter((one) => (one.heard.at(-1)?.to ?? 0) > end - 500).length
        }, asking)
        .toBe(2)
      const { strip } = await roundOf()
      const voiceOf = (who: typeof anaId) => strip?.airtime?.voices.find(({ participant }) => participant === who)
      const measured = { ana: voiceOf(anaId), ben: voiceOf(benId) }
      const beginning = {
        ana: beginningsOf(heard.ana, speech.Ana.samples),
        ben: beginningsOf(heard.ben, speech.Ben.samples),
      }
      const wholeOf = (voice: typeof measured.ana): KnownSpeech => ({
        from: voice?.heard[0]?.from ?? 0,
        to: voice?.heard.at(-1)?.to ?? 0,
      })
      const known = {
        ana: knownWithin(speech.Ana, beginning.ana, wholeOf(measured.ana)),
        ben: knownWithin(speech.Ben, beginning.ben, { from: wholeOf(measured.ben).from, to: mutedAt }),
      }
      expect(overlapOf(measured.ana?.speech ?? [], known.ana)).toBeGreaterThanOrEqual(0.95)
      expect(overlapOf(measured.ben?.speech ?? [], known.ben)).toBeGreaterThanOrEqual(0.95)
      expect(measured.ben?.speech.at(-1)?.to).toBeLessThanOrEqual(mutedAt + 200)

      // Every time at which both spoke for a while is there, and begins and ends where it did.
      const atOnce = both(known.ana, known.ben).filter(({ from, to }) => to - from > 800)
      expect(atOnce.length).toBeGreaterThan(0)
      for (const { from, to } of atOnce) {
        const found = strip?.airtime?.talkOvers.find((one) => one.from < to && one.to > from)
        expect(Math.abs((found?.from ?? 0) - from)).toBeLessThanOrEqual(200)
        expect(Math.abs((found?.to ?? 0) - to)).toBeLessThanOrEqual(200)
      }

      // Both see it once the scores are open, and it is deleted by one of them for everybody.
      for (const { page } of [ana, ben]) await page.getByText('Who spoke', { exact: true }).first().waitFor()
      expect(await faultsOf(ben, '.strip')).toEqual([])
      await ben.page.getByRole('button', { name: 'Who spoke when' }).click()
      await ben.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
      for (const { page } of [ana, ben])
        await expect.poll(() => page.getByText('Who spoke', { exact: true }).count(), patience).toBe(0)
      for (const actor of [ana, ben])
        for (const { heard, stretches } of notedIn(await entriesFor(actor))) {
          expect(heard).toEqual({ from: 0, to: 0 })
          expect(stretches).toEqual([])
        }
      const foreign = [...asked].filter((url) => {
        const { protocol, host } = new URL(url)
        return !['data:', 'blob:'].includes(protocol) && host !== new URL(stage.server().url).host
      })
      expect(foreign).toEqual([])
      expect([...asked].some((url) => url.endsWith('.wasm'))).toBe(true)
      expect([ana, ben].flatMap(({ watch }) => watch.faults)).toEqual([])
    } finally {
      await Promise.all(browsers.map((browser) => browser.close()))
    }
  })

  it('of somebody who leaves the page: is kept up to a moment before, and with the server when they are back', async () => {
    const wav = pathOf(folder, 'Ana.wav')
    writeSamples(wav, speech.Ana.samples)
    const browser = await launchChromium([...speakingFlags(wav), ...givingFlags], { brief: true })
    try {
      const [ana, ben] = [await newActor(browser, 'Ana'), stage.present('Ben')]
      const { page } = ana
      page.setDefaultTimeout(30_000)
      await page.addInitScript(noteOwnVoice)
      await meet(stage, ana, ben)
      await page.getByRole('button', { name: /^Join the call/ }).click()
      await page.locator('[data-call=in]').waitFor()
      await startRound(ana)
      await page.getByRole('button', { name: 'Call settings' }).click()
      await page.getByRole('menuitem', { name: 'Measure who speaks when' }).click()
      await page.getByRole('button', { name: 'Agree and ask them' }).click()
      const { airtime } = await ben.learn('the question', openAirtime)
      await ben.send(() => ({ kind: 'agreeAirtime', airtime }))
      await page.locator('[data-airtime=on]').waitFor()
      await listenFor(page, 8_000)
      // Where the socket is too slow for what is said last.
      await page.evaluate(() => {
        WebSocket.prototype.send = () => {}
      })
      const leftAt = Date.now()
      await page.reload()
      const noted = async () => notedIn(await entriesFor(ana))
      const untilLeft = async () => Math.max(...(await noted()).map(({ heard }) => (heard.to > leftAt ? 0 : heard.to)))
      await expect.poll(async () => leftAt - (await untilLeft()), asking).toBeLessThan(3_000)
      expect((await noted()).flatMap(({ stretches }) => stretches).length).toBeGreaterThan(0)
      expect((await noted())[0]?.heard.from).toBeLessThan(leftAt - 5_000)
      expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('airtime')))).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

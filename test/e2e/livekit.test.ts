import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { invitationSchema } from '@greenroom/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { type FakeLiveKit, startFakeLiveKit } from '../fixtures/livekit-server.ts'
import { type ServerProcess, startServer } from '../fixtures/server-process.ts'
import { givingFlags, speakingFlags, writeSpeech } from '../fixtures/spoken.ts'
import { connected, join, meet, startRound } from './room-steps.ts'

/**
 * Real pages with the real client of LiveKit, a real server of ours, and a stand-in for LiveKit's own (`fixtures/livekit-server.ts`): no machine of
 * the tests can get the real one.
 */
let browser: Browser
let liveKit: FakeLiveKit
let server: ServerProcess
const folder = mkdtempSync(pathOf(tmpdir(), 'greenroom-livekit-'))
const stage = { server: () => server }

beforeAll(async () => {
  const wav = pathOf(folder, 'speech.wav')
  writeSpeech(wav)
  const flags = [...speakingFlags(wav), ...givingFlags, '--allow-loopback-in-peer-connection']
  browser = await launchChromium(flags, { brief: true })
  liveKit = await startFakeLiveKit(browser)
  server = await startServer(pathOf(folder, 'data'), { env: liveKit.env })
})
afterAll(async () => {
  await liveKit?.stop()
  await browser?.close()
  await server?.stop('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const patience = { timeout: 40_000, interval: 250 }

/** Keeps the page's connections where a test can read what really arrived by them. */
const enter = async (name: string): Promise<Actor> => {
  const actor = await newActor(browser, name)
  await actor.page.addInitScript(() => {
    const opened: RTCPeerConnection[] = []
    Reflect.set(window, 'opened', opened)
    const Real = RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        opened.push(this)
      }
    }
  })
  actor.page.setDefaultTimeout(40_000)
  return actor
}
/** The energy of each voice that has arrived since the page was loaded, by its stream. */
const energies = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(async () => {
    const opened: readonly RTCPeerConnection[] = Reflect.get(window, 'opened')
    const heard: Record<string, number> = {}
    for (const [at, connection] of opened.entries()) {
      if (connection.connectionState !== 'connected') continue
      for (const report of (await connection.getStats()).values())
        if (report.type === 'inbound-rtp' && report.kind === 'audio')
          heard[`${at} ${report.id}`] = report.totalAudioEnergy ?? 0
    }
    return heard
  })
/** Waits until so many voices arrive. */
const hears = async ({ page }: Actor, voices: number): Promise<void> => {
  const before = await energies(page)
  await expect
    .poll(async () => {
      const now = await energies(page)
      return Object.entries(now).filter(([voice, energy]) => energy - (before[voice] ?? 0) > 0.02).length
    }, patience)
    .toBe(voices)
}
const avatar = ({ page }: Actor, initial: string, speaking: boolean) =>
  page.locator(`header [data-speaking=${speaking}]`).filter({ has: page.locator(`[data-initials^="${initial}"]`) })
const admissionOf = ({ page }: Actor) =>
  page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((one) => one.startsWith('greenroom.admission.'))
    return JSON.parse(sessionStorage.getItem(key ?? '') ?? '{}') as { session: string; token: string }
  })
const observe = async (actor: Actor, owner: Actor): Promise<void> => {
  const { session, token } = await admissionOf(owner)
  const made = await fetch(`${server.url}/api/sessions/${session}/invitations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ seats: ['observer'] }),
  })
  const { secret } = invitationSchema.parse(await made.json())
  await join(actor, `${server.url}/join#${secret}`)
  await connected(actor)
}
const joinCall = ({ page }: Actor) => page.getByRole('button', { name: /^Join the call/ }).click()
const seesCamera = async ({ page }: Actor, name: string): Promise<void> => {
  const film = page.getByRole('button', { name: `Show the camera of ${name} large` }).locator('video')
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.videoWidth), patience).toBeGreaterThan(0)
}
const [camera, microphone] = [1, 2]

describe('the call over LiveKit', () => {
  it('F60: carries five people by seat and never a mentor’s voice; goes on by the other ways while it is down, and comes back', async () => {
    const [ana, ben, mia, oto, pia] = [
      await enter('Ana'),
      await enter('Ben'),
      await enter('Mia'),
      await enter('Oto'),
      await enter('Pia'),
    ]
    await meet(stage, ana, ben, { mentor: mia })
    for (const actor of [oto, pia]) await observe(actor, ana)
    const { session, token } = await admissionOf(ana)
    for (const actor of [ana, ben, mia, pia]) await joinCall(actor)

    // Four are there, two of them may send, and nothing about the session names the room.
    await expect.poll(() => liveKit.people().length, patience).toBe(4)
    const rooms = new Set(liveKit.people().map(({ room }) => room))
    expect(rooms.size).toBe(1)
    for (const room of rooms) expect(room).not.toContain(session)
    expect(liveKit.people().filter(({ mayPublish }) => mayPublish)).toHaveLength(2)
    const senders = () =>
      liveKit
        .people()
        .filter(({ publishes }) => publishes.length > 0)
        .map(({ mayPublish, publishes, heardBy }) => [mayPublish, publishes, heardBy.length])
    // Before the round the mentor speaks, too, and shares nothing with anybody there.
    await expect.poll(senders, patience).toEqual([
      [true, [microphone], 2],
      [true, [microphone], 2],
    ])
    await hears(ana, 2)
    await startRound(ana)
    await mia.page.getByText('Listening').waitFor()
    await expect.poll(senders, patience).toEqual([
      [true, [microphone], 3],
      [true, [microphone], 3],
    ])
    await hears(ben, 1)
    await hears(pia, 2)
    await avatar(pia, 'A', true).waitFor()
    await avatar(pia, 'B', true).waitFor()
    await pia.page.getByText('Over LiveKit').first().waitFor()

    await ana.page.keyboard.press('m')
    await ana.page.getByRole('button', { name: 'Unmute' }).waitFor()
    await avatar(pia, 'A', false).waitFor()
    await ana.page.getByText('You’re muted').first().waitFor()
    await hears(pia, 1)
    await ana.page.keyboard.press('m')
    await avatar(pia, 'A', true).waitFor()

    await ana.page.getByRole('button', { name: 'Turn the camera on' }).click()
    for (const viewer of [ben, pia]) await seesCamera(viewer, 'Ana')

    // A screen comes and goes beside the camera.
    const inCallMenu = async (item: string): Promise<void> => {
      await ana.page.getByRole('button', { name: 'Call settings' }).click()
      await ana.page.getByRole('menuitem', { name: item }).click()
    }
    const screens = [ben, pia].map(({ page }) => page.getByRole('button', { name: 'Show the screen of Ana large' }))
    await inCallMenu('Share your screen')
    for (const screen of screens)
      await expect
        .poll(() => screen.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth), patience)
        .toBeGreaterThan(0)
    await inCallMenu('Stop sharing your screen')
    for (const screen of screens) await screen.waitFor({ state: 'detached' })
    await seesCamera(pia, 'Ana')

    // Another microphone takes the place of the first one.
    await inCallMenu('Microphone, speakers, camera')
    await ana.page
      .getByRole('button', { name: /Microphone/ })
      .first()
      .click()
    await ana.page.getByRole('option', { name: 'Fake Audio Input 2' }).click()
    await ana.page.getByText('We hear you.').waitFor()
    await ana.page.keyboard.press('Escape')
    await hears(pia, 2)
    await hears(ben, 1)
    await expect
      .poll(() => senders().map(([, publishes]) => publishes), patience)
      .toEqual([[microphone, camera], [microphone]])

    // LiveKit says how well each of them is connected.
    liveKit.rate(1, true)
    await pia.page.getByText('Weak connection').first().waitFor()
    liveKit.rate(1, false)
    await pia.page.getByText('Weak connection').first().waitFor({ state: 'detached' })

    // The fifth comes in the middle of it: all five are there, in one room, and two of them may send.
    await joinCall(oto)
    await expect.poll(senders, patience).toEqual([
      [true, [microphone, camera], 4],
      [true, [microphone], 4],
    ])
    expect(liveKit.people().map(({ room }) => room)).toEqual(Array(5).fill([...rooms][0]))
    expect(liveKit.people().filter(({ mayPublish }) => mayPublish)).toHaveLength(2)

    // A page that is loaded again comes back as the last one, and its older self is put out.
    await pia.page.reload()
    await hears(pia, 2)
    await expect.poll(() => liveKit.people().length, patience).toBe(5)
    expect(liveKit.asked().filter((what) => what.startsWith('RemoveParticipant'))).toHaveLength(1)
    expect([ana, ben, mia, oto, pia].flatMap(({ watch }) => watch.faults)).toEqual([])

    // Everybody is cut off, and it answers nobody.
    liveKit.answer(false)
    await hears(ana, 1)
    await hears(ben, 1)
    await avatar(oto, 'A', true).waitFor()
    await seesCamera(ben, 'Ana')
    // From the fifth person on only voices are carried, and the page says so.
    await pia.page.getByText('Voice over the server').first().waitFor()
    await avatar(pia, 'A', true).waitFor()
    await pia.page.getByText('More than four people').first().waitFor()
    // All of that has its place beside the clock.
    const [clockEnds, restBegins] = await pia.page.evaluate(() => {
      const inClock = [...document.querySelectorAll('header section[aria-label=Clock] *')]
      const chip = document.querySelector('header [data-testid=connection]')
      return [
        Math.max(...inClock.map((part) => part.getBoundingClientRect().right)),
        chip?.getBoundingClientRect().left ?? 0,
      ]
    })
    expect(restBegins).toBeGreaterThanOrEqual(clockEnds ?? 0)

    liveKit.answer(true)
    await expect.poll(() => liveKit.people().length, patience).toBe(5)
    await pia.page.getByText('Over LiveKit').first().waitFor()
    await hears(pia, 2)
    await seesCamera(pia, 'Ana')

    // A deleted session leaves nobody there.
    await fetch(`${server.url}/api/sessions/${session}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
    await expect.poll(() => liveKit.people().length, patience).toBe(0)
    await expect.poll(() => liveKit.asked().filter((what) => what.startsWith('DeleteRoom')).length, patience).toBe(1)
    for (const given of liveKit.tokens()) expect(server.output()).not.toContain(given)
    expect(server.output()).not.toContain(liveKit.env.LIVEKIT_API_SECRET)
  })
})

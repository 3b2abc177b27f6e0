import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { invitationSchema } from '@greenroom/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { startServer } from '../fixtures/server-process.ts'
import { givingFlags, speakingFlags, writeSpeech } from '../fixtures/spoken.ts'
import { hasTurnServer, startTurnServer } from '../fixtures/turn-server.ts'
import { connected, join, meet, startRound } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()
/** Two browsers whose microphones speak and whose cameras move. This one gives them, and its screen, to any page. */
let browser: Browser
/** This one gives them only to whom they were granted, and takes them back. */
let strictBrowser: Browser
const folder = mkdtempSync(pathOf(tmpdir(), 'greenroom-call-'))

beforeAll(async () => {
  const wav = pathOf(folder, 'speech.wav')
  writeSpeech(wav)
  const flags = speakingFlags(wav)
  // Without the flag no browser would speak with a TURN server at loopback.
  browser = await launchChromium([...flags, ...givingFlags, '--allow-loopback-in-peer-connection'])
  strictBrowser = await launchChromium(flags)
})
afterAll(async () => {
  await Promise.all([browser?.close(), strictBrowser?.close()])
  rmSync(folder, { recursive: true, force: true })
})

const devices = ['microphone', 'camera']
const inside: Actor[] = []
// Each page in a call costs a part of a processor for as long as it is open.
afterEach(async () => {
  await Promise.all(inside.splice(0).map(({ context }) => context.close()))
})

const patience = { timeout: 30_000 }

/** Keeps the page's connections where a test can read what really arrived by them. */
const enter = async (
  name: string,
  options: { readonly directly?: boolean; readonly strict?: boolean } = {},
): Promise<Actor> => {
  const actor = await newActor(options.strict ? strictBrowser : browser, name)
  if (options.strict) await actor.context.grantPermissions(devices)
  inside.push(actor)
  await actor.page.addInitScript((directly) => {
    const opened: RTCPeerConnection[] = []
    Reflect.set(window, 'opened', opened)
    const Real = RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        // Through a TURN server or not at all, and there is none: as where a firewall lets no UDP through.
        super(directly ? configuration : { ...configuration, iceTransportPolicy: 'relay' })
        opened.push(this)
      }
    }
  }, options.directly ?? true)
  actor.page.setDefaultTimeout(30_000)
  return actor
}

type Received = { readonly energy: number; readonly packets: number; readonly seconds: number }
/** What arrived over each open connection since the page was loaded, the one with the least voice first. */
const receivedBy = (page: Page): Promise<Received[]> =>
  page.evaluate(async () => {
    const opened: readonly RTCPeerConnection[] = Reflect.get(window, 'opened')
    const received: { energy: number; packets: number; seconds: number }[] = []
    for (const connection of opened) {
      if (connection.connectionState !== 'connected') continue
      const one = { energy: 0, packets: 0, seconds: 0 }
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue
        one.energy += report.totalAudioEnergy ?? 0
        one.packets += report.packetsReceived ?? 0
        one.seconds += report.totalSamplesDuration ?? 0
      }
      received.push(one)
    }
    return received.sort((a, b) => a.energy - b.energy)
  })
/** Whether voices arrive: so many connections whose energy grew by that of a spoken word, measured again and again until it has. */
const hears = async ({ page }: Actor, voices: number): Promise<void> => {
  const before = await receivedBy(page)
  await expect
    .poll(async () => {
      const now = await receivedBy(page)
      return now.filter(
        ({ energy }, at) => energy - (before.length === now.length ? (before[at]?.energy ?? 0) : 0) > 0.02,
      ).length
    }, patience)
    .toBe(voices)
}
const avatar = ({ page }: Actor, initial: string, speaking: boolean) =>
  page.locator(`header [data-speaking=${speaking}]`).filter({ has: page.locator(`[data-initials^="${initial}"]`) })

/** The address by which somebody joins with this seat. */
const inviteFor = async ({ page }: Actor, seat: 'observer' | 'mentor'): Promise<string> => {
  const admission = await page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((one) => one.startsWith('greenroom.admission.'))
    return JSON.parse(sessionStorage.getItem(key ?? '') ?? '{}') as { session: string; token: string }
  })
  const made = await fetch(`${stage.server().url}/api/sessions/${admission.session}/invitations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admission.token}` },
    body: JSON.stringify({ seats: [seat] }),
  })
  const { secret } = invitationSchema.parse(await made.json())
  return `${stage.server().url}/join#${secret}`
}

const joinCall = ({ page }: Actor) => page.getByRole('button', { name: /^Join the call/ }).click()

describe('the call', () => {
  it('carries voices by seat, mutes to silence, and comes back by itself after a reload', async () => {
    const [ana, ben, oto] = [await enter('Ana'), await enter('Ben'), await enter('Oto')]
    await meet(stage, ana, ben)
    await joinCall(ana)
    await joinCall(ben)
    await hears(ana, 1)
    await hears(ben, 1)
    await avatar(ben, 'A', true).waitFor()

    // An observer hears both, and sends nothing: no packet of theirs ever arrives.
    await join(oto, await inviteFor(ana, 'observer'))
    await connected(oto)
    await oto.page.getByRole('button', { name: 'Join the call, 2 there' }).click()
    await oto.page.getByText('Listening').waitFor()
    await hears(oto, 2)
    await avatar(oto, 'A', true).waitFor()
    await avatar(oto, 'B', true).waitFor()
    expect(await oto.page.getByRole('button', { name: /^(Mute|Unmute|Turn the camera)/ }).count()).toBe(0)
    for (const speaker of [ana, ben]) {
      await expect.poll(async () => (await receivedBy(speaker.page)).length, patience).toBe(2)
      expect((await receivedBy(speaker.page))[0]).toMatchObject({ energy: 0, packets: 0 })
    }

    // Muted by a key is silence: a second and more of it without any energy.
    await ana.page.keyboard.press('m')
    await ana.page.getByRole('button', { name: 'Unmute' }).waitFor()
    await avatar(ben, 'A', false).waitFor()
    const silent = (await receivedBy(ben.page)).at(-1)
    const packets = silent?.packets ?? 0
    await ana.page.getByText('You’re muted').first().waitFor()
    expect((await receivedBy(ben.page)).at(-1)?.packets).toBeLessThanOrEqual(packets + 5)
    // Held, the space bar lets one be heard; released, no more.
    await ana.page.keyboard.down(' ')
    await avatar(ben, 'A', true).waitFor()
    await ana.page.keyboard.up(' ')
    await avatar(ben, 'A', false).waitFor()
    await ana.page.keyboard.press('m')
    await avatar(ben, 'A', true).waitFor()

    // The picture of a camera is drawn for the others, beside the board and not over it.
    await startRound(ana)
    await ana.page.getByRole('button', { name: 'Turn the camera on' }).click()
    for (const viewer of [ben, oto]) {
      const film = viewer.page.getByRole('button', { name: 'Show the camera of Ana large' }).locator('video')
      await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.videoWidth), patience).toBeGreaterThan(0)
    }
    const strip = await ben.page.getByRole('region', { name: 'Cameras and screens' }).boundingBox()
    const board = await ben.page.locator('#main').boundingBox()
    expect((strip?.y ?? 0) + (strip?.height ?? 0)).toBeLessThanOrEqual((board?.y ?? 0) + 1)

    await ben.page.reload()
    await hears(ben, 1)
    await hears(ana, 1)
    await avatar(ana, 'B', true).waitFor()

    // A second tab of the same person takes the first one's place: nobody is in the call twice.
    const second = await ben.context.newPage()
    await ben.page
      .evaluate(() => JSON.stringify({ ...sessionStorage }))
      .then((kept) =>
        second.addInitScript((entries) => {
          for (const [key, value] of Object.entries(JSON.parse(entries) as Record<string, string>))
            if (!key.startsWith('greenroom.call')) sessionStorage.setItem(key, value)
        }, kept),
      )
    await second.goto(ben.page.url())
    await second.getByRole('button', { name: 'Join the call, 2 there' }).click()
    await second.locator('[data-call=in]').waitFor()
    await ben.page.locator('[data-call=elsewhere]').waitFor()
    await expect.poll(async () => (await receivedBy(ben.page)).length, patience).toBe(0)
    expect([ana, ben, oto].flatMap(({ watch }) => watch.faults)).toEqual([])
  })

  it('joins four before a round, with a screen and another microphone; then lets the mentor whisper to the interviewer, who alone hears and learns of it', async () => {
    const [ana, ben, mia, oto] = [await enter('Ana'), await enter('Ben'), await enter('Mia'), await enter('Oto')]
    const toldBen: string[] = []
    ben.page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => toldBen.push(String(payload)))
    })
    await meet(stage, ana, ben)
    await join(mia, await inviteFor(ana, 'mentor'))
    await join(oto, await inviteFor(ana, 'observer'))
    for (const actor of [mia, oto]) await connected(actor)
    for (const actor of [ana, ben, mia, oto]) await joinCall(actor)
    for (const actor of [ana, ben, mia]) await hears(actor, 2)
    await hears(oto, 3)

    await ana.page.getByRole('button', { name: 'Call settings' }).click()
    await ana.page.getByRole('menuitem', { name: 'Share your screen' }).click()
    for (const viewer of [ben, oto]) {
      const film = viewer.page.getByRole('button', { name: 'Show the screen of Ana large' }).locator('video')
      await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.videoWidth), patience).toBeGreaterThan(0)
    }
    await ana.page.getByRole('button', { name: 'Call settings' }).click()
    await ana.page.getByRole('menuitem', { name: 'Stop sharing your screen' }).click()
    await ana.page.getByRole('button', { name: 'Call settings' }).click()
    await ana.page.getByRole('menuitem', { name: 'Microphone, speakers, camera' }).click()
    await ana.page
      .getByRole('button', { name: /Microphone/ })
      .first()
      .click()
    await ana.page.getByRole('option', { name: 'Fake Audio Input 2' }).click()
    await ana.page.keyboard.press('Escape')
    await hears(ben, 2)
    await oto.context.close()

    await startRound(ana)
    await mia.page.getByText('Listening').waitFor()

    await mia.page.getByRole('button', { name: 'Call settings' }).click()
    await mia.page.getByRole('menuitem', { name: 'Whisper to the interviewer by voice' }).click()
    await mia.page.getByText('Listening, asked to whisper').waitFor()
    await ana.page.getByText('Your mentor asks to whisper to you').first().waitFor()
    await ana.page.getByRole('button', { name: 'Let the mentor whisper by voice' }).click()

    // Agreed, and still nothing leaves the mentor’s page before the button is held.
    const hold = mia.page.getByRole('button', { name: 'Hold to whisper' })
    await hold.waitFor()
    expect(await avatar(ana, 'M', true).count()).toBe(0)
    const packetsBefore = (await receivedBy(ben.page)).map(({ packets }) => packets)
    await hold.hover()
    await mia.page.mouse.down()
    await mia.page.getByRole('button', { name: 'Whispering' }).waitFor()
    await avatar(ana, 'M', true).waitFor()
    await hears(ana, 2)
    await mia.page.mouse.up()
    await avatar(ana, 'M', false).waitFor()
    await mia.page.keyboard.down(' ')
    await avatar(ana, 'M', true).waitFor()
    await mia.page.keyboard.up(' ')
    await avatar(ana, 'M', false).waitFor()

    // Not a packet of it went to the candidate, who received the interviewer’s and nobody else’s; nor was their page told of anything.
    const packetsAfter = (await receivedBy(ben.page)).map(({ packets }) => packets)
    expect(packetsAfter.filter((packets) => !packetsBefore.includes(packets))).toHaveLength(1)
    expect(toldBen.some((frame) => frame.includes('"whispers":true'))).toBe(false)
    expect([ana, ben, mia].flatMap(({ watch }) => watch.faults)).toEqual([])
  })

  it('F46: goes over the server where browsers cannot reach one another, comes back when it breaks, and goes on without a microphone that is taken away', async () => {
    const ana = await enter('Ana', { directly: false, strict: true })
    const ben = await enter('Ben', { directly: false, strict: true })
    await meet(stage, ana, ben)
    await joinCall(ana)
    await joinCall(ben)
    for (const { page } of [ana, ben]) await page.getByText('Voice over the server').waitFor()
    await avatar(ben, 'A', true).waitFor()
    await avatar(ana, 'B', true).waitFor()
    expect(await receivedBy(ana.page)).toEqual([])

    await ana.page.keyboard.press('m')
    await avatar(ben, 'A', false).waitFor()
    await ana.page.getByText('You’re muted').first().waitFor()
    expect(await avatar(ben, 'A', true).count()).toBe(0)
    await ana.page.keyboard.press('m')
    await avatar(ben, 'A', true).waitFor()

    await ana.page.reload()
    await avatar(ben, 'A', false).waitFor()
    await avatar(ben, 'A', true).waitFor()
    await avatar(ana, 'B', true).waitFor()

    await ana.context.clearPermissions()
    await ana.page.getByText('It was unplugged, or its permission was taken back.').first().waitFor()
    await avatar(ben, 'A', false).waitFor()
    // Ana still hears Ben, and is heard again as soon as she gives it back.
    await avatar(ana, 'B', true).waitFor()
    await ana.context.grantPermissions(devices)
    await ana.page.getByRole('button', { name: 'Check devices' }).click()
    await ana.page.getByRole('dialog').getByText('We hear you.').waitFor()
    await ana.page.keyboard.press('Escape')
    await avatar(ben, 'A', true).waitFor()
    expect([ana, ben].flatMap(({ watch }) => watch.faults)).toEqual([])
  })

  it.skipIf(!hasTurnServer())(
    'F58: goes through coturn, as our compose file starts it, where nothing else connects, and over the server when that is down',
    async () => {
      const turn = await startTurnServer()
      const data = pathOf(folder, 'data')
      const server = await startServer(data, { env: turn.env })
      const [ana, ben] = [await enter('Ana', { directly: false }), await enter('Ben', { directly: false })]
      try {
        await meet({ server: () => server }, ana, ben)
        await joinCall(ana)
        await joinCall(ben)
        await hears(ana, 1)
        await hears(ben, 1)
        await avatar(ben, 'A', true).waitFor()
        expect(turn.allocations()).toBeGreaterThan(0)
        expect(await ana.page.getByText('Voice over the server').count()).toBe(0)
        // It ends in the middle of the call: the voice goes on over the room's own port.
        await turn.stop()
        await ana.page.getByText('Voice over the server').waitFor()
        await avatar(ana, 'B', true).waitFor()
        expect([ana, ben].flatMap(({ watch }) => watch.faults)).toEqual([])
      } finally {
        await turn.stop()
        await server.stop('SIGKILL')
      }
    },
  )
})

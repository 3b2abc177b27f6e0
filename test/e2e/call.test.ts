import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { pathToFileURL } from 'node:url'
import { invitationSchema, replayPageSchema } from '@greenroom/protocol'
import { foldAll, keptAudio, type SessionState } from '@greenroom/session'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { canMakeNamespaces, layCable, openNamespace } from '../fixtures/namespaces.ts'
import { startServer } from '../fixtures/server-process.ts'
import { givingFlags, speakingFlags, writeSpeech } from '../fixtures/spoken.ts'
import { hasTurnServer, startTurnServer } from '../fixtures/turn-server.ts'
import { faultsOf } from './axe-faults.ts'
import { handsOf } from './hands.ts'
import { noteOwnVoice } from './own-voice.ts'
import { connected, join, meet, startRound } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()
/** Two browsers whose microphones speak and whose cameras move. This one gives them, and its screen, to any page. */
let browser: Browser
let flags: readonly string[]
/** This one gives them only to whom they were granted, and takes them back. */
let strictBrowser: Browser
const folder = mkdtempSync(pathOf(tmpdir(), 'greenroom-call-'))

beforeAll(async () => {
  const wav = pathOf(folder, 'speech.wav')
  writeSpeech(wav)
  flags = speakingFlags(wav)
  // Without the flag no browser would speak with a TURN server at loopback.
  browser = await launchChromium([...flags, ...givingFlags, '--allow-loopback-in-peer-connection'], {
    brief: true,
    stays: true,
  })
  strictBrowser = await launchChromium(flags, { brief: true, stays: true, whole: true })
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

/** Asked four times a second: each answer of what arrived takes a page, the browser and the test some of a processor. */
const patience = { timeout: 30_000, interval: 250 }
/** For what the server is asked each time. */
const asking = { ...patience, interval: 500 }

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

type Admitted = { readonly url: string; readonly session: string; readonly token: string }
const admissionOf = async (page: Page): Promise<Admitted> => ({
  url: stage.server().url,
  ...(await page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((one) => one.startsWith('greenroom.admission.'))
    return JSON.parse(sessionStorage.getItem(key ?? '') ?? '{}') as { session: string; token: string }
  })),
})

/** The session as somebody in it may see it. */
const stateFor = async ({ url, session, token }: Admitted): Promise<SessionState> => {
  const answer = await fetch(`${url}/api/sessions/${session}/replay`, { headers: { authorization: `Bearer ${token}` } })
  return foldAll(replayPageSchema.parse(await answer.json()).entries)
}
type KeptPart = { readonly hash: string; readonly at: number; readonly length: number }
/** What is kept of each person's voice, by name. */
const keptParts = async (admitted: Admitted): Promise<ReadonlyMap<string, readonly KeptPart[]>> => {
  const state = await stateFor(admitted)
  const parts = keptAudio(state).flatMap((recording) => recording.parts)
  return Map.groupBy(
    parts.toSorted((a, b) => a.at - b.at),
    ({ by }) => state.participants[by]?.name ?? '',
  )
}
const lastPart = async (admitted: Admitted): Promise<KeptPart> => {
  const parts = keptAudio(await stateFor(admitted)).flatMap((recording) => recording.parts)
  const last = parts.at(-1)
  if (last === undefined) throw new Error('nothing is kept')
  return last
}
/** Their own view as a file, with the recorded voices in it. */
const withVoices = async ({ url, session, token }: Admitted): Promise<ArrayBuffer> => {
  const headers = { authorization: `Bearer ${token}` }
  return await (await fetch(`${url}/api/sessions/${session}/recording?sound=true`, { headers })).arrayBuffer()
}
/** Moves a replay to so many milliseconds. */
const seekTo = (page: Page, milliseconds: number): Promise<void> =>
  page.getByRole('slider', { name: 'Position in the session' }).evaluate((input: HTMLInputElement, value) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    set?.call(input, String(value))
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }, milliseconds)
/** Whether a replay with `keepPlayedVoices` in it plays so many voices there. */
const hearsRecorded = async (page: Page, milliseconds: number, voices: number): Promise<void> => {
  await page.getByRole('region', { name: 'Voices' }).waitFor()
  await seekTo(page, milliseconds)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(async () => (await page.evaluate(playedVoices)).length, patience).toBe(voices)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
}
const startOfRound = async (admitted: Admitted): Promise<number> => (await stateFor(admitted)).rounds[0]?.startedAt ?? 0

/** Runs in that page: by how much what is kept lies after what was heard, where the two are most alike. */
async function lagOfRecording({
  admission: { session, token },
  parts,
}: {
  readonly admission: Admitted
  readonly parts: readonly KeptPart[]
}): Promise<{ readonly milliseconds: number; readonly likeness: number }> {
  const { pieces: heard, machine }: { readonly pieces: readonly [number, number][]; readonly machine: number } =
    Reflect.get(window, 'heard')
  const kept: [number, number][] = []
  for (const { hash, at } of parts) {
    const answer = await fetch(`/api/sessions/${session}/audio/${hash}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const sound = await new OfflineAudioContext(1, 1, 24_000).decodeAudioData(await answer.arrayBuffer())
    const samples = sound.getChannelData(0)
    for (let from = 0; from + 240 <= samples.length; from += 240) {
      const sum = samples.subarray(from, from + 240).reduce((all, sample) => all + sample * sample, 0)
      kept.push([at + from / 24, Math.sqrt(sum / 240)])
    }
  }
  const levelAt = (time: number): number => {
    let low = 0
    let high = heard.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((heard[middle]?.[0] ?? 0) < time) low = middle + 1
      else high = middle
    }
    return heard[low]?.[1] ?? 0
  }
  const likenessAt = (lag: number): number => {
    const pairs = kept.map(([time, level]): [number, number] => [level, levelAt(time - machine - lag)])
    const mean = (which: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[which], 0) / pairs.length
    const [a, b] = [mean(0), mean(1)]
    let [both, one, other] = [0, 0, 0]
    for (const [x, y] of pairs) {
      both += (x - a) * (y - b)
      one += (x - a) ** 2
      other += (y - b) ** 2
    }
    return both / Math.sqrt(one * other)
  }
  let best = { milliseconds: 0, likeness: -1 }
  for (let lag = -300; lag <= 300; lag += 5) {
    const likeness = likenessAt(lag)
    if (likeness > best.likeness) best = { milliseconds: lag, likeness }
  }
  return best
}

/** Runs in a page: keeps the elements that play voices. */
function keepPlayedVoices(): void {
  const made: HTMLAudioElement[] = []
  Reflect.set(window, 'made', made)
  const Real = Audio
  window.Audio = class extends Real {
    constructor(src?: string) {
      super(src)
      made.push(this)
    }
  }
}
const playedVoices = (): readonly number[] => {
  const made: readonly HTMLAudioElement[] = Reflect.get(window, 'made')
  return made.filter(({ paused }) => !paused).map(({ currentTime }) => currentTime)
}

const joinCall = ({ page }: Actor) => page.getByRole('button', { name: /^Join the call/ }).click()

describe('the call', () => {
  it('carries voices by seat, mutes to silence, shows a screen and a camera, takes another microphone; lets the mentor whisper to the interviewer, who alone hears and learns of it; and comes back by itself after a reload', async () => {
    const [ana, ben, oto, mia] = [await enter('Ana'), await enter('Ben'), await enter('Oto'), await enter('Mia')]
    const fetched: string[] = []
    ana.page.on('request', (request) => fetched.push(request.url()))
    const toldBen: string[] = []
    ben.page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => toldBen.push(String(payload)))
    })
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

    // Four before a round: the mentor speaks, too.
    await join(mia, await inviteFor(ana, 'mentor'))
    await connected(mia)
    await joinCall(mia)
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

    // The picture of a camera is drawn for the others, beside the board and not over it.
    await startRound(ana)
    await mia.page.getByText('Listening').waitFor()
    await ana.page.getByRole('button', { name: 'Turn the camera on' }).click()
    for (const viewer of [ben, oto]) {
      const film = viewer.page.getByRole('button', { name: 'Show the camera of Ana large' }).locator('video')
      await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.videoWidth), patience).toBeGreaterThan(0)
    }
    const strip = await ben.page.getByRole('region', { name: 'Cameras and screens' }).boundingBox()
    const board = await ben.page.locator('#main').boundingBox()
    expect((strip?.y ?? 0) + (strip?.height ?? 0)).toBeLessThanOrEqual((board?.y ?? 0) + 1)
    await ana.page.getByRole('button', { name: 'Turn the camera off' }).click()
    await oto.context.close()

    await mia.page.getByRole('button', { name: 'Call settings' }).click()
    await mia.page.getByRole('menuitem', { name: 'Whisper to the interviewer by voice' }).click()
    await mia.page.getByText('Listening, whisper requested').waitFor()
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
    // Nothing from elsewhere, and nothing of LiveKit, which this server has not.
    expect(fetched.filter((url) => !url.startsWith(stage.server().url) || url.includes('livekit'))).toEqual([])
    expect([ana, ben, oto, mia].flatMap(({ watch }) => watch.faults)).toEqual([])
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
    await ana.page.getByText('It was unplugged, or its permission was withdrawn.').first().waitFor()
    await avatar(ben, 'A', false).waitFor()
    // Ana still hears Ben, and is heard again as soon as she gives it back.
    await avatar(ana, 'B', true).waitFor()
    await ana.context.grantPermissions(devices)
    await ana.page.getByRole('button', { name: 'Check devices' }).click()
    await ana.page.getByRole('dialog').getByText('We hear you.').waitFor()
    expect(await faultsOf(ana, '[role=dialog]'), 'devices').toEqual([])
    await ana.page.keyboard.press('Escape')
    await avatar(ben, 'A', true).waitFor()
    expect([ana, ben].flatMap(({ watch }) => watch.faults)).toEqual([])
  })

  it('F45: records each voice by its own browser once all agree, loses no more than the newest part of a tab that is killed, and plays them with the replay', async () => {
    const [ana, ben] = [handsOf(await enter('Ana')), handsOf(await enter('Ben'))]
    await ana.page.addInitScript(noteOwnVoice)
    await meet(stage, ana, ben)
    // From here to the recording by keys alone, and nothing that axe finds fault with on the way.
    for (const hands of [ana, ben]) {
      await hands.page.getByRole('button', { name: /^Join the call/ }).waitFor()
      await hands.press('Alt+j')
    }
    for (const { page } of [ana, ben]) await page.locator('[data-call=in]').waitFor()
    await startRound(ana)
    await ana.use(ana.page.getByRole('button', { name: 'Call settings' }))
    const record = ana.page.getByRole('menuitem', { name: 'Record your voices' })
    await record.waitFor()
    expect(await faultsOf(ana, '[role=menu]'), 'settings').toEqual([])
    await ana.type('rec')
    await expect.poll(() => record.evaluate((item) => item === document.activeElement), patience).toBe(true)
    await ana.press('Enter')
    await ana.use(ana.page.getByRole('button', { name: 'Ask everybody' }))
    await ana.page.getByText('Not recording yet').first().waitFor()
    // Before anything is recorded: axe holds up the page, and with it the first part.
    expect(await faultsOf(ana, 'header'), 'header').toEqual([])
    await ben.use(ben.page.getByRole('button', { name: 'Record your voice?' }))
    const agree = ben.page.getByRole('button', { name: 'I agree' })
    await agree.waitFor()
    expect(await faultsOf(ben, '[role=dialog]'), 'consent').toEqual([])
    await ben.use(agree)
    for (const { page } of [ana, ben]) await page.locator('[data-recording=on]').waitFor()

    // Muted, the light says so; what is said then is not recorded.
    await ben.page.keyboard.press('m')
    await ben.page.locator('[data-recording=muted]').waitFor()
    await ben.page.keyboard.press('m')
    await ben.page.locator('[data-recording=on]').waitFor()

    // His tab is killed after his first ten seconds are with the server.
    const admission = await admissionOf(ana.page)
    const partsOf = async (name: string): Promise<readonly KeptPart[]> => (await keptParts(admission)).get(name) ?? []
    await expect.poll(async () => (await partsOf('Ben')).length, asking).toBeGreaterThan(0)
    await ben.context.close()

    await ana.use(ana.page.getByRole('button', { name: /^Recording/ }))
    await ana.use(ana.page.getByRole('button', { name: 'Stop and keep' }))
    // Her first ten seconds, and what came after them.
    await expect.poll(async () => (await partsOf('Ana')).length, asking).toBeGreaterThanOrEqual(2)
    // Long enough to be recognized: a second of speech resembles many others.
    const measured = (await partsOf('Ana')).filter(({ length }) => length > 5_000)
    expect(measured.length).toBeGreaterThan(0)
    await ana.page.getByRole('button', { name: 'Voice recordings' }).waitFor()

    // What is kept says when it was said: against what her microphone gave at the time.
    for (const part of measured) {
      const lag = await ana.page.evaluate(lagOfRecording, { admission, parts: [part] })
      expect(lag.likeness).toBeGreaterThan(0.6)
      expect(Math.abs(lag.milliseconds)).toBeLessThanOrEqual(100)
    }

    await ana.page.addInitScript(keepPlayedVoices)
    await ana.page.goto(`${stage.server().url}/s/${admission.session}/replay`)
    const voices = ana.page.getByRole('region', { name: 'Voices' })
    await voices.waitFor()
    for (const name of ['Ana', 'Ben']) await voices.getByRole('button', { name: `Mute ${name}` }).waitFor()
    const [first] = await partsOf('Ana')
    const startedAt = await startOfRound(admission)
    const spoken = (first?.at ?? 0) + 1_000 - startedAt
    await seekTo(ana.page, spoken)
    await ana.page.getByRole('button', { name: 'Play', exact: true }).click()
    const playing = () => ana.page.evaluate(playedVoices)
    await expect.poll(async () => (await playing()).length, patience).toBe(2)
    await voices.getByRole('button', { name: 'Mute Ben' }).click()
    await expect.poll(async () => (await playing()).length, patience).toBe(1)
    await ana.page.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect.poll(async () => (await playing()).length, patience).toBe(0)

    // Taken home with the voices it plays them from the file, with the network off.
    await ana.page.getByRole('button', { name: 'Take it home' }).click()
    const home = ana.page.getByRole('dialog', { name: 'Take it home' })
    await home.getByText('Include recorded voices').click()
    const [download] = await Promise.all([
      ana.page.waitForEvent('download'),
      home.getByRole('button', { name: 'Web page', exact: true }).click(),
    ])
    const saved = pathOf(folder, 'with-voices.html')
    await download.saveAs(saved)
    const reader = await stage.enter('Rita', { serviceWorkers: 'block' })
    await reader.page.addInitScript(keepPlayedVoices)
    await reader.context.setOffline(true)
    await reader.page.goto(pathToFileURL(saved).href)
    await hearsRecorded(reader.page, spoken, 2)

    // A byte of the last part is changed: whose and when is said, and the rest plays.
    await reader.context.setOffline(false)
    const bytes = Buffer.from(await withVoices(admission))
    const damaged = pathOf(folder, 'damaged.greenroom')
    const lastSound = bytes.lastIndexOf(Buffer.from((await lastPart(admission)).hash, 'hex'))
    bytes[lastSound + 500] = (bytes[lastSound + 500] ?? 0) ^ 1
    writeFileSync(damaged, bytes)
    await reader.page.goto(`${stage.server().url}/recording`)
    await reader.page.locator('input[type=file]').setInputFiles(damaged)
    await reader.page.getByRole('button', { name: 'Voices are damaged' }).waitFor()
    await reader.page.getByText(/^Missing from this recording: (Ana|Ben) \d+:\d\d–\d+:\d\d\.$/).waitFor()
    await hearsRecorded(reader.page, spoken, 2)

    // Kept on a server it plays them by its link, but for the damaged one.
    await reader.page.getByRole('button', { name: 'Keep it here' }).click()
    const keeping = reader.page.getByRole('dialog', { name: 'Keep this recording on this server' })
    await keeping.getByRole('button', { name: 'Keep it and make a link' }).click()
    await keeping.getByText(/^Some recorded voices could not be kept/).waitFor()
    await reader.page.goto((await keeping.getByTitle(/\/shared#/).getAttribute('title')) ?? '')
    await reader.page.getByRole('button', { name: 'Unchanged and signed' }).waitFor()
    await hearsRecorded(reader.page, spoken, 2)

    // A link with the voices plays them for somebody who was not there.
    await home.getByRole('button', { name: 'Share links' }).click()
    const sharing = ana.page.getByRole('dialog', { name: 'Share links' })
    await sharing.getByText('With recorded voices', { exact: true }).click()
    await sharing.getByRole('button', { name: 'Make link' }).click()
    await reader.page.goto((await sharing.getByTitle(/\/shared#/).getAttribute('title')) ?? '')
    await reader.page.getByRole('button', { name: 'Unchanged and signed' }).waitFor()
    await hearsRecorded(reader.page, spoken, 2)
    await sharing.getByRole('button', { name: 'Close' }).click()
    await home.getByRole('button', { name: 'Close' }).click()

    // Erased in the room, by her who agreed to it: nobody hears it any more.
    await ana.page.getByRole('link', { name: 'Room' }).click()
    await ana.page.getByRole('button', { name: 'Voice recordings' }).click()
    await ana.page.getByRole('button', { name: 'Erase' }).click()
    await expect.poll(async () => (await keptParts(admission)).size, asking).toBe(0)
    await reader.page.reload()
    await reader.page.getByRole('button', { name: 'Unchanged and signed' }).waitFor()
    expect(await reader.page.getByRole('region', { name: 'Voices' }).count()).toBe(0)
    expect([ana, reader].flatMap(({ watch }) => watch.faults)).toEqual([])
  })

  it.skipIf(!canMakeNamespaces())(
    'F61: goes over the server once a firewall lets no UDP through, and by a new line when nothing came for a while',
    async () => {
      const network = openNamespace('call')
      const cable = layCable(network, '10.231.9')
      const server = await startServer(pathOf(folder, 'firewall'), { host: cable.here })
      // Browsers give a microphone to secure pages alone.
      const trusted = `--unsafely-treat-insecure-origin-as-secure=${server.url}`
      const there = await launchChromium([...flags, ...givingFlags, trusted], {
        brief: true,
        stays: true,
        whole: true,
        within: network,
      })
      try {
        const [ana, ben] = [await newActor(there, 'Ana'), await newActor(there, 'Ben')]
        for (const { page } of [ana, ben]) page.setDefaultTimeout(30_000)
        await meet({ server: () => server }, ana, ben)
        for (const actor of [ana, ben]) await joinCall(actor)
        await avatar(ben, 'A', true).waitFor()
        expect(await ben.page.getByText('Voice over the server').count()).toBe(0)
        network.run('iptables', '-A', 'OUTPUT', '-p', 'udp', '-j', 'DROP')
        for (const { page } of [ana, ben]) await page.getByText('Voice over the server').waitFor()
        await avatar(ben, 'A', true).waitFor()

        // Nothing comes or goes: both dial again, and again, and are heard as soon as something does.
        let dials = 0
        for (const { page } of [ana, ben])
          page.on('websocket', (socket) => {
            if (socket.url().includes('/call/')) dials += 1
          })
        network.run('iptables', '-I', 'OUTPUT', '!', '-o', 'lo', '-j', 'DROP')
        await avatar(ben, 'A', false).waitFor()
        await expect.poll(() => dials, patience).toBeGreaterThanOrEqual(4)
        network.run('iptables', '-D', 'OUTPUT', '1')
        await avatar(ben, 'A', true).waitFor()
        await avatar(ana, 'B', true).waitFor()
      } finally {
        await there.close()
        await server.stop('SIGKILL')
        network.close()
      }
    },
  )

  it.skipIf(!hasTurnServer())(
    'F58: goes through coturn, as our compose file starts it, where nothing else connects, and over the server when that is down',
    async () => {
      const turn = await startTurnServer()
      const data = pathOf(folder, 'data')
      let server = await startServer(data, { env: turn.env })
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
        // The server is killed, and another one takes its place: nobody presses anything.
        await server.stop('SIGKILL')
        for (const actor of [ana, ben])
          await avatar(actor, 'A', false)
            .or(avatar(actor, 'B', false))
            .first()
            .waitFor()
        server = await startServer(data, { env: turn.env, port: server.port })
        await avatar(ben, 'A', true).waitFor()
        await avatar(ana, 'B', true).waitFor()
      } finally {
        await turn.stop()
        await server.stop('SIGKILL')
      }
    },
  )
})

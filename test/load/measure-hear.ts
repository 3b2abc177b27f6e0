import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { composedRate, composeSpeech, readClip } from '@greenroom/call/testing'
import type { Page } from 'playwright-core'
import { noteOwnVoice } from '../e2e/own-voice.ts'
import { meet } from '../e2e/room-steps.ts'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { canMakeNamespaces, ip, type Namespace, openNamespace } from '../fixtures/namespaces.ts'
import { startServer } from '../fixtures/server-process.ts'
import { givingFlags, speakingFlags, writeSamples } from '../fixtures/spoken.ts'
import type { Aims } from './aims.ts'
import { ascending, percentile, printTable, round } from './figures.ts'

type Piece = readonly [at: number, level: number]
/** How loud it was, by the machine's milliseconds. */
const noted = (page: Page, what: 'heard' | 'played'): Promise<readonly Piece[]> =>
  page.evaluate((what) => {
    const { pieces, machine }: { readonly pieces: readonly Piece[]; readonly machine: number } = Reflect.get(
      window,
      what,
    )
    return pieces.map(([at, level]) => [at + machine, level] as const)
  }, what)

/** Somebody who hardly pauses, spoken by espeak-ng. */
function writeTalk(path: string): void {
  const clip = (name: string): Float32Array =>
    readClip(readFileSync(new URL(`../../packages/call/src/testing/${name}.wav`, import.meta.url)))
  let at = 0
  const clips = ['goal', 'question', 'retention', 'week'].map(clip).map((one) => {
    const from = at
    at += (one.length * 1000) / composedRate
    return { clip: one, at: from }
  })
  writeSamples(path, composeSpeech(Math.ceil(at), clips).samples)
}

/** Levels in steps of ten milliseconds from `from` on. */
function levelsOf(pieces: readonly Piece[], from: number, to: number): Float32Array {
  const levels = new Float32Array(Math.ceil((to - from) / 10))
  for (const [at, level] of pieces) {
    const step = Math.floor((at - from) / 10)
    if (step >= 0 && step < levels.length) levels[step] = level
  }
  return levels
}

/** Milliseconds after which `ear` is most like `mouth`, within a window. `null`: it is not alike anywhere. */
function lagWithin(mouth: Float32Array, ear: Float32Array, from: number, to: number): number | null {
  let best = { lag: 0, likeness: 0 }
  for (let lag = 0; lag < 100; lag += 1) {
    let [sumA, sumB, both, one, other, count] = [0, 0, 0, 0, 0, 0]
    for (let step = from; step < to && step + lag < ear.length; step += 1) {
      const [a, b] = [mouth[step] ?? 0, ear[step + lag] ?? 0]
      sumA += a
      sumB += b
      both += a * b
      one += a * a
      other += b * b
      count += 1
    }
    const likeness = (both - (sumA * sumB) / count) / Math.sqrt((one - sumA ** 2 / count) * (other - sumB ** 2 / count))
    if (likeness > best.likeness) best = { lag: lag * 10, likeness }
  }
  return best.likeness > 0.6 ? best.lag : null
}

const windowSteps = 500
const silent = 0.003
type Heard = { readonly lags: readonly number[]; readonly gap: number; readonly gapAt: number; readonly lost: number }

/**
 * What became of a voice on its way: how much later it was heard, in windows of five seconds, and the longest time in which nothing was heard of what
 * was said. The speaker's own pauses are no part of it.
 */
function compare(mouthPieces: readonly Piece[], earPieces: readonly Piece[], from: number, to: number): Heard {
  const [mouth, ear] = [levelsOf(mouthPieces, from, to), levelsOf(earPieces, from, to)]
  const lags: number[] = []
  let [gap, gapAt, lost] = [0, 0, 0]
  let running = 0
  for (let at = 0; at + windowSteps <= mouth.length; at += windowSteps) {
    const found = lagWithin(mouth, ear, at, at + windowSteps)
    if (found !== null) lags.push(found)
    const shift = (found ?? lags.at(-1) ?? 0) / 10
    for (let step = at; step < at + windowSteps && step + shift < ear.length; step += 1) {
      if ((ear[step + shift] ?? 0) >= silent) running = 0
      else if ((mouth[step] ?? 0) >= silent * 5) {
        running += 10
        lost += 10
        if (running > gap) [gap, gapAt] = [running, at * 10]
      }
    }
  }
  return { lags, gap, gapAt, lost }
}

/** The link between each of two people and this machine, as a program that can be told to cut it. */
async function openFarLink(): Promise<{ readonly tell: (what: string) => void; readonly stop: () => void }> {
  const program: ChildProcessWithoutNullStreams = spawn('perl', [
    fileURLToPath(new URL('far-link.pl', import.meta.url)),
  ])
  const said: string[] = []
  program.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  await Promise.race([
    once(program.stdout, 'data'),
    once(program, 'exit').then(() => {
      throw new Error(`no link: ${said.join('')}`)
    }),
  ])
  return {
    tell: (what) => void program.stdin.write(`${what}\n`),
    stop: () => void program.kill(),
  }
}

const heardIn = async (page: Page, after: number): Promise<number | null> => {
  const pieces = await noted(page, 'played')
  return pieces.find(([at, level]) => at > after && level >= silent * 5)?.[0] ?? null
}
const waitUntilHeard = async (page: Page, after: number): Promise<number> => {
  for (let tries = 0; tries < 300; tries += 1) {
    const at = await heardIn(page, after)
    if (at !== null) return at
    await wait(200)
  }
  throw new Error('nobody is heard within a minute')
}
const joinCall = ({ page }: Actor) => page.getByRole('button', { name: /^Join the call/ }).click()
const loadNow = (): string => round(loadavg()[0] ?? 0)

/** From the click that joins the call to the first sound of somebody who is in it, directly on one machine. */
async function measureClickToSound(folder: string, repeats: number, aims: Aims): Promise<void> {
  const browser = await launchChromium([
    ...speakingFlags(join(folder, 'talk.wav')),
    ...givingFlags,
    '--allow-loopback-in-peer-connection',
  ])
  const server = await startServer(join(folder, 'near'))
  const times: number[] = []
  try {
    for (let run = 0; run < repeats; run += 1) {
      const [ana, ben] = [await newActor(browser, 'Ana'), await newActor(browser, 'Ben')]
      for (const { page } of [ana, ben]) await page.addInitScript(noteOwnVoice)
      await meet({ server: () => server }, ana, ben)
      await joinCall(ana)
      await ana.page.locator('[data-call=in]').waitFor()
      await ben.page.getByRole('button', { name: /^Join the call/ }).waitFor()
      await ben.page.evaluate(() => {
        document.addEventListener('click', () => Reflect.set(window, 'clicked', Date.now()), {
          capture: true,
          once: true,
        })
      })
      await wait(2_000)
      await joinCall(ben)
      const clicked: number = await ben.page.evaluate(() => Reflect.get(window, 'clicked'))
      times.push((await waitUntilHeard(ben.page, clicked)) - clicked)
      for (const { context } of [ana, ben]) await context.close()
    }
  } finally {
    await browser.close()
    await server.stop('SIGKILL')
  }
  const sorted = ascending(times)
  const [middle, most] = [percentile(sorted, 0.5), sorted.at(-1) ?? 0]
  process.stdout.write(`hear: click to sound ${times.map((time) => round(time)).join(', ')} ms, load ${loadNow()}\n`)
  aims.note(
    'click to sound, direct on loopback, median and slowest',
    `${round(middle)} and ${round(most)} ms`,
    '≤ 500 ms',
  )
}

/** Joins a namespace's end of the link with this machine. */
function attach(person: Namespace, near: string, far: string, network: string): void {
  ip('address', 'add', `${network}.1/30`, 'dev', near)
  ip('link', 'set', near, 'up')
  ip('link', 'set', far, 'netns', person.name)
  ip('-n', person.name, 'address', 'add', `${network}.2/30`, 'dev', far)
  ip('-n', person.name, 'link', 'set', far, 'up')
  ip('-n', person.name, 'route', 'add', 'default', 'dev', far)
}

const forwarding = '/proc/sys/net/ipv4/ip_forward'
const serverAddress = '10.231.0.1'
/** Round trip between each person and the server, in milliseconds, and what is lost each way. */
const roundTrip = 50
const loss = 0.01

/** Two people in networks of their own, each so far from the server: directly, and then over the server, as where no UDP goes through. */
async function measureFar(folder: string, minutes: number, aims: Aims): Promise<void> {
  const link = await openFarLink()
  const before = readFileSync(forwarding, 'utf8')
  const people: Namespace[] = []
  const ends: (() => Promise<unknown>)[] = []
  try {
    writeFileSync(forwarding, '1')
    ip('address', 'add', `${serverAddress}/32`, 'dev', 'lo')
    for (const at of [0, 1]) {
      const person = openNamespace(`person-${at}`)
      people.push(person)
      attach(person, `far${at * 2}`, `far${at * 2 + 1}`, `10.231.${at + 1}`)
    }
    const server = await startServer(join(folder, 'far'), { host: serverAddress })
    ends.push(() => server.stop('SIGKILL'))
    const wavs = [join(folder, 'talk.wav'), join(folder, 'quiet.wav')]
    writeSamples(join(folder, 'quiet.wav'), new Float32Array(composedRate))
    const actors: Actor[] = []
    for (const [at, name] of ['Ana', 'Ben'].entries()) {
      const browser = await launchChromium(
        [
          ...speakingFlags(wavs[at] ?? ''),
          ...givingFlags,
          // Browsers give a microphone to secure pages alone, and count no address but loopback's as one.
          `--unsafely-treat-insecure-origin-as-secure=${server.url}`,
        ],
        { within: people[at] },
      )
      ends.push(() => browser.close())
      const actor = await newActor(browser, name)
      await actor.page.addInitScript(noteOwnVoice)
      actors.push(actor)
    }
    const [ana, ben] = actors
    if (ana === undefined || ben === undefined) throw new Error('somebody is missing')
    await meet({ server: () => server }, ana, ben)
    link.tell(`delay ${roundTrip / 2000} ${loss}`)
    for (const actor of [ana, ben]) await joinCall(actor)
    await waitUntilHeard(ben.page, 0)

    const during = async (milliseconds: number): Promise<Heard> => {
      // The buffer has settled.
      await wait(5_000)
      const from = Date.now()
      await wait(milliseconds)
      const to = Date.now()
      await wait(1_000)
      return compare(await noted(ana.page, 'heard'), await noted(ben.page, 'played'), from, to)
    }
    /** Nothing goes through for five seconds, for either. */
    const cut = async (): Promise<number> => {
      link.tell('cut')
      await wait(5_000)
      link.tell('join')
      const joined = Date.now()
      // What arrives at once is no voice from before: a frame is dropped when it is older than 400 ms.
      return (await waitUntilHeard(ben.page, joined)) - joined
    }
    const tell = (way: string, { lags, gap, gapAt, lost }: Heard, cuts: readonly number[]): string[] => {
      const sorted = ascending(lags)
      const most = sorted.at(-1) ?? Number.NaN
      const median = sorted.length === 0 ? Number.NaN : percentile(sorted, 0.5)
      process.stdout.write(
        `hear, ${way}: ${lags.length} windows; longest gap at ${round(gapAt / 1000)} s; load ${loadNow()}\n`,
      )
      return [
        way,
        round(median),
        round(sorted.length === 0 ? Number.NaN : percentile(sorted, 0.95)),
        round(most),
        round(gap),
        round(lost),
        cuts.map((one) => round(one)).join(', '),
      ]
    }
    const isOverServer = () => ben.page.getByText('Voice over the server').count()
    if ((await isOverServer()) > 0) throw new Error('the two are not connected directly')
    const directly = await during(30_000)
    const directCuts = [await cut()]

    for (const person of people) person.run('iptables', '-A', 'OUTPUT', '-p', 'udp', '-j', 'DROP')
    const blocked = Date.now()
    await ben.page.getByText('Voice over the server').first().waitFor({ timeout: 60_000 })
    const fell = (await waitUntilHeard(ben.page, blocked + 1_000)) - blocked
    const over = await during(minutes * 60_000)
    const cuts: number[] = []
    for (let run = 0; run < 3; run += 1) {
      cuts.push(await cut())
      await wait(8_000)
    }
    printTable(
      `Two people, each ${roundTrip} ms of round trip and ${loss * 100} % of loss each way from the server; mouth to ear over windows of five seconds`,
      ['way', 'median ms', 'p95 ms', 'most ms', 'longest gap ms', 'lost ms', 'back after a cut of 5 s, ms'],
      [tell('directly, 30 s', directly, directCuts), tell(`over the server, ${minutes} min`, over, cuts)],
    )
    process.stdout.write(`hear: over the server ${round(fell)} ms after UDP was blocked in the middle of the call\n`)
    const lags = ascending(over.lags)
    aims.note(
      'mouth to ear over the server, median and most',
      `${round(percentile(lags, 0.5))} and ${round(lags.at(-1) ?? Number.NaN)} ms`,
      '≤ 300 ms',
    )
    aims.note(`longest gap in ${minutes} min over the server`, `${round(over.gap)} ms`, '≤ 200 ms')
    aims.note('back after a cut of five seconds, slowest', `${round(Math.max(...cuts, ...directCuts))} ms`, '≤ 3000 ms')
  } finally {
    await Promise.all(ends.map((end) => end()))
    for (const person of people) person.close()
    link.stop()
    ip('address', 'delete', `${serverAddress}/32`, 'dev', 'lo')
    writeFileSync(forwarding, before)
  }
}

/** How soon, how late and how well somebody is heard, in real browsers. */
export async function measureHear({
  minutes,
  repeats,
  aims,
}: {
  readonly minutes: number
  readonly repeats: number
  readonly aims: Aims
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-hear-'))
  try {
    writeTalk(join(folder, 'talk.wav'))
    await measureClickToSound(folder, repeats, aims)
    if (canMakeNamespaces()) await measureFar(folder, minutes, aims)
    else
      process.stdout.write(
        'hear: people far apart are not measured: that wants network namespaces, which only the superuser may make (with iproute2, iptables and perl)\n',
      )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

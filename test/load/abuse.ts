import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Framework, newItemId } from '@greenroom/board'
import * as Y from 'yjs'
import { openBoard } from '../faults/steps/board-client.ts'
import { addCard } from '../faults/steps/cards.ts'
import type { Victim } from './abuse-attack.ts'
import { ascending, percentile, printTable, round } from './figures.ts'
import { residentBytesOfAll } from './process-figures.ts'
import { startGreenroom } from './targets.ts'

const program = fileURLToPath(new URL('./abuse-attack.ts', import.meta.url))
const flags = ['--disable-warning=ExperimentalWarning']
const seconds = 20
const every = 50
const mebibyte = 1024 * 1024
/** Memory is read once a second. It is at rest when it has not moved by more than this for `restsFor` readings. */
const still = 2 * mebibyte
const restsFor = 25
const looksAtMost = 90
/** How much more than before an attack may be left when the server is at rest again. */
const leftAtMost = 50 * mebibyte

/**
 * The memory of a server once it is at rest. What it holds right after a start or an attack is mostly garbage: a quiet server collects it
 * within ten seconds, V8 keeps the freed pages for eight more, and the process that reads case files ends after fifteen.
 */
async function memoryAtRest(pid: number): Promise<{ readonly bytes: number; readonly after: number }> {
  const looks: number[] = []
  for (let look = 1; ; look++) {
    await wait(1_000)
    looks.push(residentBytesOfAll(pid))
    const last = looks.slice(-restsFor)
    const isStill = last.length === restsFor && Math.max(...last) - Math.min(...last) <= still
    if (isStill || look === looksAtMost) return { bytes: looks.at(-1) ?? 0, after: look - (isStill ? restsFor : 0) }
  }
}

/** How many servers there are at once: one is attacked, and the others come to rest before or after their attack. */
const lanes = 8

/** Runs what it is given one after the other. */
function createTurns(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const mine = last.then(run)
    last = mine.catch(() => undefined)
    return mine
  }
}

/** Attacks on people's accounts, which a server has only where they are configured. */
const signsIn = /passkey|provider/

/** A provider of sign-ins that knows nobody. */
async function startProvider(): Promise<{ readonly issuer: string; readonly close: () => void }> {
  let issuer = ''
  const server = createServer((request, response) => {
    const isKnown = request.url === '/.well-known/openid-configuration' || request.url === '/jwks'
    const about = {
      ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
      ...{ jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'] },
      ...{ id_token_signing_alg_values_supported: ['RS256'], backchannel_logout_supported: true },
    }
    response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/json' })
    response.end(JSON.stringify(request.url === '/jwks' ? { keys: [] } : isKnown ? about : { error: 'invalid_grant' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return { issuer, close: () => server.close() }
}

/** One attack, for a while, from its own process, on its own server. Starts and attacks wait for `turn`; servers at rest do not. */
async function measureAttack(framework: Framework, name: string, turn: <T>(run: () => Promise<T>) => Promise<T>) {
  const provider = await startProvider()
  const env = {
    ...{ PUBLIC_URL: 'https://greenroom.example.org', PASSKEYS: '1' },
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'greenroom', OIDC_CLIENT_SECRET: 'x'.repeat(40) },
  }
  const options = { boardBytes: 64 * 1024, ...(signsIn.test(name) && { env }) }
  const target = await turn(() => startGreenroom(framework, 2, options))
  try {
    const [calm, attacked] = target.rooms
    if (!calm || !attacked) throw new Error('no rooms')
    const { host } = new URL(target.address(0, 'interviewer').url)
    const personOf = (who: 'interviewer' | 'candidate') => ({
      session: calm.session,
      participant: calm.participants[who],
      token: calm.tokens[who],
    })
    const typist = await openBoard(`ws://${host}`, personOf('interviewer'))
    const reader = await openBoard(`ws://${host}`, personOf('candidate'))
    await typist.sync()
    await reader.sync()
    const card = newItemId(Math.random)
    typist.edit((doc) => addCard(doc, card, ''))
    const before = await memoryAtRest(target.pid)
    const due: number[] = []
    const latencies: number[] = []
    const textIn = (doc: Y.Doc): Y.Text | null => {
      const item = doc.getMap('items').get(card)
      const text = item instanceof Y.Map ? item.get('text') : null
      return text instanceof Y.Text ? text : null
    }
    reader.doc.on('update', () => {
      // Several letters may arrive as one entry: as many have arrived as the card contains.
      const arrived = textIn(reader.doc)?.length ?? 0
      const now = performance.now()
      for (let letter = latencies.length; letter < arrived; letter++) latencies.push(now - (due[letter] ?? now))
    })
    const victim: Victim = { url: `http://${host}`, session: attacked.session, tokens: attacked.tokens, seconds }
    const { peak, alive } = await turn(async () => {
      const attacker =
        name === 'nothing'
          ? null
          : spawn(process.execPath, [...flags, program, name, JSON.stringify(victim)], {
              stdio: ['ignore', 'pipe', 'inherit'],
            })
      // Node's own start costs half a second of a core, which a remote attacker would not cost this machine.
      if (attacker !== null) await once(attacker.stdout, 'data')
      let most = 0
      const watching = setInterval(() => {
        most = Math.max(most, residentBytesOfAll(target.pid))
      }, 250)
      const attackEnded = attacker === null ? wait(seconds * 1000) : once(attacker, 'exit')
      const began = performance.now()
      let isOver = false
      void attackEnded.then(() => {
        isOver = true
      })
      for (let letter = 0; !isOver; letter++) {
        const at = began + letter * every
        await wait(Math.max(0, at - performance.now()))
        due.push(at)
        typist.edit((doc) => textIn(doc)?.insert(letter, 'a'))
      }
      clearInterval(watching)
      const answers = await fetch(`http://${host}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
      return { peak: most, alive: answers }
    })
    const after = alive ? await memoryAtRest(target.pid) : { bytes: Number.NaN, after: Number.NaN }
    const sorted = ascending(latencies)
    const mebibytes = (bytes: number): string => round(bytes / mebibyte, 0)
    return [
      name,
      round(percentile(sorted, 0.5)),
      round(percentile(sorted, 0.99)),
      String(due.length - latencies.length),
      alive ? '0' : '1',
      mebibytes(before.bytes),
      mebibytes(peak),
      mebibytes(after.bytes),
      after.bytes - before.bytes <= leftAtMost ? `back, after ${after.after} s` : 'NOT BACK',
    ]
  } finally {
    await target.stop()
    provider.close()
  }
}

/**
 * Each attack for a while from its own process, on its own server, beside a calm room in which somebody types. The calm room's latency is
 * counted from the moment when a letter was due. Attacks follow one another; only the rests before and after them overlap.
 */
export async function measureAbuse(framework: Framework, only: readonly string[] = []): Promise<void> {
  const names = JSON.parse(execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' })) as string[]
  const waiting = ['nothing', ...names].filter((name) => only.length === 0 || only.includes(name))
  const rows: string[][] = []
  const turn = createTurns()
  const runLane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const row = await measureAttack(framework, name, turn)
      process.stdout.write(`${row.join(' · ')}\n`)
      rows.push(row)
    }
  }
  await Promise.all(Array.from({ length: lanes }, runLane))
  printTable(
    `A calm room beside one attack at a time, of ${seconds} s each; memory of the server and what it started, at rest before and after`,
    ['attack', 'p50 ms', 'p99 ms', 'lost', 'deaths', 'MiB before', 'at most', 'after', 'within 50 MiB'],
    rows,
  )
}

import { createTestDatabase } from '../../apps/server/src/testing/postgres.ts'
import { openBalancedServers } from '../faults/steps/balanced-servers.ts'
import { stopForAWhile, writeThroughBoth } from '../faults/steps/two-servers.ts'
import { type BalancerName, hasBalancer } from '../fixtures/balancer.ts'
import { prepareRooms } from '../fixtures/prepared-rooms.ts'
import { startServer } from '../fixtures/server-process.ts'
import type { Aims } from './aims.ts'
import { ascending, percentile, printTable, round } from './figures.ts'

const nowhere = '/nowhere/at/all'
const edits = 10_000
const commands = 500
const standsStill = 30
const kills = 20
const roomCount = 24
const typingRooms = 8
const balancers: readonly BalancerName[] = ['nginx', 'haproxy']

/** Two servers that both write one session, and one that stands still and goes on. Throws when an edit is lost or doubled. */
async function measureOneSession(aims: Aims): Promise<void> {
  const database = await createTestDatabase()
  const servers: Awaited<ReturnType<typeof startServer>>[] = []
  const start = async () => {
    const server = await startServer(nowhere, { env: { DATABASE_URL: database.url } })
    servers.push(server)
    return server
  }
  try {
    const [written, frozen] = await prepareRooms(nowhere, 2, { databaseUrl: database.url })
    if (written === undefined || frozen === undefined) throw new Error('There are no rooms.')
    const [one, other] = [await start(), await start()]
    const since = performance.now()
    const { equalAfter, sentOn } = await writeThroughBoth({ database, one, other, room: written }, { edits, commands })
    process.stdout.write(
      `A balancer that lies: ${edits} edits and ${commands} commands in ${round((performance.now() - since) / 1000)} s, each once; people were sent on ${sentOn.join(' and ')} times\n`,
    )
    aims.note(`${edits} edits, ${commands} commands through both of two servers`, 'each once', 'each once')
    aims.note('… boards equal after the last edit', `${round(equalAfter, 0)} ms`, '≤ 1,000 ms')
    const { code, leftAfter, wrote } = await stopForAWhile({ database, one, other, room: frozen }, standsStill * 1000)
    aims.note(`SIGSTOP for ${standsStill} s, then SIGCONT: edits that it wrote`, String(wrote), '0')
    aims.note(`… its people left (${code}) after`, `${round(leftAfter, 0)} ms`, '≤ 2,000 ms')
  } finally {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')))
    await database.remove()
  }
}

/** Servers behind a balancer that are killed, join and leave while people type in eight rooms, or in all. */
async function measureBalanced(name: BalancerName, aims: Aims): Promise<void> {
  const balanced = await openBalancedServers(name, roomCount)
  const rows: string[][] = []
  const row = (what: string, pauses: readonly number[]): string => {
    const sorted = ascending(pauses)
    const [p50, p99, longest] = [percentile(sorted, 0.5), percentile(sorted, 0.99), sorted.at(-1) ?? Number.NaN]
    rows.push([what, String(sorted.length), round(p50, 0), round(p99, 0), round(longest, 0)])
    return `${round(p99, 0)} ms`
  }
  try {
    const typists = await balanced.openTypists(typingRooms)
    const { lost } = await balanced.kill(typists, kills)
    const back = row(
      `${kills} SIGKILLs of the owner`,
      typists.flatMap((typist) => typist.waits()),
    )
    for (const typist of typists) typist.close()
    aims.note(`${name}: edits lost that were told, ${kills} kills`, String(lost), '0')
    aims.note(`${name}: everybody back after a kill, p99`, back, '≤ 3,000 ms')
    const everybody = await balanced.openTypists(roomCount)
    const { roomsMoved, interrupted, others, pauses } = await balanced.joinAndLeave(everybody)
    for (const typist of everybody) typist.close()
    row('a third server joins', pauses.joining)
    row('it leaves', pauses.leaving)
    const longest = Math.max(0, ...pauses.joining, ...pauses.leaving)
    aims.note(
      `${name}: a third server joins and leaves, ${roomsMoved} of ${roomCount} rooms move, ${interrupted} of ${others} others interrupted: longest pause`,
      `${round(longest, 0)} ms`,
      '≤ 2,000 ms',
    )
  } finally {
    await balanced.close()
  }
  printTable(
    `Servers behind ${name}, with the configuration in deploy`,
    ['what', 'reconnections', 'back after p50 ms', 'p99 ms', 'longest ms'],
    rows,
  )
}

/** Several servers on one Postgres: what it costs people when one is overtaken, stands still, is killed, joins or leaves. */
export async function measureServers(aims: Aims): Promise<void> {
  // As an operator runs it.
  process.env.GREENROOM_POSTGRES_FSYNC = 'on'
  await measureOneSession(aims)
  for (const name of balancers)
    if (hasBalancer(name)) await measureBalanced(name, aims)
    else process.stdout.write(`${name} is not installed: not measured.\n`)
}

import { setTimeout as wait } from 'node:timers/promises'
import {
  applyBoardCommand,
  type BoardCommand,
  type Framework,
  type ItemId,
  newItemId,
  seedBoard,
} from '@greenroom/board'
import * as Y from 'yjs'
import { filler } from '../fixtures/prepared-rooms.ts'
import type { Aims } from './aims.ts'
import { printTable, round } from './figures.ts'
import { cpuMilliseconds, residentBytes } from './process-figures.ts'
import { createSentTimes } from './sent-times.ts'
import { startFloor, startGreenroom, type Target, withTarget } from './targets.ts'
import { type Connection, connect } from './typist.ts'

/** Where nobody types. */
const nobodysEdits = createSentTimes(0, 0)
const editorsOfARoom = ['interviewer', 'candidate'] as const

async function openRooms(target: Target, rooms: number): Promise<readonly Connection[]> {
  const connections: Connection[] = []
  for (let room = 0; room < rooms; room++) {
    for (const who of editorsOfARoom) {
      const connection = connect(
        target.address(room, who),
        1000 + connections.length,
        nobodysEdits,
        () => {},
        (why) => process.stdout.write(`${target.name}, room ${room}: ${why}\n`),
      )
      await connection.opened
      connections.push(connection)
    }
  }
  return connections
}

const editsOfAnHour = 13_000

/** What an hour leaves on a board, as one update: text typed into cards and fields letter by letter, cards moved and removed. */
function hourLongBoard(framework: Framework): Uint8Array {
  let state = 42
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedBoard(framework), 'seed')
  const seeded = Y.encodeStateVector(doc)
  doc.clientID = filler
  const sections = framework.sections.filter((section) => section.layout !== 'line')
  const items: { readonly item: ItemId; readonly section: string; length: number }[] = []
  const apply = (command: BoardCommand): void => {
    applyBoardCommand(doc, framework, command, 'local')
  }
  for (let edits = 0; edits < editsOfAnHour; edits++) {
    const pick = items[Math.floor(random() * items.length)]
    const chance = random()
    if (pick === undefined || (chance < 0.2 && items.length < 90)) {
      const section = sections[items.length % sections.length]
      const item = newItemId(random)
      const at = { section: section?.id ?? '', parent: null, before: null }
      apply({ kind: 'addItem', item, itemKind: section?.kinds[0] ?? '', text: '', at })
      items.push({ item, section: at.section, length: 0 })
    } else if (chance < 0.3) {
      apply({ kind: 'moveItem', item: pick.item, at: { section: pick.section, parent: null, before: null } })
    } else {
      // A word or two, and sometimes the whole text again.
      if (pick.length > 120) {
        apply({ kind: 'editText', item: pick.item, index: 0, remove: pick.length, insert: '' })
        pick.length = 0
      }
      for (let letters = 5 + Math.floor(random() * 12); letters > 0; letters--, edits++) {
        apply({ kind: 'editText', item: pick.item, index: pick.length, remove: 0, insert: 'x' })
        pick.length += 1
      }
    }
  }
  return Y.encodeStateAsUpdate(doc, seeded)
}

/** Memory of an open room with an hour-long board and two sockets, 14 s after both have edited it. */
export async function measureMemory(
  framework: Framework,
  beside: string | undefined,
  aims: Aims,
  rooms = 200,
): Promise<void> {
  const hour = hourLongBoard(framework)
  const rows: string[][] = []
  for (const [name, start] of [
    ['relay that syncs', () => startFloor(framework)],
    ...(beside === undefined
      ? []
      : [['before', () => startGreenroom(framework, rooms, { updates: [hour], root: beside })] as const]),
    ['greenroom', () => startGreenroom(framework, rooms, { updates: [hour] })],
  ] as const) {
    await withTarget(start, async (target) => {
      // Memory left over from starting is released first.
      await wait(3_000)
      const before = residentBytes(target.pid)
      const connections = await openRooms(target, rooms)
      if (target.seed === null) {
        await Promise.all(connections.map((one) => Promise.race([one.joined, wait(20_000)])))
      }
      for (const connection of connections) {
        connection.prepare(framework, target.seed)
        // In between, pings are answered.
        await wait(0)
      }
      await wait(500)
      const edited = residentBytes(target.pid)
      await wait(13_500)
      const rested = residentBytes(target.pid)
      const perRoom = (bytes: number): string => round((bytes - before) / rooms / 1024, 0)
      rows.push([name, String(rooms), perRoom(edited), perRoom(rested)])
      if (name === 'greenroom')
        aims.note('memory of an open room, 14 s after the last edit', `${perRoom(rested)} KiB`, '≤ 700 KiB')
      for (const connection of connections) connection.close()
    })
  }
  printTable(
    `Memory of an open room with an hour-long board (${round(hour.byteLength / 1024, 0)} KiB) and two sockets`,
    ['server', 'rooms', 'KiB a room at the last edit', '14 s later'],
    rows,
  )
}

/** Cores that many quiet rooms take, over 30 s. */
export async function measureIdle(
  framework: Framework,
  beside: string | undefined,
  aims: Aims,
  profile: string | undefined,
  rooms = 1_000,
): Promise<void> {
  const rows: string[][] = []
  for (const [name, start] of [
    ['relay that syncs', () => startFloor(framework)],
    ...(beside === undefined ? [] : [['before', () => startGreenroom(framework, rooms, { root: beside })] as const]),
    ['greenroom', () => startGreenroom(framework, rooms, { profile })],
  ] as const) {
    await withTarget(start, async (target) => {
      const connections = await openRooms(target, rooms)
      await wait(20_000)
      const since = performance.now()
      const before = cpuMilliseconds(target.pid)
      await wait(30_000)
      const cores = (cpuMilliseconds(target.pid) - before) / (performance.now() - since)
      rows.push([name, String(rooms), String(connections.length), round(cores, 3)])
      if (name === 'greenroom') aims.note('idle cores at 1,000 rooms, 2,000 sockets', round(cores, 3), '≤ 0.02')
      for (const connection of connections) connection.close()
    })
  }
  printTable('Idle: nobody types', ['server', 'rooms', 'sockets', 'cores'], rows)
}

/** From the start of the process until it answers, with 100 sessions in the data folder. */
export async function measureStart(
  framework: Framework,
  beside: string | undefined,
  aims: Aims,
  runs = 5,
): Promise<void> {
  const rows: string[][] = []
  for (const [name, start] of [
    ['relay that syncs', () => startFloor(framework)],
    ...(beside === undefined ? [] : [['before', () => startGreenroom(framework, 100, { root: beside })] as const]),
    ['greenroom', () => startGreenroom(framework, 100)],
  ] as const) {
    const took: number[] = []
    // The first start fills the caches that make the next ones faster.
    for (let run = 0; run <= runs; run++) {
      await withTarget(start, async (target) => {
        if (run > 0) took.push(target.startedIn)
      })
    }
    const sorted = took.sort((a, b) => a - b)
    const middle = sorted[Math.floor(runs / 2)] ?? Number.NaN
    rows.push([name, round(sorted[0] ?? Number.NaN, 0), round(middle, 0), round(sorted.at(-1) ?? Number.NaN, 0)])
    if (name === 'greenroom') aims.note('start to listening', `${round(middle / 1000, 2)} s`, '≤ 0.8 s')
  }
  printTable(`Start to listening, ${runs} starts`, ['server', 'fastest ms', 'median ms', 'slowest ms'], rows)
}

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { openLineProxy } from '../steps/line-proxy.ts'
import { addNote, isSaved, notesOf, openPageBoard, openRoom, portOf, until } from '../steps/room-page.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

vi.setConfig({ testTimeout: 60_000 })
closeStages()
const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})

type Seen = {
  connection: string
  here: number
  notes: string[]
  saved: string
  clock: string | null
}
const script = fileURLToPath(new URL('../steps/room-page-process.ts', import.meta.url))
const openLaptop = (url: string, person: Person) => {
  const child = spawn(process.execPath, [script, url, person.session, person.participant, person.token], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  cleanUp.push(() => child.kill('SIGKILL'))
  const seen: Seen[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    seen.push(JSON.parse(line))
  })
  return { child, now: (): Seen | undefined => seen.at(-1) }
}

describe('F20: a laptop that sleeps for an hour, its whole process stopped', () => {
  it('is away in the meantime, and on waking is current and right without being asked: board and clock, nothing sent twice', async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { interviewer, candidate } = await castSession(stage)
    const desk = openRoom(stage.url, interviewer)
    cleanUp.push(() => desk.close())
    const deskBoard = await openPageBoard(desk)
    const proxy = await openLineProxy(portOf(stage.url))
    cleanUp.push(proxy.close)
    const laptop = openLaptop(proxy.url, candidate)
    await until('the laptop', () => laptop.now()?.connection === 'live' && laptop.now()?.saved === 'saved', 20_000)
    laptop.child.stdin.write('before the lid was closed\n')
    await until('its card', () => notesOf(deskBoard).length === 1)

    laptop.child.kill('SIGSTOP')
    // Written to it, and not read before it wakes: as a key pressed while the lid closes.
    laptop.child.stdin.write('as the lid closed\n')
    const isHere = (): boolean => desk.getSnapshot().here.some((id) => id === candidate.participant)
    // An hour later, whatever stood between the two has forgotten the line.
    proxy.cut()
    await until('it to be away', () => !isHere())
    clock.turn(3_600_000)
    await stage.must(interviewer, { kind: 'pauseClock' })
    deskBoard.apply(addNote('while it slept'))
    await until('saved', () => isSaved(deskBoard))
    const entriesBefore = (await stage.store.read(candidate.session, 0, 10_000)).length

    laptop.child.kill('SIGCONT')
    await until(
      'everything',
      () => {
        const now = laptop.now()
        return now?.connection === 'live' && now.notes.length === 3 && now.saved === 'saved' && now.clock === 'paused'
      },
      20_000,
    )
    expect(laptop.now()?.notes).toEqual(['as the lid closed', 'before the lid was closed', 'while it slept'])
    await until('presence', isHere)
    await until('the card at the desk', () => notesOf(deskBoard).length === 3)
    // One new edit, by the person who typed it; what was sent before the sleep was not sent again.
    const after = (await stage.store.read(candidate.session, 0, 10_000)).slice(entriesBefore)
    expect(after.filter(({ kind }) => kind === 'board-edited')).toHaveLength(1)
    expect(after.filter(({ kind, by }) => kind !== 'board-edited' && by === candidate.participant)).toEqual([])
  })
})

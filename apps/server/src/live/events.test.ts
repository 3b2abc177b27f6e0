import type { CommandMessage } from '@greenroom/protocol'
import { expect, it } from 'vitest'
import { createBudgets } from '../budgets/index.ts'
import { createCounts } from '../rooms/counts.ts'
import { answerEvent } from './events.ts'
import type { LiveSocket } from './live-socket.ts'

it('takes so many entries of who speaks when in a minute, and other commands beside them', async () => {
  let now = 0
  const done: string[] = []
  const room = {
    runFromWire: async (_by: string, _id: string, command: CommandMessage['command']) => {
      done.push(command.kind)
      return { ok: true, n: 1 }
    },
  }
  const live = { room, participant: 'ana' } as unknown as LiveSocket
  const purse = createBudgets().open({ participant: 'ana', session: 's', address: 'a' }, now)
  const clock = { now: () => now, monotonic: () => now }
  const send = async (command: object): Promise<unknown> => {
    let told: unknown
    await answerEvent(live, ['command', { commandId: 'c', command }, (answer: unknown) => (told = answer)], {
      clock,
      counts: createCounts(),
      purse,
    })
    return told
  }
  const note = { kind: 'noteAirtime', airtime: 1, heard: { from: 0, to: 1_000 }, stretches: [] }
  const taken = async (): Promise<number> => {
    const before = done.length
    for (let count = 0; count < 100; count++) await send(note)
    return done.length - before
  }
  expect(await taken()).toBe(40)
  expect(await send(note)).toMatchObject({ ok: false, code: 'rate-limited' })
  expect(await send({ kind: 'leaveSeat', seatsVersion: 1 })).toMatchObject({ ok: true })
  // A page that listens notes three entries a minute, and never waits.
  now += 60_000
  expect(await taken()).toBe(12)
})

import { expect, it } from 'vitest'
import { FairTurns } from './fair-turns.ts'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Somebody with pieces of work of so many milliseconds each. */
const workerOf = (name: string, pieces: number, cost: number, done: string[], clock: { now: number }) => ({
  next: () => {
    clock.now += cost
    done.push(name)
    return --pieces > 0
  },
})

it('does as much as there is time for in one turn of the event loop, one asker after the other, and the rest in the next turns', async () => {
  const clock = { now: 0 }
  const done: string[] = []
  const turns = new FairTurns(() => clock.now)
  expect(turns.hasTime()).toBe(true)
  turns.wait(workerOf('a', 5, 3, done, clock))
  turns.wait(workerOf('b', 2, 3, done, clock))
  expect(turns.hasTime()).toBe(false)
  expect(done).toEqual([])
  await nextTurn()
  // The third piece begins while there is time, and is done to its end.
  expect(done).toEqual(['a', 'b', 'a'])
  await nextTurn()
  expect(done).toEqual(['a', 'b', 'a', 'b', 'a', 'a'])
  await nextTurn()
  expect(done).toHaveLength(7)
  await nextTurn()
  expect(turns.hasTime()).toBe(true)
})

it('counts what is done at once, and forgets it with the turn', async () => {
  const clock = { now: 0 }
  const turns = new FairTurns(() => clock.now)
  turns.spend(() => {
    clock.now += 5
  })
  expect(turns.hasTime()).toBe(true)
  expect(() =>
    turns.spend(() => {
      clock.now += 5
      throw new Error('broken')
    }),
  ).toThrow('broken')
  expect(turns.hasTime()).toBe(false)
  await nextTurn()
  expect(turns.hasTime()).toBe(true)
})

it('counts what follows from a piece towards that piece, so that the continuations of many do not land in one turn', async () => {
  const clock = { now: 0 }
  const done: string[] = []
  const turns = new FairTurns(() => clock.now)
  // Nobody has anything left of this turn.
  turns.spend(() => {
    clock.now += 8
  })
  for (const name of ['a', 'b', 'c'])
    void turns
      .run(() => name)
      .then(async (mine) => {
        await null
        clock.now += 5
        done.push(mine)
      })
  expect(done).toEqual([])
  await nextTurn()
  expect(done).toEqual(['a', 'b'])
  await nextTurn()
  expect(done).toEqual(['a', 'b', 'c'])
})

it('answers those who wait for a piece with what it came to, or with what it threw', async () => {
  const turns = new FairTurns(() => 0)
  expect(await turns.run(() => 7)).toBe(7)
  turns.wait({ next: () => false })
  await expect(
    turns.run(() => {
      throw new Error('broken')
    }),
  ).rejects.toThrow('broken')
  expect(await turns.run(() => 8)).toBe(8)
})

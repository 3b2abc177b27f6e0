import { expect, it } from 'vitest'
import { FairTurns } from '../fair-turns.ts'
import { createRequestTurns } from './request-turns.ts'

it('lets in as many requests as a turn has time for, in order, and addresses one after another', async () => {
  const clock = { now: 0 }
  const turns = new FairTurns(() => clock.now)
  const begin = createRequestTurns(turns)
  const begun: string[] = []
  const request = (name: string) => (): void => {
    clock.now += 4
    begun.push(name)
  }
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) begin('a', request(name))
  begin('b', request('b1'))
  expect(begun).toEqual(['a1', 'a2'])
  await new Promise(setImmediate)
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1'])
  await new Promise(setImmediate)
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'a4', 'a5'])
  await new Promise(setImmediate)
  begin('a', request('a6'))
  expect(begun.at(-1)).toBe('a6')
})

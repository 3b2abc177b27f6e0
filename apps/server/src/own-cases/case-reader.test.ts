import { serverLimits } from '@greenroom/protocol'
import { afterEach, expect, it, vi } from 'vitest'
import { createBudgets } from '../budgets/index.ts'
import { type CaseReader, createCaseReader } from './case-reader.ts'

vi.setConfig({ testTimeout: 30_000 })

const open = (): CaseReader => createCaseReader({ budgets: createBudgets(), monotonic: () => performance.now() })
let reader: CaseReader | null = null
afterEach(async () => {
  vi.useRealTimers()
  await reader?.close()
})
/** Timers go by hand; the process is a real one. */
const stopTimers = (): void => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
}
const pidOf = ({ pid }: CaseReader): number => {
  const id = pid()
  if (id === null) throw new Error('no process')
  return id
}

it('counts the time of a file from when the process is ready to read it: on a busy machine its start takes longer', async () => {
  stopTimers()
  const budgets = createBudgets()
  let now = 0
  reader = createCaseReader({ budgets, monotonic: () => now })
  const asked = reader.check([{ name: 'a.yaml', text: 'a: [1' }], 'somebody')
  // Nothing of the process has run yet.
  now = 2 * serverLimits.ownCaseCheck
  await vi.advanceTimersByTimeAsync(2 * serverLimits.ownCaseCheck)
  expect(await asked).toMatchObject([{ file: 'a.yaml', rule: 'yaml' }])
  // Nor is it paid for.
  expect(budgets.charge({ address: 'somebody' }, 'caseReading', 20_000, now).ok).toBe(true)
})

it('says that the process did not start, and does not blame the file', async () => {
  stopTimers()
  reader = open()
  const asked = reader.check([{ name: 'a.yaml', text: 'a: 1' }])
  process.kill(pidOf(reader), 'SIGKILL')
  await expect(asked).rejects.toThrow('did not start')
  expect(await reader.check([{ name: 'b.yaml', text: 'a: [1' }])).toMatchObject([{ file: 'b.yaml', rule: 'yaml' }])
})

it('gives a file up that takes too long, and reads the next in a new process', async () => {
  stopTimers()
  reader = open()
  await reader.check([{ name: 'a.yaml', text: 'a: 1' }])
  const first = pidOf(reader)
  process.kill(first, 'SIGSTOP')
  const asked = reader.check([{ name: 'slow.yaml', text: 'a: 1' }])
  await vi.advanceTimersByTimeAsync(serverLimits.ownCaseCheck)
  expect(await asked).toMatchObject([{ file: 'slow.yaml', rule: 'size' }])
  expect(await reader.check([{ name: 'b.yaml', text: 'a: [1' }])).toMatchObject([{ file: 'b.yaml', rule: 'yaml' }])
  expect(pidOf(reader)).not.toBe(first)
})

it('answers calls that come together each with its own', async () => {
  reader = open()
  const { check } = reader
  const names = ['a.yaml', 'b.yaml', 'c.yaml']
  const answers = await Promise.all(names.map((name) => check([{ name, text: 'a: [1' }])))
  expect(answers.map(([first]) => first?.file)).toEqual(names)
})

it('rejects what cannot be published, without losing the process for the others', async () => {
  reader = open()
  await expect(reader.publish('own-x', 'a: 1')).rejects.toThrow('could not be read')
  expect(await reader.check([])).toEqual([])
})

it('dies of a file that takes all its memory, and reads the next one in another process', async () => {
  reader = open()
  await reader.check([{ name: 'a.yaml', text: 'a: 1' }])
  const first = pidOf(reader)
  const asked = reader.check([{ name: 'b.yaml', text: 'a: 1' }])
  process.kill(first, 'SIGKILL')
  // Whether the answer or the death came first, it is an answer.
  expect(await asked).toHaveLength(await asked.then((faults) => faults.length))
  expect(await reader.check([{ name: 'c.yaml', text: 'a: [1' }])).toMatchObject([{ file: 'c.yaml', rule: 'yaml' }])
  expect(reader.pid()).not.toBe(first)
})

it('lets addresses take turns, and refuses one that has used up its time', async () => {
  const budgets = createBudgets()
  reader = createCaseReader({ budgets, monotonic: () => performance.now() })
  budgets.spend({ address: 'spent' }, 'caseReading', 1e6, performance.now())
  await expect(reader.check([{ name: 'a.yaml', text: 'a: 1' }], 'spent')).rejects.toMatchObject({ status: 429 })
  const { check } = reader
  const order: string[] = []
  const ask = (from: string): Promise<unknown> =>
    check([{ name: 'a.yaml', text: 'a: [1' }], from).then(() => order.push(from))
  await Promise.all([ask('many'), ask('many'), ask('many'), ask('many'), ask('few')])
  expect(order.indexOf('few')).toBeLessThan(3)
})

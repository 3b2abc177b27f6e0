import { afterEach, expect, it, vi } from 'vitest'
import { createBudgets } from '../budgets/index.ts'
import { type CaseReader, createCaseReader } from './case-reader.ts'

vi.setConfig({ testTimeout: 30_000 })

const open = (patience = 20_000): CaseReader =>
  createCaseReader({ budgets: createBudgets(), monotonic: () => performance.now(), patience })
let reader: CaseReader | null = null
afterEach(() => reader?.close())

it('gives a file up that takes too long, and reads the next in a new process', async () => {
  reader = open(0)
  expect(await reader.check([{ name: 'slow.yaml', text: 'a: 1' }])).toMatchObject([{ file: 'slow.yaml', rule: 'size' }])
  await reader.close()
  reader = open()
  expect(await reader.check([{ name: 'b.yaml', text: 'a: [1' }])).toMatchObject([{ file: 'b.yaml', rule: 'yaml' }])
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
  const first = reader.pid()
  if (first === null) throw new Error('no process')
  const asked = reader.check([{ name: 'b.yaml', text: 'a: 1' }])
  process.kill(first, 'SIGKILL')
  // Whether the answer or the death came first, it is an answer.
  expect(await asked).toHaveLength(await asked.then((faults) => faults.length))
  expect(await reader.check([{ name: 'c.yaml', text: 'a: [1' }])).toMatchObject([{ file: 'c.yaml', rule: 'yaml' }])
  expect(reader.pid()).not.toBe(first)
})

it('lets addresses take turns, and refuses one that has used up its time', async () => {
  const budgets = createBudgets()
  reader = createCaseReader({ budgets, monotonic: () => performance.now(), patience: 20_000 })
  budgets.spend({ address: 'spent' }, 'caseReading', 1e6, performance.now())
  await expect(reader.check([{ name: 'a.yaml', text: 'a: 1' }], 'spent')).rejects.toMatchObject({ status: 429 })
  const { check } = reader
  const order: string[] = []
  const ask = (from: string): Promise<unknown> =>
    check([{ name: 'a.yaml', text: 'a: [1' }], from).then(() => order.push(from))
  await Promise.all([ask('many'), ask('many'), ask('many'), ask('many'), ask('few')])
  expect(order.indexOf('few')).toBeLessThan(3)
})

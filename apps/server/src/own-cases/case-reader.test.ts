import { afterEach, expect, it, vi } from 'vitest'
import { type CaseReader, createCaseReader } from './case-reader.ts'

vi.setConfig({ testTimeout: 30_000 })

let reader: CaseReader | null = null
afterEach(() => reader?.close())

it('gives a file up that takes too long, and reads the next in a new thread', async () => {
  reader = createCaseReader(0)
  expect(await reader.check([{ name: 'slow.yaml', text: 'a: 1' }])).toMatchObject([{ file: 'slow.yaml', rule: 'size' }])
  await reader.close()
  reader = createCaseReader()
  expect(await reader.check([{ name: 'b.yaml', text: 'a: [1' }])).toMatchObject([{ file: 'b.yaml', rule: 'yaml' }])
})

it('answers calls that come together each with its own', async () => {
  reader = createCaseReader()
  const { check } = reader
  const names = ['a.yaml', 'b.yaml', 'c.yaml']
  const answers = await Promise.all(names.map((name) => check([{ name, text: 'a: [1' }])))
  expect(answers.map(([first]) => first?.file)).toEqual(names)
})

it('rejects what cannot be published, without losing the thread for the others', async () => {
  reader = createCaseReader()
  await expect(reader.publish('own-x', 'a: 1')).rejects.toThrow('could not be read')
  expect(await reader.check([])).toEqual([])
})

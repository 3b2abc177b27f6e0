import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { categoryListSource } from './category-list-source.ts'
import { type Category, categories, createFrameworkRegistry, defineCategory, faultsOfCategory } from './index.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = join(here, 'categories')

const another = `
import { defineCategory } from '${pathToFileURL(join(here, 'category.ts')).href}'
import * as kinds from '${pathToFileURL(join(here, 'shared/kinds.ts')).href}'
import * as sections from '${pathToFileURL(join(here, 'shared/sections.ts')).href}'
const phase = (minutes) => [{ id: 'guess', name: 'Guess', minutes, sections: ['context'] }]
export const category = defineCategory({
  id: 'guesswork', order: 1000, title: 'Guesswork', description: 'How many are there?',
  framework: {
    id: 'guesswork', version: 1, title: 'Guesswork',
    sections: [sections.goalSection, sections.contextSection, sections.stakeholdersSection, sections.userFlowSection, sections.metricsTreeSection],
    kinds: [
      { id: 'goal', label: 'Goal', placeholder: '' },
      kinds.fact(['metric']), kinds.strategy, kinds.rival, kinds.lifecycle, kinds.stakeholder(), kinds.step(), kinds.metric(),
    ],
    seeds: [sections.goalSeed],
  },
  agendas: { 45: phase(32), 20: phase(20) },
  weights: [{ id: 'guess', title: 'Guess', weight: 100 }],
})
`

describe('frameworks', () => {
  it.each(categories.map((category) => [category.id, category] as const))('%s is sound', (_, category) => {
    expect(faultsOfCategory(category)).toEqual([])
  })

  it('are listed one for each file of the folder', () => {
    const list = readFileSync(join(here, 'category-list.ts'), 'utf8')
    expect(list, 'run: node packages/frameworks/bin/list-categories.mjs').toBe(categoryListSource(readdirSync(folder)))
    expect(categories.map((category) => category.id).sort()).toEqual(
      readdirSync(folder)
        .map((name) => name.replace(/\.ts$/, ''))
        .sort(),
    )
  })

  it('tell a broken file from a sound one', () => {
    const [first] = categories
    if (first === undefined) throw new Error('no category')
    const broken: Category = {
      ...first,
      framework: { ...first.framework, kinds: first.framework.kinds.filter((kind) => kind.id !== 'stakeholder') },
      weights: [{ id: 'goal', title: 'Goal', weight: 90 }],
    }
    expect(faultsOfCategory(broken)).toEqual(
      expect.arrayContaining([
        'section stakeholders names the unknown kind stakeholder',
        'link metric.valuedBy points at the unknown kind stakeholder',
        'weights add up to 90',
      ]),
    )
  })

  it('name the kinds of their variants', () => {
    const [first] = categories
    if (first === undefined) throw new Error('no category')
    const variants = [{ skill: 'pricing', kind: 'tariff', least: 2 }]
    expect(faultsOfCategory({ ...first, demands: { ...first.demands, variants } })).toEqual([
      'the variants name the unknown kind tariff',
    ])
  })

  it('name each link by a verb, as the debrief says it in a sentence about its card', () => {
    const labels = categories.flatMap(({ framework }) =>
      framework.kinds.flatMap(({ links }) => links.map(({ label }) => label)),
    )
    expect(labels.length).toBeGreaterThan(50)
    // “It is felt by …”, “It rests on …”.
    expect(labels.filter((label) => !/^(?!towards)([a-z]+s|came|would)\b/.test(label))).toEqual([])
  })

  it('refuse two categories of one id', () => {
    const [first] = categories
    if (first === undefined) throw new Error('no category')
    expect(() => createFrameworkRegistry([first, first])).toThrow('two categories')
    expect(() => createFrameworkRegistry([first, { ...first, id: 'other' }])).toThrow('id of a framework')
  })

  it('refuse a file that is not a category', () => {
    const [first] = categories
    if (first === undefined) throw new Error('no category')
    expect(() => defineCategory({ ...first, id: 'Not An Id' })).toThrow()
  })
})

describe('one more framework', () => {
  let copy = ''
  afterEach(() => rmSync(copy, { recursive: true, force: true }))

  it('is added by adding a file', async () => {
    copy = mkdtempSync(join(tmpdir(), 'one-more-framework-'))
    mkdirSync(join(copy, 'categories'))
    for (const name of readdirSync(folder))
      writeFileSync(
        join(copy, 'categories', name),
        `export { category } from '${pathToFileURL(join(folder, name)).href}'\n`,
      )
    writeFileSync(join(copy, 'categories', 'guesswork.ts'), another)
    writeFileSync(join(copy, 'category-list.ts'), categoryListSource(readdirSync(join(copy, 'categories'))))

    const added: { categoryList: Category[] } = await import(
      /* @vite-ignore */ pathToFileURL(join(copy, 'category-list.ts')).href
    )
    const registry = createFrameworkRegistry(added.categoryList)
    expect(registry.categories.map((category) => category.id)).toEqual([...categories.map((c) => c.id), 'guesswork'])
    expect(registry.frameworkOf('guesswork')?.title).toBe('Guesswork')
    for (const category of registry.categories) expect(faultsOfCategory(category)).toEqual([])
  })
})

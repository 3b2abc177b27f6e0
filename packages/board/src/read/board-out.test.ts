import { describe, expect, it } from 'vitest'
import { boardToJson, boardToMarkdown, type Framework, type ItemId, newItemId, readBoard } from '../index.ts'
import { testFramework as framework, itemId, must, seededDoc } from '../testing/index.ts'

function filled() {
  const doc = seededDoc(framework, 7)
  const add = (id: string, itemKind: string, section: string, text: string, parent: string | null = null) =>
    must(doc, framework, {
      kind: 'addItem',
      item: itemId(id),
      itemKind,
      text,
      at: { section, parent: parent === null ? null : itemId(parent), before: null },
    })
  must(doc, framework, { kind: 'editText', item: itemId('goal'), index: 0, remove: 0, insert: 'Grow *paid* orders' })
  add('fact', 'fact', 'context', '# 13.5 of 100\npay | <b>')
  add('s1', 'step', 'flow', 'Open the cart')
  add('s2', 'step', 'flow', 'Pay')
  add('m1', 'metric', 'tree', 'Orders')
  add('m2', 'metric', 'tree', 'Carts', 'm1')
  add('n', 'note', 'tree', '', 'm2')
  add('r', 'risk', 'risks', '1. Chargebacks')
  must(doc, framework, { kind: 'setField', item: itemId('m2'), field: 'operator', value: 'times' })
  must(doc, framework, { kind: 'setField', item: itemId('r'), field: 'mitigation', value: 'Limits' })
  must(doc, framework, { kind: 'addLink', item: itemId('m1'), link: { kind: 'measures', to: itemId('goal') } })
  return readBoard(doc)
}

describe('a board taken out', () => {
  it('is Markdown in the sections’ layouts', () => {
    expect(boardToMarkdown(filled(), framework, 'Amazon Pay')).toBe(`# Amazon Pay

## Goal

Grow \\*paid\\* orders

## Context

- **Fact:** \\# 13.5 of 100 pay \\| \\<b\\>

## User flow

1. Open the cart
1. Pay

## Metrics tree

- **Metric:** Orders (measures → Grow \\*paid\\* orders)
  - **Metric:** Carts (Operator: ×)
    - **Note:** *empty*

## Risks

| Item | Kind | Mitigation | Links |
| --- | --- | --- | --- |
| 1\\. Chargebacks | Risk | Limits |  |
`)
  })

  it('is JSON that names parents', () => {
    const json = boardToJson(filled(), framework)
    expect(json.framework).toEqual({ id: 'test', version: 1, title: 'Test board' })
    expect(json.sections.map(({ id, items }) => [id, items.map((item) => [item.id, item.parent])])).toEqual([
      ['goal', [['goal', null]]],
      ['context', [['fact', null]]],
      [
        'flow',
        [
          ['s1', null],
          ['s2', null],
        ],
      ],
      [
        'tree',
        [
          ['m1', null],
          ['m2', 'm1'],
          ['n', 'm2'],
        ],
      ],
      ['risks', [['r', null]]],
    ])
  })
})

describe('new ids', () => {
  it('are drawn from the given chance', () => {
    let n = 0
    const random = () => (n++ % 61) / 61
    expect(newItemId(random)).toMatch(/^[0-9A-Za-z]{16}$/)
    expect(newItemId(() => 0)).toBe('0000000000000000')
    expect(() => newItemId(() => 1)).toThrow()
  })
})

describe('a board that computes', () => {
  const operator = {
    type: 'choice' as const,
    id: 'operator',
    label: 'Operator',
    choices: [
      { value: 'times', label: '×' },
      { value: 'over', label: '÷' },
    ],
  }
  const field = (id: string) => ({ type: 'text' as const, id, label: id, placeholder: '' })
  const sums: Framework = {
    ...framework,
    kinds: [
      ...framework.kinds.filter(({ id }) => id !== 'metric' && id !== 'risk'),
      { id: 'metric', label: 'Metric', placeholder: '', fields: [operator, field('mid'), field('unit')], links: [] },
      { id: 'risk', label: 'Power', placeholder: '', fields: [field('baseline'), field('effect')], links: [] },
    ],
  }
  function equation() {
    const doc = seededDoc(sums, 7)
    const add = (id: string, kind: string, section: string, parent: string | null, fields: Record<string, string>) => {
      const at = { section, parent: parent as ItemId | null, before: null }
      must(doc, sums, { kind: 'addItem', item: itemId(id), itemKind: kind, text: id, at })
      for (const [name, value] of Object.entries(fields))
        must(doc, sums, { kind: 'setField', item: itemId(id), field: name, value })
    }
    add('litres', 'metric', 'tree', null, {})
    add('cars', 'metric', 'tree', 'litres', { mid: '1–4k', unit: 'cars' })
    add('each', 'metric', 'tree', 'litres', { operator: 'times', mid: '30', unit: 'litres a car' })
    add('test', 'risk', 'risks', null, { baseline: '50%', effect: '10 points' })
    return readBoard(doc)
  }

  it('says in Markdown what it comes to', () => {
    const text = boardToMarkdown(equation(), sums)
    expect(text).toContain('litres (= 60k (30k–120k) litres)')
    expect(text).toContain('≈ 400 per group, 800 in all')
  })

  it('says in JSON what it comes to, and nothing where there is nothing', () => {
    const items = boardToJson(equation(), sums).sections.flatMap((section) => section.items)
    const low = 30_000
    expect(items.find(({ id }) => id === 'litres')?.computed).toMatchObject({ low, high: 4 * low, unit: 'litres' })
    expect(items.filter((item) => 'computed' in item).map(({ id }) => id)).toEqual(['litres', 'cars', 'each'])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemId } from '../document/board-view.ts'
import { type Framework, frameworkSchema } from '../document/framework.ts'
import { itemId, must, seededDoc } from '../testing/index.ts'
import { type ComputedItem, computeTrees } from './compute-tree.ts'
import { writeAmount } from './quantity.ts'
import { readBoard } from './reader.ts'

const operator = {
  type: 'choice',
  id: 'operator',
  label: 'Operator',
  choices: ['plus', 'minus', 'times', 'over'].map((value) => ({ value, label: value })),
}
const text = (id: string) => ({ type: 'text', id, label: id })
const framework: Framework = frameworkSchema.parse({
  id: 'sums',
  version: 1,
  title: 'Sums',
  sections: [
    { id: 'goal', title: 'Goal', purpose: '', layout: 'line', kinds: ['goal'], nests: false },
    { id: 'equation', title: 'Equation', purpose: '', layout: 'tree', kinds: ['term', 'note'], nests: true },
    { id: 'metrics', title: 'Metrics', purpose: '', layout: 'tree', kinds: ['metric'], nests: true },
  ],
  kinds: [
    { id: 'goal', label: 'Goal', placeholder: '' },
    { id: 'note', label: 'Note', placeholder: '', fields: [text('mid')] },
    { id: 'term', label: 'Term', placeholder: '', fields: [operator, ...['low', 'mid', 'high', 'unit'].map(text)] },
    {
      id: 'metric',
      label: 'Metric',
      placeholder: '',
      fields: [operator, ...['metricKind', 'value', 'before', 'after'].map(text)],
    },
  ],
  seeds: [{ item: 'goal', kind: 'goal', section: 'goal' }],
})

type Line = readonly [id: string, parent: string | null, fields: Readonly<Record<string, string>>, kind?: string]

function compute(...lines: readonly Line[]): ReadonlyMap<ItemId, ComputedItem> {
  const doc = seededDoc(framework, 7)
  for (const [id, parent, fields, kind = 'term'] of lines) {
    const at = { section: kind === 'metric' ? 'metrics' : 'equation', parent: parent as ItemId | null, before: null }
    must(doc, framework, { kind: 'addItem', item: itemId(id), itemKind: kind, text: id, at })
    for (const [field, value] of Object.entries(fields))
      must(doc, framework, { kind: 'setField', item: itemId(id), field, value })
  }
  return computeTrees(readBoard(doc), framework)
}

function said(computed: ReadonlyMap<ItemId, ComputedItem>, id: string): unknown {
  const result = computed.get(itemId(id))?.result
  return result === undefined ? undefined : result.ok ? writeAmount(result.amount) : result.fault
}

describe('a tree computes', () => {
  it('a product with ranges, units that cancel, and the leaf that matters most', () => {
    const computed = compute(
      ['fuel', null, {}],
      ['people', 'fuel', { mid: '4M', low: '3.5M', high: '4.5M', unit: 'people' }],
      ['trips', 'fuel', { operator: 'times', low: '0.5', mid: '1', high: '2', unit: 'trips per person' }],
      ['share', 'fuel', { operator: 'times', mid: '25%' }],
      ['litres', 'fuel', { operator: 'times', mid: '2', unit: 'litres per trip' }],
    )
    expect(said(computed, 'fuel')).toBe('2M (875k–4.5M) litres')
    expect(computed.get(itemId('fuel'))?.fromBelow).toBe(true)
    expect(computed.get(itemId('fuel'))?.swing).toEqual({ item: 'trips', from: 1e6, to: 4e6 })
    expect(said(computed, 'trips')).toBe('1 (0.5–2) trips per person')
    expect(computed.get(itemId('trips'))?.fromBelow).toBe(false)
  })

  it('sums, differences and quotients, one inside the other', () => {
    const computed = compute(
      ['tuners', null, { unit: 'tuners' }],
      ['work', 'tuners', {}],
      ['homes', 'work', { mid: '50k' }],
      ['schools', 'work', { operator: 'plus', mid: '2k' }],
      ['broken', 'work', { operator: 'minus', mid: '2k' }],
      ['each', 'tuners', { operator: 'over', mid: '1,000' }],
    )
    expect(said(computed, 'work')).toBe('50k')
    expect(said(computed, 'tuners')).toBe('50 tuners')
  })

  it('a range in one field, a share in percent, and shares of shares', () => {
    const computed = compute(
      ['all', null, {}],
      ['a', 'all', { mid: '10–40%' }],
      ['b', 'all', { operator: 'times', mid: '50', unit: '%' }],
    )
    expect(said(computed, 'all')).toBe('10% (5%–20%)')
  })

  it('negative ranges by their corners', () => {
    const computed = compute(
      ['net', null, {}],
      ['flow', 'net', { low: '-2', mid: '1', high: '3' }],
      ['days', 'net', { operator: 'times', low: '-5', mid: '2', high: '4' }],
    )
    expect(said(computed, 'net')).toBe('2 (−15–12)')
  })

  it('metrics with a value, before and after; guardrails are left out of the sum', () => {
    const computed = compute(
      ['rate', null, { value: '40%', before: 'see below' }, 'metric'],
      ['loaded', 'rate', { operator: 'times', value: '90%', before: '95%', after: '90%' }, 'metric'],
      ['paid', 'rate', { operator: 'times', value: '50%', before: '80%', after: '80%' }, 'metric'],
      ['errors', 'rate', { metricKind: 'guardrail', value: 'never' }, 'metric'],
    )
    expect(said(computed, 'rate')).toBe('45%')
    expect(computed.get(itemId('rate'))?.stated?.mid).toBe(0.4)
    expect(computed.get(itemId('rate'))?.before?.mid).toBeCloseTo(0.76)
    expect(computed.get(itemId('rate'))?.after?.mid).toBeCloseTo(0.72)
  })

  it('says nothing about a tree without numbers, nor about metrics that do not add up to anything', () => {
    expect(compute(['a', null, {}], ['b', 'a', { operator: 'times' }]).size).toBe(0)
    const loose = compute(['top', null, {}, 'metric'], ['one', 'top', { value: '3' }, 'metric'])
    expect([...loose.keys()]).toEqual(['one'])
  })

  const two = (fields: Record<string, string>, other: Record<string, string> = { mid: '2' }) =>
    said(compute(['total', null, {}], ['first', 'total', other], ['second', 'total', fields]), 'total')

  it.each([
    [{ operator: 'times' }, { kind: 'no-number', item: 'second' }],
    [
      { operator: 'times', mid: 'many' },
      { kind: 'unreadable', item: 'second', text: 'many' },
    ],
    [
      { operator: 'times', low: '5', high: '3' },
      { kind: 'order', item: 'second' },
    ],
    [
      { operator: 'times', low: '2', mid: '9', high: '8' },
      { kind: 'order', item: 'second' },
    ],
    [{ mid: '3' }, { kind: 'no-operator', item: 'second' }],
    [
      { operator: 'over', mid: '0' },
      { kind: 'divides-by-zero', item: 'second' },
    ],
    [
      { operator: 'over', low: '-1', mid: '1', high: '2' },
      { kind: 'divides-by-zero', item: 'second' },
    ],
    [
      { operator: 'over', low: '0', mid: '1', high: '2' },
      { kind: 'divides-by-zero', item: 'second' },
    ],
  ])('%j: %j', (fields, fault) => {
    expect(two(fields)).toEqual(fault)
  })

  it('names sums and products side by side, units that cannot be added, nothing to divide, and what is too large', () => {
    expect(two({ operator: 'plus', mid: '3' }, { operator: 'times', mid: '2' })).toEqual({
      kind: 'mixed-operators',
      item: 'total',
    })
    expect(two({ operator: 'plus', mid: '3', unit: 'km' }, { mid: '2', unit: 'miles' })).toEqual({
      kind: 'units',
      item: 'first',
      other: 'second',
    })
    expect(two({ operator: 'over', mid: '3' }, { operator: 'over', mid: '2' })).toEqual({
      kind: 'no-start',
      item: 'total',
    })
    expect(two({ operator: 'times', mid: '1e300' }, { mid: '1e300' })).toEqual({ kind: 'too-large', item: 'total' })
  })

  it('passes a fault up to every parent, and leaves the other branch alone', () => {
    const computed = compute(
      ['top', null, {}],
      ['left', 'top', {}],
      ['x', 'left', {}],
      ['y', 'left', { operator: 'times', mid: '2' }],
      ['right', 'top', { operator: 'times', mid: '3' }],
    )
    for (const id of ['x', 'left', 'top']) expect(said(computed, id)).toEqual({ kind: 'no-number', item: 'x' })
    expect(said(computed, 'right')).toBe('3')
  })

  it('keeps low, middle and high in order, and a leaf’s swing within them, whatever the tree', () => {
    const amount = fc.record({
      operator: fc.constantFrom('plus', 'minus', 'times', 'over'),
      low: fc.integer({ min: -9, max: 9 }).map(String),
      mid: fc.integer({ min: -9, max: 9 }).map(String),
      high: fc.integer({ min: -9, max: 9 }).map(String),
    })
    const line = fc.tuple(fc.nat(), fc.oneof(amount, fc.record({ operator: fc.constantFrom('plus', 'times') })))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (drawn) => {
        const lines = drawn.map(([under, fields], at): Line => [`t${at}`, at === 0 ? null : `t${under % at}`, fields])
        for (const { result, swing } of compute(...lines).values()) {
          if (!result.ok) continue
          const { low, mid, high } = result.amount
          expect(low).toBeLessThanOrEqual(mid + 1e-9 * Math.abs(mid))
          expect(mid).toBeLessThanOrEqual(high + 1e-9 * Math.abs(mid))
          if (swing === null) continue
          expect(swing.from).toBeGreaterThanOrEqual(low - 1e-9 * Math.abs(low))
          expect(swing.to).toBeLessThanOrEqual(high + 1e-9 * Math.abs(high))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('works out a tree of four hundred levels', () => {
    const lines = Array.from(
      { length: 400 },
      (_, at): Line => [
        `d${at}`,
        at === 0 ? null : `d${at - 1}`,
        { operator: 'plus', ...(at === 399 ? { mid: '5' } : {}) },
      ],
    )
    expect(said(compute(...lines), 'd0')).toBe('5')
  })
})

import { createBank } from '@greenroom/question-bank/guides'
import { shippedBank } from '@greenroom/question-bank/testing'
import { describe, expect, it } from 'vitest'
import { drawsFor, prepareInLoop } from './loop-cases.ts'
import { openCaseBank } from './open-case-bank.ts'

const loaded = shippedBank()
const bank = openCaseBank(loaded)
const place = { loop: 'google-style', round: { number: 2, category: 'estimation', cut: 20 } } as const

describe('a case for a round of a loop', () => {
  it('is one that the loop names for that round, and none that was seen', () => {
    const [inLoop] = drawsFor(place, bank)
    const drawn = [0, 0.3, 0.6, 0.99].map((at) => inLoop?.(new Set(), () => at))
    expect(new Set(drawn)).toEqual(new Set(['motorway-charging-bays', 'sunday-cleaners-lisbon']))
    expect(inLoop?.(new Set(['motorway-charging-bays']), () => 0)).toBe('sunday-cleaners-lisbon')
    expect(inLoop?.(new Set(['motorway-charging-bays', 'sunday-cleaners-lisbon']), () => 0)).toBeNull()
  })

  it('is of the category of the round where the loop has none left, or is not in the bank any more', () => {
    const [, otherwise] = drawsFor(place, bank)
    expect(bank.read(otherwise?.(new Set(), () => 0.5) ?? '')?.category).toBe('estimation')
    const without = openCaseBank(createBank([...loaded.cases.values()]))
    const [none, rest] = drawsFor(place, without)
    expect(none?.(new Set(), () => 0)).toBeNull()
    expect(without.read(rest?.(new Set(), () => 0.5) ?? '')?.category).toBe('estimation')
  })

  it('is prepared in the minutes of the round, with the sentence that leads to it before its prompt', () => {
    const prepared = prepareInLoop(place, 'motorway-charging-bays', bank)
    const usual = bank.prepare('motorway-charging-bays', 20)
    expect(prepared?.agenda).toEqual(usual?.agenda)
    expect(prepared?.public.prompt).toBe(
      `Somebody on the way wonders how many others are on the road today, and where they all charge. ${usual?.public.prompt}`,
    )
    expect(usual?.public.prompt).toBe(bank.read('motorway-charging-bays')?.prompt)
    expect(prepareInLoop(place, 'first-salary', bank)).toEqual(bank.prepare('first-salary', 20))
    expect(prepareInLoop(place, 'nowhere', bank)).toBeNull()
  })

  it('appears in the public list only with the loops that it may come up in', () => {
    expect(bank.read('photo-uploads-silent')?.loops).toEqual(['google-style', 'meta-style'])
    expect(bank.read('library-loans-app')?.loops).toEqual([])
    expect(JSON.stringify(bank.loops())).not.toContain('Somebody in the car now asks')
  })
})

describe('a draw by the mix of a loop', () => {
  it('draws the category by its weight, among those with cases left', () => {
    const categoryAt = (at: number, seen: readonly string[] = []) =>
      bank.read(bank.draw({ category: null, difficulty: null, mix: 'amazon-style' }, new Set(seen), () => at) ?? '')
        ?.category
    const drawn = Array.from({ length: 100 }, (_, nth) => categoryAt((nth + 0.5) / 100))
    expect(drawn.filter((category) => category === 'behavioural')).toHaveLength(60)
    expect(drawn.filter((category) => category === 'trade-off')).toHaveLength(6)
    expect(drawn).not.toContain('estimation')
    const stories = bank
      .list()
      .filter(({ category }) => category === 'behavioural')
      .map(({ caseId }) => caseId)
    expect(categoryAt(0, stories)).toBe('success-metrics')
  })

  it('is any draw where the mix is unknown, and gives way to a category that was asked for', () => {
    const draw = (mix: string, category: string | null) =>
      bank.draw({ category, difficulty: null, mix }, new Set(), () => 0)
    expect(draw('nowhere', null)).not.toBeNull()
    expect(bank.read(draw('amazon-style', 'estimation') ?? '')?.category).toBe('estimation')
  })
})

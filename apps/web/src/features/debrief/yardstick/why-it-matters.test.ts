import type { Framework } from '@greenroom/board'
import { frameworkOf } from '@greenroom/frameworks'
import type { ReferenceItem } from '@greenroom/question-bank'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whyItMatters } from './why-it-matters.ts'

const frameworkNamed = (id: string): Framework => {
  const framework = frameworkOf(id)
  if (framework === null) throw new Error(`no framework ${id}`)
  return framework
}
const framework = frameworkNamed('success-metrics')
const item = (id: string, kind: string, text: string, more: Partial<ReferenceItem> = {}): ReferenceItem => ({
  id,
  section: 'metricsTree',
  kind,
  text,
  fields: {},
  links: [],
  mark: 'good',
  ...more,
})

describe('why an item of the reference board matters', () => {
  it('is said by its role and what it is tied to', () => {
    const goal = item('goal', 'goal', 'Shows that stay in the week')
    const star = item('star', 'metric', 'Listeners with a find', {
      fields: { metricKind: 'north-star' },
      links: [{ kind: 'serves', to: 'goal' }],
    })
    const guard = item('guard', 'metric', 'Suggestions hidden', {
      fields: { metricKind: 'guardrail' },
      links: [{ kind: 'guards', to: 'star' }],
    })
    const part = item('part', 'metric', 'Finds each', { fields: { metricKind: 'driver' }, parent: 'star' })
    const items = [goal, star, guard, part]
    expect(items.map((one) => whyItMatters(one, items, framework))).toEqual([
      'Everything else on the board serves it.',
      'It says whether the goal is reached: “Shows that stay in the week”.',
      'It says what must not get worse while “Listeners with a find” improves.',
      'It is one of the parts that “Listeners with a find” is made of.',
    ])
  })

  it('is said by what its author wrote beside it', () => {
    const asked = item('q', 'question', 'How fast?', { fields: { answer: 'A test every two weeks.' } })
    const refused = item('s', 'solution', 'A quiz', { fields: { verdict: 'refused', bet: 'Nobody asked for it' } })
    const said = (one: ReferenceItem) => whyItMatters(one, [one], framework)
    expect(said(asked)).toBe('The answer narrows the case: “A test every two weeks”.')
    expect(said(refused)).toBe('Worth refusing with a reason: Nobody asked for it.')
  })

  it('is said in the words of the framework for kinds that the page does not know, and otherwise by the mark', () => {
    const kind = { id: 'signal', label: 'Signal', placeholder: '', fields: [] }
    const later: Framework = {
      ...framework,
      kinds: [{ ...kind, links: [{ id: 'warns', label: 'warns of', to: ['signal'] }] }],
    }
    const two = item('two', 'signal', 'Fewer logins')
    const one = item('one', 'signal', 'Tickets', { links: [{ kind: 'warns', to: 'two' }] })
    const alone = item('three', 'signal', 'Alone', { mark: 'stretch' })
    expect([one, two, alone].map((each) => whyItMatters(each, [one, two, alone], later))).toEqual([
      'It warns of “Fewer logins”.',
      '“Tickets” warns of it.',
      'Few get this far; it sets a very strong answer apart.',
    ])
  })

  it('is one sentence for every kind of every framework, whatever its author filled in', () => {
    const said = fc.constantFrom('Thirty', ' ', '9%.', '')
    for (const category of [
      'success-metrics',
      'root-cause',
      'trade-off',
      'product-design',
      'product-improvement',
      'goals',
      'ai-product-sense',
    ]) {
      const own = frameworkNamed(category)
      for (const kind of own.kinds)
        fc.assert(
          fc.property(
            fc.record(
              Object.fromEntries(
                kind.fields.map((one) => [
                  one.id,
                  one.type === 'choice' ? fc.constantFrom('', ...one.choices.map(({ value }) => value)) : said,
                ]),
              ),
            ),
            fc.subarray(kind.links.map(({ id }) => ({ kind: id, to: 'other' }))),
            fc.constantFrom('core' as const, 'good' as const, 'stretch' as const),
            (fields, links, mark) => {
              const other = item('other', 'metric', 'Other words')
              const sentence = whyItMatters(item('it', kind.id, 'Words', { fields, links, mark }), [other], own)
              expect(sentence).toMatch(/^[\p{Lu}“].*[^.\s]\.$/u)
              expect(sentence).not.toMatch(/null|undefined|“”|%\s*\d/)
            },
          ),
          { numRuns: 40 },
        )
    }
  })
})

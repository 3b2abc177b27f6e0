import type { BoardView, Item, ItemId } from '@greenroom/board'
import { applyBoardCommand, readBoard } from '@greenroom/board'
import { seededDoc } from '@greenroom/board/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categories, coverageRulesFor } from '../index.ts'
import { type CoverageRuleId, coverageRules, findNoSecondWay, findWaysApart } from './coverage-rules.ts'
import { hasTimeWord, isRate } from './metric-words.ts'
import { hasWhatRuleNeeds, readCoverage } from './read-coverage.ts'
import { findingWords, scanByHand } from './testing-scan.ts'

type Written = {
  readonly id: string
  readonly kind: string
  readonly text?: string
  readonly fields?: Record<string, string>
  readonly links?: readonly (readonly [string, string])[]
  readonly parent?: string
}

/** A view with these cards, all in one section: the rules look at kinds, fields, links and parents alone. */
function boardOf(...cards: readonly Written[]): BoardView {
  const items = new Map<ItemId, Item>()
  const children = new Map<ItemId, ItemId[]>()
  for (const { id, kind, text = id, fields = {}, links = [], parent } of cards) {
    const above = (parent ?? null) as ItemId | null
    items.set(id as ItemId, {
      id: id as ItemId,
      kind,
      text,
      fields,
      links: links.map(([kind, to]) => ({ kind, to: to as ItemId })),
      section: 'any',
      parent: above,
      removed: false,
    })
    if (above !== null) children.set(above, [...(children.get(above) ?? []), id as ItemId])
  }
  return { items, roots: new Map(), children }
}
const find = (rule: CoverageRuleId, ...cards: readonly Written[]): readonly (readonly string[])[] =>
  coverageRules
    .filter(({ id }) => id === rule)
    .flatMap((one) => one.find(boardOf(...cards)))
    .map(({ items }) => items)

const metric = (id: string, fields: Record<string, string> = {}, more: Partial<Written> = {}): Written => ({
  id,
  kind: 'metric',
  fields,
  ...more,
})
const star = metric('star', { metricKind: 'north-star' })
const guard = metric('guard', { metricKind: 'guardrail' })

describe('rules of coverage', () => {
  it('empty-goal: the pinned line without words', () => {
    expect(find('empty-goal', { id: 'goal', kind: 'goal', text: ' ' })).toEqual([['goal']])
    expect(find('empty-goal', { id: 'goal', kind: 'goal' })).toEqual([])
  })

  it('two-north-stars, no-north-star: one of them, once there are metrics', () => {
    const other = metric('other', { metricKind: 'north-star' })
    expect(find('two-north-stars', star, other)).toEqual([['star', 'other']])
    expect(find('two-north-stars', star, metric('x'))).toEqual([])
    expect(find('no-north-star', metric('x'), metric('y'))).toEqual([[]])
    expect(find('no-north-star', metric('x'), star)).toEqual([])
    expect(find('no-north-star', metric('x'))).toEqual([])
  })

  it('no-guardrail: metrics, and none that protects; a counter-metric does', () => {
    expect(find('no-guardrail', star)).toEqual([[]])
    expect(find('no-guardrail', star, guard)).toEqual([])
    expect(find('no-guardrail', star, metric('c', { metricKind: 'counter' }))).toEqual([])
    expect(find('no-guardrail')).toEqual([])
    expect(find('no-guardrail', guard)).toEqual([])
  })

  it('guardrail-without-limit: no threshold, and no number in its words', () => {
    expect(find('guardrail-without-limit', guard, star)).toEqual([['guard']])
    expect(find('guardrail-without-limit', metric('g', { metricKind: 'guardrail', threshold: 'above 6' }))).toEqual([])
    expect(
      find('guardrail-without-limit', metric('g', { metricKind: 'guardrail' }, { text: 'Refunds stay below 2 %' })),
    ).toEqual([])
  })

  it('metric-without-denominator: nothing that the number is taken out of', () => {
    expect(find('metric-without-denominator', metric('Paid orders'))).toEqual([['Paid orders']])
    for (const text of ['Share of visits that pay', 'Orders per visit', 'Conversion rate', 'Paid / visits', '% paid'])
      expect(find('metric-without-denominator', metric('m', {}, { text }))).toEqual([])
    expect(find('metric-without-denominator', metric('m', { denominator: 'visits' }, { text: 'Paid' }))).toEqual([])
    expect(find('metric-without-denominator', metric('m', {}, { text: '' }))).toEqual([])
  })

  it('metric-without-window: no stretch of time', () => {
    expect(find('metric-without-window', metric('Paid orders'))).toEqual([['Paid orders']])
    for (const text of ['Paid orders a week', 'Orders within 30 days', 'Weekly buyers', 'D7 retention', '7-day repeat'])
      expect(find('metric-without-window', metric('m', {}, { text }))).toEqual([])
    expect(find('metric-without-window', metric('m', { window: 'rolling 28' }, { text: 'Paid' }))).toEqual([])
    expect(find('metric-without-window', metric('m', { numerator: 'orders in a month' }, { text: 'Paid' }))).toEqual([])
  })

  it('stakeholder- and step-without-metric: whom and what no metric looks at, once there are metrics', () => {
    const shopper = { id: 'shopper', kind: 'stakeholder' }
    const pays = { id: 'pays', kind: 'step' }
    const tied = metric(
      'm',
      {},
      {
        links: [
          ['valuedBy', 'shopper'],
          ['measuredAt', 'pays'],
        ],
      },
    )
    expect(find('stakeholder-without-metric', shopper, star)).toEqual([['shopper']])
    expect(find('stakeholder-without-metric', shopper, tied)).toEqual([])
    expect(find('stakeholder-without-metric', shopper)).toEqual([])
    expect(find('step-without-metric', pays, star)).toEqual([['pays']])
    expect(find('step-without-metric', pays, tied)).toEqual([])
    expect(find('step-without-metric', pays, { ...tied, text: '' }, star)).toEqual([['pays']])
  })

  it('broken-sum: children that no arithmetic makes into their parent', () => {
    const tree = (...operators: readonly string[]) => [
      star,
      ...operators.map((operator, at) => metric(`c${at}`, operator === '' ? {} : { operator }, { parent: 'star' })),
    ]
    for (const operators of [['plus'], ['plus', ''], ['plus', 'times'], ['minus', 'minus'], ['over', 'over']])
      expect(find('broken-sum', ...tree(...operators)), operators.join(' ')).toEqual([
        ['star', ...operators.map((_, at) => `c${at}`)],
      ])
    for (const operators of [
      ['', ''],
      ['plus', 'plus'],
      ['plus', 'minus'],
      ['times', 'times'],
      ['times', 'over'],
    ])
      expect(find('broken-sum', ...tree(...operators)), operators.join(' ')).toEqual([])
    // A guardrail below the parent takes no part in the sum.
    expect(find('broken-sum', ...tree('plus', 'plus'), { ...guard, parent: 'star' })).toEqual([])
  })

  it('term-without-number: the end of a branch of an equation', () => {
    const term = (id: string, fields: Record<string, string> = {}, parent?: string) => ({
      id,
      kind: 'term',
      fields,
      ...(parent === undefined ? {} : { parent }),
    })
    expect(find('term-without-number', term('total'), term('leaf', {}, 'total'))).toEqual([['leaf']])
    expect(find('term-without-number', term('total'), term('leaf', { low: '3' }, 'total'))).toEqual([])
  })

  it('no-second-way, ways-apart: a quantity from two sides', () => {
    const way = (section: string, mid: string) => ({ section, mid })
    const view = (...ways: readonly { section: string; mid: string }[]): BoardView => {
      const board = boardOf(...ways.map(({ section, mid }) => ({ id: section, kind: 'term', fields: { mid } })))
      const items = new Map([...board.items].map(([id, item]) => [id, { ...item, section: String(id) }]))
      return { ...board, items, roots: new Map(ways.map(({ section }) => [section, [section as ItemId]])) }
    }
    expect(findNoSecondWay(view(way('equation', '10')))).toEqual([{ items: [] }])
    expect(findNoSecondWay(view(way('equation', '10'), way('secondWay', '20')))).toEqual([])
    expect(findNoSecondWay(view())).toEqual([])
    expect(findWaysApart(view(way('equation', '10'), way('secondWay', '30')))).toEqual([])
    expect(findWaysApart(view(way('equation', '10'), way('secondWay', '31')))).toEqual([
      { items: ['equation', 'secondWay'] },
    ])
    expect(findWaysApart(view(way('equation', '10'), way('secondWay', 'many')))).toEqual([])
  })

  it('assumption-without-source, unit-not-chosen, interference-without-answer, power-unfinished', () => {
    const card = (kind: string, fields: Record<string, string> = {}, id = kind) => ({ id, kind, fields })
    expect(find('assumption-without-source', card('assumption'))).toEqual([['assumption']])
    expect(find('assumption-without-source', card('assumption', { source: 'own' }))).toEqual([])
    const user = card('unit', { verdict: 'refused' }, 'user')
    expect(find('unit-not-chosen', user, card('unit', {}, 'team'))).toEqual([['user', 'team']])
    expect(find('unit-not-chosen', user, card('unit', { verdict: 'chosen' }, 'team'))).toEqual([])
    expect(find('interference-without-answer', card('interference'))).toEqual([['interference']])
    expect(find('interference-without-answer', card('interference', { answer: 'blocks' }))).toEqual([])
    expect(find('power-unfinished', card('power', { baseline: '4%' }))).toEqual([['power']])
    expect(find('power-unfinished', card('power', { baseline: '4%', effect: '1 point' }))).toEqual([])
  })

  it('solution-without-pain, fix-without-cause, pain-without-person: ideas tied to nothing', () => {
    const idea = { id: 'idea', kind: 'solution' }
    expect(find('solution-without-pain', idea)).toEqual([['idea']])
    expect(find('solution-without-pain', { ...idea, links: [['solves', 'p']] })).toEqual([])
    expect(find('fix-without-cause', { ...idea, links: [['moves', 'm']] })).toEqual([['idea']])
    expect(find('fix-without-cause', { ...idea, links: [['removes', 'h']] })).toEqual([])
    expect(find('pain-without-person', { id: 'p', kind: 'pain' })).toEqual([['p']])
    expect(find('pain-without-person', { id: 'p', kind: 'pain', links: [['feltBy', 's']] })).toEqual([])
  })

  it('hypothesis-without-fact: no fact for or against it, in links, fields or branches', () => {
    const cause = { id: 'cause', kind: 'hypothesis' }
    expect(find('hypothesis-without-fact', cause)).toEqual([['cause']])
    for (const link of ['supports', 'weakens'])
      expect(find('hypothesis-without-fact', cause, { id: 'f', kind: 'fact', links: [[link, 'cause']] })).toEqual([])
    expect(find('hypothesis-without-fact', { ...cause, fields: { evidenceFor: 'since the release' } })).toEqual([])
    expect(find('hypothesis-without-fact', cause, { id: 'below', kind: 'hypothesis', parent: 'cause' })).toEqual([
      ['below'],
    ])
  })

  it('one-sided-option, risk-without-answer, unanswered-question, assumption-without-consequence', () => {
    const option = (fields: Record<string, string>) => ({ id: 'a', kind: 'option', fields })
    expect(find('one-sided-option', option({ upside: '+4 %' }))).toEqual([['a']])
    expect(find('one-sided-option', option({ upside: '+4 %', downside: '−1 %' }))).toEqual([])
    expect(find('one-sided-option', option({}))).toEqual([])
    expect(find('risk-without-answer', { id: 'r', kind: 'risk' })).toEqual([['r']])
    expect(find('risk-without-answer', { id: 'r', kind: 'risk', fields: { trigger: 'above 2 %' } })).toEqual([])
    expect(find('unanswered-question', { id: 'q', kind: 'question' })).toEqual([['q']])
    expect(find('unanswered-question', { id: 'q', kind: 'question', fields: { answer: 'no' } })).toEqual([])
    expect(find('assumption-without-consequence', { id: 'a', kind: 'assumption' })).toEqual([['a']])
    expect(find('assumption-without-consequence', { id: 'a', kind: 'assumption', fields: { ifWrong: 'x' } })).toEqual(
      [],
    )
  })

  it('recommendation-without-reason: neither why nor what it rests on', () => {
    const call = { id: 'call', kind: 'recommendation' }
    expect(find('recommendation-without-reason', call)).toEqual([['call']])
    expect(find('recommendation-without-reason', { ...call, fields: { why: 'cheapest' } })).toEqual([])
    expect(find('recommendation-without-reason', { ...call, links: [['restsOn', 'm']] })).toEqual([])
  })
})

describe('rules of coverage for goals and priorities', () => {
  it('target-without-baseline, target-without-reason: from where, and why so much', () => {
    const target = (fields: Record<string, string>) => ({ id: 't', kind: 'target', fields })
    expect(find('target-without-baseline', target({ why: 'three bets' }))).toEqual([['t']])
    expect(find('target-without-baseline', target({ baseline: '82%' }))).toEqual([])
    expect(find('target-without-reason', target({ baseline: '82%' }))).toEqual([['t']])
    expect(find('target-without-reason', target({ why: 'three bets' }))).toEqual([])
  })

  it('bet-without-target, bet-without-effort, nothing-refused: bets that nobody could choose between', () => {
    const bet = (id: string, fields: Record<string, string> = {}, more: Partial<Written> = {}) => ({
      id,
      kind: 'bet',
      fields,
      ...more,
    })
    expect(find('bet-without-target', bet('a'))).toEqual([['a']])
    expect(find('bet-without-target', bet('a', {}, { links: [['raises', 't']] }))).toEqual([])
    expect(find('bet-without-effort', bet('a'), bet('b', { verdict: 'refused' }))).toEqual([['a']])
    expect(find('bet-without-effort', bet('a', { effort: '6 weeks' }))).toEqual([])
    expect(find('nothing-refused', bet('a', { verdict: 'above' }), bet('b'), bet('c'))).toEqual([[]])
    expect(find('nothing-refused', bet('a'), bet('b'))).toEqual([])
    for (const verdict of ['next', 'below', 'refused'])
      expect(find('nothing-refused', bet('a'), bet('b'), bet('c', { verdict }))).toEqual([])
  })
})

describe('rules of coverage for a model', () => {
  it('nothing-forbidden: behaviour, and nothing that it must not do', () => {
    const behaviour = (id: string, norm: string) => ({ id, kind: 'behaviour', fields: { norm } })
    expect(find('nothing-forbidden', behaviour('a', 'may'), behaviour('b', 'must'))).toEqual([[]])
    expect(find('nothing-forbidden', behaviour('a', 'may'), behaviour('b', 'must-not'))).toEqual([])
    expect(find('nothing-forbidden', behaviour('a', 'may'))).toEqual([])
  })

  it('failure-without-way-back, failure-unwatched: what is done about it', () => {
    const failure = (fields: Record<string, string> = {}) => ({ id: 'f', kind: 'failure', fields })
    expect(find('failure-without-way-back', failure())).toEqual([['f']])
    expect(find('failure-without-way-back', failure({ wayBack: 'undo' }))).toEqual([])
    expect(find('failure-unwatched', failure())).toEqual([['f']])
    expect(find('failure-unwatched', failure(), { id: 'g', kind: 'guard', links: [['guards', 'f']] })).toEqual([])
    expect(find('failure-unwatched', failure(), { id: 'e', kind: 'evaluation', links: [['tests', 'f']] })).toEqual([])
  })

  it('evaluation-without-threshold, rung-without-gate: nothing that has to be shown', () => {
    const evaluation = (text: string, fields: Record<string, string> = {}) => ({
      id: 'e',
      kind: 'evaluation',
      text,
      fields,
    })
    expect(find('evaluation-without-threshold', evaluation('Doctors read notes'))).toEqual([['e']])
    expect(find('evaluation-without-threshold', evaluation('At most 6 of 400 wrong'))).toEqual([])
    expect(find('evaluation-without-threshold', evaluation('Doctors read', { threshold: '6 of 400' }))).toEqual([])
    expect(find('rung-without-gate', { id: 'r', kind: 'rung' })).toEqual([['r']])
    expect(find('rung-without-gate', { id: 'r', kind: 'rung', fields: { gate: '6 of 400' } })).toEqual([])
    expect(find('rung-without-gate', { id: 'r', kind: 'rung', links: [['opensBy', 'e']] })).toEqual([])
  })
})

describe('rules of coverage for a strategy', () => {
  it('rival-without-reply, step-without-stop: what happens next is left open', () => {
    expect(find('rival-without-reply', { id: 'r', kind: 'rival' })).toEqual([['r']])
    expect(find('rival-without-reply', { id: 'r', kind: 'rival', fields: { reply: 'cuts its price' } })).toEqual([])
    expect(find('step-without-stop', { id: 's', kind: 'step', fields: { byWhen: 'June' } })).toEqual([['s']])
    for (const field of ['passedAt', 'stopAt'])
      expect(find('step-without-stop', { id: 's', kind: 'step', fields: { [field]: '40' } })).toEqual([])
  })

  it('no-chosen-option: there are two, and neither is chosen', () => {
    const option = (id: string, verdict = '') => ({ id, kind: 'option', fields: { verdict } })
    expect(find('no-chosen-option', option('a', 'refused'), option('b'))).toEqual([[]])
    expect(find('no-chosen-option', option('a', 'chosen'), option('b'))).toEqual([])
    expect(find('no-chosen-option', option('a'))).toEqual([])
  })

  it('bet-without-number, bet-without-test: nobody could lose it', () => {
    const bet = (fields: Record<string, string>, text = 'Shops stay') => [{ id: 'b', kind: 'hypothesis', text, fields }]
    expect(find('bet-without-number', ...bet({ flipsAt: 'many leave' }))).toEqual([['b']])
    expect(find('bet-without-number', ...bet({ flipsAt: 'below 40%' }))).toEqual([])
    expect(find('bet-without-number', ...bet({}, '60 of 100 shops stay'))).toEqual([])
    expect(find('bet-without-test', ...bet({ test: ' ' }))).toEqual([['b']])
    expect(find('bet-without-test', ...bet({ test: 'ask twenty shops' }))).toEqual([])
  })
})

describe('rules of coverage for a story', () => {
  it.each([
    ['situation-without-stakes', 'situation', ['stakes']],
    ['person-without-position', 'person', ['position', 'wanted']],
    ['choice-without-alternative', 'choice', ['refused']],
    ['choice-without-reason', 'choice', ['why']],
    ['action-without-doer', 'action', ['doneBy']],
    ['lesson-without-evidence', 'lesson', ['evidence']],
  ] as const)('%s: blank in all fields that would say it', (rule, kind, fields) => {
    expect(find(rule, { id: 'card', kind })).toEqual([['card']])
    for (const field of fields) expect(find(rule, { id: 'card', kind, fields: { [field]: 'we' } })).toEqual([])
  })

  it('no-own-action: all that was done was done by others, or by all together', () => {
    const action = (id: string, doneBy: string) => ({ id, kind: 'action', fields: { doneBy } })
    expect(find('no-own-action', action('a', 'we'), action('b', 'others'))).toEqual([[]])
    expect(find('no-own-action', action('a', 'we'), action('b', 'i'))).toEqual([])
    expect(find('no-own-action')).toEqual([])
  })

  it('result-without-number, result-without-action: how much, and by what', () => {
    const result = (text: string, more: Partial<Written> = {}) => ({ id: 'r', kind: 'result', text, ...more })
    expect(find('result-without-number', result('It went well'))).toEqual([['r']])
    expect(find('result-without-number', result('Tickets fell by 30%'))).toEqual([])
    expect(find('result-without-number', result('It went well', { fields: { number: '9 to 6' } }))).toEqual([])
    expect(find('result-without-action', result('It went well'))).toEqual([['r']])
    expect(find('result-without-action', result('It went well', { links: [['cameFrom', 'a']] }))).toEqual([])
  })
})

describe('words of a metric', () => {
  it('say a rate or a time only as whole words', () => {
    for (const word of ['Daypass holders', 'Temperate', 'Superb orders', 'Monthling'])
      expect([isRate(word), hasTimeWord(word)], word).toEqual([false, false])
  })
})

/** Cards as practised people write them, of which no interviewer would ask what the rules ask. */
describe('boards that leave little open', () => {
  it.each([
    'D30 retention',
    'Monthly churn of paying teams',
    'CTR of the second slot, per week',
    'ARPU, monthly',
    'Weekly NPS of drivers',
    'Conversion from visit to paid order, week 1',
    'Visit-to-order conversion in 7 days',
    'Search → add to cart, daily',
    'App rating of the last 28 days',
    'Median time to first reply',
    'p95 latency',
    'Average waiting time at the door',
    'Bookings per host and season',
    'Share of nightly batches that finish',
    'Hourly orders per courier',
    'Utilisation of desks, Q3',
    'Repeat rate within a fortnight',
  ])('have metrics with something to take them out of and a stretch of time: %s', (text) => {
    expect(find('metric-without-denominator', metric('m', {}, { text })), text).toEqual([])
    expect(find('metric-without-window', metric('m', {}, { text })), text).toEqual([])
  })

  it('say a number in words as well as in digits', () => {
    const guardrail = (text: string) => metric('m', { metricKind: 'guardrail' }, { text })
    expect(find('guardrail-without-limit', guardrail('Zero chargebacks in a week'))).toEqual([])
    expect(find('guardrail-without-limit', guardrail('Refunds stay under half of today’s'))).toEqual([])
    const result = (text: string) => ({ id: 'r', kind: 'result', text })
    for (const text of [
      'The queue halved',
      'Three of four teams moved over',
      'From nine days to six',
      'A quarter of the cost',
    ])
      expect(find('result-without-number', result(text)), text).toEqual([])
    expect(find('result-without-number', result('A third party took it over last quarter'))).toEqual([['r']])
    const bet = (text: string) => ({ id: 'b', kind: 'hypothesis', text })
    expect(find('bet-without-number', bet('Wrong if fewer than a tenth of drivers reply'))).toEqual([])
    const evaluation = (text: string) => ({ id: 'e', kind: 'evaluation', text })
    expect(find('evaluation-without-threshold', evaluation('Zero made-up sources in the sample'))).toEqual([])
    expect(find('evaluation-without-threshold', evaluation('Few made-up sources in the sample'))).toEqual([['e']])
  })

  it('still ask where a count has nothing to be held against, and no period', () => {
    for (const text of ['Orders', 'Active hosts', 'Time on page', 'On-time deliveries', 'Real-time time-outs'])
      expect(find('metric-without-denominator', metric('m', {}, { text })), text).toEqual([['m']])
    for (const text of ['Orders', 'Share of hosts', 'On-time deliveries', 'One-time buyers'])
      expect(find('metric-without-window', metric('m', {}, { text })), text).toEqual([['m']])
  })
})

describe('coverage of a board', () => {
  it('names at least eight rules in each category, all of which its framework can break', () => {
    for (const { framework, coverage } of categories) {
      expect(coverage?.length).toBeGreaterThanOrEqual(8)
      expect(coverageRulesFor(framework)).toBe(coverage)
      for (const id of coverage ?? [])
        expect(
          coverageRules.some((rule) => rule.id === id && hasWhatRuleNeeds(framework, rule)),
          id,
        ).toBe(true)
    }
    expect(coverageRules.length).toBeGreaterThanOrEqual(10)
    expect(coverageRulesFor({ id: 'from-elsewhere' })).toHaveLength(coverageRules.length)
    // Each rule is some category’s.
    const named = new Set(categories.flatMap(({ coverage }) => coverage ?? []))
    expect(coverageRules.filter(({ id }) => !named.has(id))).toEqual([])
  })

  it('finds nothing on an empty board but its empty goal', () => {
    for (const { framework } of categories)
      expect(readCoverage(readBoard(seededDoc(framework, 7)), framework, coverageRulesFor(framework))).toEqual([
        { rule: 'empty-goal', items: ['goal'] },
      ])
  })

  it('points at cards that are on the board, and equals a scan of every card by hand, whatever is on it', () => {
    let found = 0
    const broken = new Set<string>()
    const step = fc.record({
      kind: fc.nat(120),
      text: fc.constantFrom('', 'Orders', 'Orders per week'),
      a: fc.nat(60),
      b: fc.nat(60),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...categories),
        fc.array(step, { minLength: 16, maxLength: 40 }),
        ({ framework }, steps) => {
          const doc = seededDoc(framework, 7)
          steps.forEach(({ kind: k, text, a, b }, at) => {
            // Metrics are what most rules are about.
            const metrics = framework.kinds.filter(({ id }) => id === 'metric')
            const kind = (k % 3 === 0 ? metrics[0] : undefined) ?? framework.kinds[k % framework.kinds.length]
            const section = framework.sections.find((one) => kind !== undefined && one.kinds.includes(kind.id))
            if (kind === undefined || section === undefined) return
            const item = `i${at}` as ItemId
            const parent = section.nests && a % 3 === 0 ? (`i${b % (at + 1)}` as ItemId) : null
            applyBoardCommand(
              doc,
              framework,
              { kind: 'addItem', item, itemKind: kind.id, text, at: { section: section.id, parent, before: null } },
              'me',
            )
            for (const turn of b % 4 === 0 ? [] : [a, a + b]) {
              const field = kind.fields[turn % Math.max(1, kind.fields.length)]
              const value = field?.type === 'choice' ? field.choices[b % field.choices.length]?.value : 'x'
              if (field !== undefined && value !== undefined)
                applyBoardCommand(doc, framework, { kind: 'setField', item, field: field.id, value }, 'me')
            }
            const link = kind.links[b % Math.max(1, kind.links.length)]
            if (link !== undefined)
              applyBoardCommand(
                doc,
                framework,
                { kind: 'addLink', item, link: { kind: link.id, to: `i${a % (at + 1)}` as ItemId } },
                'me',
              )
          })
          const view = readBoard(doc)
          const findings = readCoverage(view, framework, coverageRulesFor(framework))
          const rules = coverageRules.filter(
            (rule) => coverageRulesFor(framework).includes(rule.id) && hasWhatRuleNeeds(framework, rule),
          )
          const byHand = scanByHand(view).filter(({ rule }) => rules.some(({ id }) => id === rule))
          expect(findings.map(({ rule, items }) => findingWords(rule, items)).sort()).toEqual(
            byHand.map(({ words }) => words).sort(),
          )
          for (const { rule, items } of findings) {
            found += 1
            broken.add(rule)
            expect(new Set(items).size).toBe(items.length)
            for (const id of items) expect(view.items.has(id)).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(found).toBeGreaterThan(100)
    // Nearly every rule was really broken; for two ways that are far apart it would take numbers.
    expect(broken.size, [...broken].join()).toBeGreaterThan(coverageRules.length - 7)
  })
})

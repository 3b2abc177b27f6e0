import type { BoardView, Item, ItemId } from '@greenroom/board'
import { type Round, roundIdSchema } from '@greenroom/session'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoardTrack } from './board-track.ts'
import { matchTargets, wordsOf } from './match-targets.ts'
import { type RippleTarget, readRipple, rippleSpan } from './ripple.ts'
import { recordEdits } from './testing-recording.ts'

type Written = Pick<Item, 'kind' | 'text'> & Partial<Pick<Item, 'fields' | 'parent'>> & { readonly id: string }

function boardOf(...cards: readonly Written[]): BoardView {
  const items = new Map<ItemId, Item>()
  const children = new Map<ItemId, ItemId[]>()
  for (const { id, kind, text, fields = {}, parent = null } of cards) {
    items.set(id as ItemId, { id: id as ItemId, kind, text, fields, links: [], section: 's', parent, removed: false })
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), id as ItemId])
  }
  return { items, roots: new Map(), children }
}

const targets: readonly RippleTarget[] = [
  { id: 'north-star', kind: 'metric', text: 'Questions settled per week', fields: { metricKind: 'north-star' } },
  { id: 'trace', kind: 'metric', text: 'Share of huddles with a note in the thread' },
  { id: 'absent', kind: 'stakeholder', text: 'Colleague in another time zone' },
  { id: 'rec', kind: 'recommendation', text: 'Keep huddles' },
]
const before = [
  { id: 'n', kind: 'metric', text: 'Decisions made', fields: { metricKind: 'north-star' } },
  { id: 't', kind: 'metric', text: 'Huddles with notes' },
  { id: 'x', kind: 'metric', text: 'Huddle minutes' },
] as const

describe('the ripple of a curveball', () => {
  it('says of each linked card whether it changed, came, went or was left, and what else changed', () => {
    const played = boardOf(...before)
    const later = boardOf(
      before[0],
      { ...before[1], text: 'Notes opened by absent people' },
      { ...before[2], fields: { window: 'a week' } },
      { id: 'c', kind: 'stakeholder', text: 'Colleagues in a far time zone' },
    )
    const { lines, elsewhere } = readRipple(targets, played, later)
    expect(lines.map(({ target, item, state }) => [target.id, item, state])).toEqual([
      ['north-star', 'n', 'stale'],
      ['trace', 't', 'changed'],
      ['absent', 'c', 'added'],
      ['rec', null, 'absent'],
    ])
    expect(elsewhere).toEqual(['x'])
    const gone = readRipple(targets, played, boardOf(before[0]))
    expect(gone.lines.map(({ state }) => state)).toEqual(['stale', 'removed', 'absent', 'absent'])
    expect(gone.elsewhere).toEqual(['x'])
  })

  it('counts a card below as a change, another order of them as none, and what was changed back as none', () => {
    const child = (id: string) => ({ id, kind: 'metric', text: id, parent: 'n' as ItemId })
    const played = boardOf(before[0], child('a'), child('b'))
    const state = (later: BoardView) => readRipple(targets.slice(0, 1), played, later).lines[0]?.state
    expect(state(boardOf(before[0], child('a'), child('b'), child('c')))).toBe('changed')
    expect(state(boardOf(before[0], child('b'), child('a')))).toBe('stale')
    expect(state(boardOf({ ...before[0], fields: { metricKind: 'north-star' } }, child('a'), child('b')))).toBe('stale')
  })

  it('is what a comparison of every card at the two moments says, whatever was edited between', () => {
    const counted = { changed: 0, added: 0, removed: 0, stale: 0, absent: 0 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(199), fc.nat(199), (seed, from, to) => {
        let state = seed
        const random = () => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0
          return state / 2 ** 32
        }
        const { edits, views } = recordEdits(200, random)
        const track = createBoardTrack(edits)
        // Also from the later board to the earlier one: that is how cards are removed.
        const [played, later] = [track.viewAt(from), track.viewAt(to)]
        const cards = new Map([...played.items, ...later.items])
        const wanted: readonly RippleTarget[] = [
          ...[...cards.values()]
            .filter(({ kind }) => kind === 'metric')
            .map(({ id, kind, text }) => ({ id, kind, text })),
          { id: 'nowhere', kind: 'metric', text: 'Said by nobody' },
        ]
        const { lines, elsewhere } = readRipple(wanted, played, later)
        // By hand, from the views that were kept while recording: a card without words is nobody's answer.
        const has = (view: BoardView | undefined, id: string) =>
          (view?.items.get(id as ItemId)?.text ?? '').trim() !== ''
        const plain = (view: BoardView | undefined, id: ItemId) => {
          const item = view?.items.get(id)
          return item === undefined ? null : JSON.stringify([item, [...(view?.children.get(id) ?? [])].sort()])
        }
        const stateByHand = (id: string): keyof typeof counted => {
          if (!has(views[from], id))
            return !views[from]?.items.has(id as ItemId) && has(views[to], id) ? 'added' : 'absent'
          if (!views[to]?.items.has(id as ItemId)) return 'removed'
          return plain(views[from], id as ItemId) === plain(views[to], id as ItemId) ? 'stale' : 'changed'
        }
        expect(lines.map(({ target, state }) => [target.id, state])).toEqual(
          wanted.map(({ id }) => [id, stateByHand(id)]),
        )
        for (const { item, target, state } of lines) {
          expect(item).toBe(state === 'absent' ? null : target.id)
          counted[state] += 1
        }
        const linked = new Set(lines.map(({ item }) => item))
        const ids = new Set([...(views[from]?.items.keys() ?? []), ...(views[to]?.items.keys() ?? [])])
        expect(new Set(elsewhere)).toEqual(
          new Set([...ids].filter((id) => !linked.has(id) && plain(views[from], id) !== plain(views[to], id))),
        )
      }),
      { numRuns: 25 },
    )
    // Each was really among them.
    expect(Math.min(...Object.values(counted)), JSON.stringify(counted)).toBeGreaterThan(5)
  })
})

describe('the three minutes of a curveball', () => {
  const minute = 60_000
  const id = (round: string) => roundIdSchema.parse(round)
  const round = (name: string, startedAt: number | null, endedAt: number | null, from?: readonly [string, number]) => ({
    id: id(name),
    startedAt,
    endedAt,
    fork: from === undefined ? null : ({ from: id(from[0]), at: from[1] } as Round['fork']),
  })
  const source = round('r1', 0, 20 * minute)
  const spanOf = (rounds: readonly ReturnType<typeof round>[], playedAt: number) => {
    const span = rippleSpan(rounds, rounds.at(-1)?.id ?? id('r1'), playedAt)
    return span && [span.played, span.until].map((one) => one && `${one.document} ${one.at / minute}`)
  }

  it('end with the round, and in a second take go on where its source stood', () => {
    expect(spanOf([source], 10 * minute)).toEqual(['board-r1 10', 'board-r1 13'])
    expect(spanOf([source], 18 * minute)).toEqual(['board-r1 18', 'board-r1 20'])
    expect(spanOf([round('r1', 0, null)], 18 * minute)).toEqual(['board-r1 18', 'board-r1 21'])
    // Over before the moment of the take; a minute of it left; none of it gone.
    const take = (at: number, ended: number | null = null) => [
      source,
      round('r2', 60 * minute, ended, ['r1', at * minute]),
    ]
    expect(spanOf(take(15), 10 * minute)).toEqual(['board-r1 10', 'board-r1 13'])
    expect(spanOf(take(12), 10 * minute)).toEqual(['board-r1 10', 'board-r2 61'])
    expect(spanOf(take(10), 10 * minute)).toEqual(['board-r1 10', 'board-r2 63'])
    expect(spanOf(take(10, 62 * minute), 10 * minute)).toEqual(['board-r1 10', 'board-r2 62'])
    // Played in the take itself.
    expect(spanOf(take(10), 61 * minute)).toEqual(['board-r2 61', 'board-r2 64'])
    // A take of a take that lasted for a minute.
    const again = [...take(11, 70 * minute), round('r3', 90 * minute, null, ['r2', 61 * minute])]
    expect(spanOf(again, 10 * minute)).toEqual(['board-r1 10', 'board-r3 91'])
  })

  it('wait for a take that has not started', () => {
    const rounds = [source, round('r2', null, null, ['r1', 11 * minute])]
    expect(rippleSpan(rounds, id('r2'), 10 * minute)).toMatchObject({ until: null, left: 2 * minute })
  })
})

describe('matching what an author wrote to cards', () => {
  it('gives each card to one target, the best pair first', () => {
    const view = boardOf(
      { id: 'a', kind: 'metric', text: 'Orders per shopper' },
      { id: 'b', kind: 'metric', text: 'Paid orders per shopper' },
    )
    const found = matchTargets(
      [
        { id: 'orders', kind: 'metric', text: 'Orders per shopper' },
        { id: 'paid', kind: 'metric', text: 'Paid orders of a shopper' },
      ],
      view,
    )
    expect([...found]).toEqual([
      ['orders', 'a'],
      ['paid', 'b'],
    ])
  })

  it('never pairs kinds, empty cards, or two texts that share a single word of several', () => {
    const one = (kind: string, text: string) => boardOf({ id: 'a', kind, text })
    const target = { id: 't', kind: 'metric', text: 'Questions settled in a day' }
    expect(matchTargets([target], one('step', 'Questions settled in a day')).size).toBe(0)
    expect(matchTargets([target], one('metric', '  ')).size).toBe(0)
    expect(matchTargets([target], one('metric', 'Questions asked')).size).toBe(0)
    expect(matchTargets([target], one('metric', 'Settled questions')).size).toBe(1)
  })

  it('reads words without diacritics, plurals and fillers', () => {
    expect([...wordsOf('Cafés of the Züri buyers')]).toEqual(['cafe', 'zuri', 'buyer'])
  })
})

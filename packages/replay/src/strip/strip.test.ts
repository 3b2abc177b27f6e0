import type { BoardView, Item, ItemId } from '@greenroom/board'
import { type ParticipantId, roundIdSchema } from '@greenroom/session'
import { ana, ben, scoreSampleRound } from '@greenroom/session/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStrip } from './read-strip.ts'
import type { Strip } from './strip.ts'
import { joinWithin } from './strip-blocks.ts'
import { flagRules } from './strip-flags.ts'
import { summaryOf } from './strip-summary.ts'
import { type StripScript, startStripRound } from './testing-strip.ts'

const r1 = roundIdSchema.parse('r1')
const minutes = (count: number): number => count * 60_000

const stripOf = (script: StripScript, who: ParticipantId = ana): Strip => {
  const strip = readStrip(script.recording(who), r1)
  if (strip === null) throw new Error('no strip')
  return strip
}
/** Seconds since the start of the round, for tests that are read by people. */
const seconds = (strip: Strip, at: number | null): number | null => (at === null ? null : (at - strip.from) / 1000)
const flagsOf = (script: StripScript): readonly (readonly [string, number | null, string | number | null])[] => {
  const strip = stripOf(script)
  return strip.flags.map(({ rule, at, section, phase }) => [rule, seconds(strip, at), section ?? phase])
}
/** The flags of one rule. */
const flagged = (script: StripScript, rule: (typeof flagRules)[number]) =>
  flagsOf(script).flatMap(([of, at]) => (of === rule ? [at] : []))

describe('the strip of a round', () => {
  it('has a stretch for each person and section, and joins edits that are no more than twenty seconds apart', () => {
    const script = startStripRound()
    const { session } = script
    session.wait(10_000)
    const first = script.write('pain', 'Queues')
    session.wait(joinWithin)
    script.retype(first, 'Long queues')
    session.wait(5000)
    script.write('pain', 'Lost parcels', ana)
    session.wait(5000)
    script.retype(first, 'Very long queues')
    session.wait(joinWithin + 1)
    script.retype(first, 'Queues at noon')
    const strip = stripOf(script)
    const row = strip.rows.find(({ section }) => section === 'pains')
    expect(
      row?.blocks.map(({ by, from, to, edits, items, lane }) => [
        by,
        seconds(strip, from),
        seconds(strip, to),
        edits,
        items.length,
        lane,
      ]),
    ).toEqual([
      [ben, 10, 40, 3, 1, 0],
      [ana, 35, 35, 1, 1, 1],
      [ben, 60.001, 60.001, 1, 1, 0],
    ])
    // Thirty seconds of work: what two people did at once counts once.
    expect(row).toMatchObject({ edits: 5, worked: 30_000, cards: 2, lanes: 2 })
    expect(strip.people).toEqual([
      { participant: ben, seat: 'candidate', edits: 4, cards: 1 },
      { participant: ana, seat: 'interviewer', edits: 1, cards: 1 },
    ])
    expect(summaryOf(strip).filled.map(({ share }) => share)).toEqual([0.8, 0.2])
  })

  it('shows phases as they were gone through, their overruns, and the pauses', () => {
    const script = startStripRound()
    const { session } = script
    session.wait(minutes(6))
    session.must(ana, { kind: 'addTime', milliseconds: minutes(2) })
    session.wait(minutes(2))
    session.must(ana, { kind: 'nextPhase' })
    session.wait(minutes(1))
    session.must(ana, { kind: 'pauseClock' })
    session.wait(minutes(3))
    session.must(ana, { kind: 'resumeClock' })
    session.wait(minutes(1))
    session.must(ana, { kind: 'previousPhase' })
    session.wait(minutes(1))
    scoreSampleRound(session)
    const strip = stripOf(script)
    const at = (time: number) => (time - strip.from) / minutes(1)
    expect(
      strip.phases.map(({ phase, from, to, granted, spent, over }) => [
        phase,
        [at(from), at(to)],
        granted / minutes(1),
        spent / minutes(1),
        over.map((one) => [at(one.from), at(one.to)]),
      ]),
    ).toEqual([
      // A minute over, then two were added, and a minute over again.
      [
        0,
        [0, 8],
        7,
        8,
        [
          [5, 6],
          [7, 8],
        ],
      ],
      [1, [8, 13], 10, 2, []],
      // Come back to when its time was used up.
      [0, [13, 14], 7, 1, [[13, 14]]],
    ])
    expect(strip.pauses.map(({ from, to }) => [at(from), at(to)])).toEqual([[9, 12]])
    expect(at(strip.to)).toBe(14)
    expect(summaryOf(strip).over).toEqual([{ phase: 0, name: 'Goal', over: minutes(3) }])
    const goal = strip.rows.find(({ section }) => section === 'goal')
    expect(goal?.open.map(({ from, to }) => [at(from), at(to)])).toEqual([
      [0, 8],
      [13, 14],
    ])
  })

  it('has ticks for what its reader was sent, and nothing else', () => {
    const script = startStripRound()
    const { session } = script
    session.wait(10_000)
    session.must(ana, { kind: 'releaseFact', fact: 'stations' })
    session.wait(10_000)
    session.must(ana, { kind: 'markMoment', label: 'Good' })
    session.wait(10_000)
    session.must(ana, { kind: 'giveHint', hint: 'goal-1' })
    const ticks = (who: ParticipantId) => {
      const strip = stripOf(script, who)
      return strip.ticks.map(({ kind, at, words }) => [kind, seconds(strip, at), words])
    }
    const all = [
      ['fact', 10, 'Stations'],
      ['mark', 20, 'Good'],
      ['hint', 30, '1'],
    ]
    expect(ticks(ana)).toEqual(all)
    expect(ticks(ben)).toEqual(all.filter(([kind]) => kind !== 'mark'))
    scoreSampleRound(session)
    expect(ticks(ben)).toEqual(all)
    expect(summaryOf(stripOf(script)).help).toEqual([
      { kind: 'fact', times: 1 },
      { kind: 'hint', times: 1 },
    ])
  })

  it('is nothing before the start', () => {
    const script = startStripRound()
    const { entries, edits } = script.recording()
    const before = entries.filter(({ kind }) => kind !== 'round-started' && kind !== 'phase-started')
    expect(readStrip({ entries: before, edits }, r1)).toBeNull()
    expect(readStrip({ entries, edits }, roundIdSchema.parse('r9'))).toBeNull()
  })
})

describe('the flags of a strip', () => {
  it('first-metric, first-north-star, first-guardrail, first-recommendation: where a card with words first was one', () => {
    const script = startStripRound()
    const { session } = script
    session.wait(minutes(6))
    session.must(ana, { kind: 'nextPhase' })
    session.wait(1000)
    const empty = script.write('metric', '')
    script.setRole(empty, 'guardrail')
    session.wait(1000)
    const metric = script.write('metric', 'Orders')
    session.wait(1000)
    script.setRole(metric, 'north-star')
    session.wait(1000)
    script.retype(empty, 'Refunds')
    expect(flagsOf(script)).toEqual(
      [
        ['metric-before-goal', 362, 'tree'],
        ['first-metric', 362, 'tree'],
        ['first-north-star', 363, 'tree'],
        ['first-guardrail', 364, 'tree'],
      ].toSorted((a, b) => Number(a[1]) - Number(b[1]) || (a[0] === 'first-metric' ? -1 : 1)),
    )
    // Only the end says what never came.
    scoreSampleRound(session)
    const never = flagsOf(script).filter(([, at]) => at === null)
    expect(never).toEqual([
      ['first-recommendation', null, null],
      ['nothing-written', null, 'goal'],
      ['nothing-written', null, 'pains'],
      ['nothing-written', null, 'ideas'],
      ['nothing-written', null, 'call'],
      ['phase-not-reached', null, 2],
    ])
  })

  it('goal-changed: a goal that stood for a while got other words; a slip put right is none, and typing is one change', () => {
    const script = startStripRound()
    const { session } = script
    for (const words of ['Grow', 'Grow paid', 'Grow paid oders']) {
      session.wait(2000)
      script.retype('goal', words)
    }
    session.wait(minutes(1))
    script.retype('goal', 'Grow paid orders')
    expect(flagged(script, 'goal-changed')).toEqual([])
    session.wait(minutes(1))
    script.retype('goal', 'Grow paid')
    session.wait(3000)
    script.retype('goal', 'Grow paid merchants')
    session.wait(minutes(1))
    script.retype('goal', 'Keep merchants')
    session.wait(1000)
    script.retype('goal', 'Grow paid merchants')
    expect(flagged(script, 'goal-changed')).toEqual([126])
  })

  it('metric-before-goal: a metric had words while the goal had none', () => {
    const late = startStripRound()
    late.session.wait(5000)
    late.write('metric', 'Orders')
    late.session.wait(5000)
    late.retype('goal', 'Grow')
    expect(flagged(late, 'metric-before-goal')).toEqual([5])
    const right = startStripRound()
    right.retype('goal', 'Grow')
    right.session.wait(5000)
    right.write('metric', 'Orders')
    expect(flagged(right, 'metric-before-goal')).toEqual([])
  })

  it('solution-before-pain: a solution came before the first pain, or there was none', () => {
    const script = startStripRound()
    script.session.wait(5000)
    script.write('solution', 'An app')
    expect(flagged(script, 'solution-before-pain')).toEqual([5])
    script.session.wait(5000)
    script.write('pain', 'Queues')
    expect(flagged(script, 'solution-before-pain')).toEqual([5])
    const right = startStripRound()
    right.write('pain', 'Queues')
    right.session.wait(5000)
    right.write('solution', 'An app')
    expect(flagged(right, 'solution-before-pain')).toEqual([])
  })

  it('ahead-of-phase: a section was begun more than a minute before the first phase that is about it', () => {
    const begun = (before: number) => {
      const script = startStripRound()
      script.session.wait(minutes(5) - before)
      script.write('solution', 'An app')
      script.session.wait(before)
      script.session.must(ana, { kind: 'nextPhase' })
      return flagged(script, 'ahead-of-phase')
    }
    expect(begun(60_001)).toEqual([239.999])
    expect(begun(60_000)).toEqual([])
    // Work in a section after its phase raises no flag.
    const script = startStripRound()
    script.session.wait(minutes(1))
    script.session.must(ana, { kind: 'nextPhase' })
    script.write('pain', 'Queues')
    expect(flagged(script, 'ahead-of-phase')).toEqual([])
  })

  it('nothing-written and phase-not-reached: only once the round has ended', () => {
    const script = startStripRound()
    expect(flagsOf(script)).toEqual([])
    scoreSampleRound(script.session)
    expect(flagged(script, 'phase-not-reached')).toEqual([null, null])
    expect(flagged(script, 'nothing-written')).toHaveLength(5)
  })

  it('has a test for each rule', () => {
    expect(flagRules).toEqual([
      'first-metric',
      'first-north-star',
      'first-guardrail',
      'first-recommendation',
      'goal-changed',
      'metric-before-goal',
      'solution-before-pain',
      'ahead-of-phase',
      'nothing-written',
      'phase-not-reached',
    ])
  })
})

/** What somebody does on a board, at random. */
const act = fc.record({
  wait: fc.oneof(fc.nat(joinWithin), fc.nat(90_000)),
  by: fc.constantFrom(ana, ben),
  kind: fc.constantFrom('goal', 'pain', 'solution', 'metric', 'recommendation'),
  what: fc.constantFrom('write', 'retype', 'remove', 'role'),
  pick: fc.nat(1000),
  words: fc.constantFrom('', 'a', 'Orders', 'Queues at noon'),
})

/** The content of a card. An edit that leaves it as it was does not count as work. */
const plain = (item: Item | undefined): string => JSON.stringify(item ?? null)
/** Sections whose cards differ between two boards, by comparing every card. */
const changedSections = (before: BoardView, after: BoardView): ReadonlySet<string> =>
  new Set(
    [...new Set([...before.items.keys(), ...after.items.keys()])].flatMap((id) => {
      const [was, is] = [before.items.get(id), after.items.get(id)]
      return plain(was) === plain(is) ? [] : [(is ?? was)?.section ?? '']
    }),
  )

describe('the strip of any history', () => {
  it('counts what comparing every card before and after every edit counts', () => {
    let blocksSeen = 0
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const script = startStripRound()
        const live: ItemId[] = []
        const work: { at: number; by: ParticipantId; sections: ReadonlySet<string> }[] = []
        for (const { wait, by, kind, what, pick, words } of acts) {
          script.session.wait(wait)
          const before = script.view()
          const edits = script.recording().edits.length
          const item = live[pick % Math.max(1, live.length)]
          if (item === undefined || what === 'write')
            live.push(script.write(kind === 'goal' ? 'pain' : kind, words, by))
          else if (what === 'retype' && before.items.has(item))
            script.retype(kind === 'goal' ? 'goal' : item, words, by)
          else if (what === 'remove' && before.items.has(item)) script.remove(item, by)
          else if (before.items.get(item)?.kind === 'metric')
            script.setRole(item, pick % 2 === 0 ? 'driver' : 'guardrail')
          const written = script.recording().edits.slice(edits)
          if (written.length > 1) throw new Error('one step at a time')
          const author = written[0]?.by
          if (author != null)
            work.push({ at: script.session.now, by: author, sections: changedSections(before, script.view()) })
        }
        const strip = stripOf(script)
        for (const row of strip.rows) {
          const own = work.filter(({ sections }) => sections.has(row.section))
          expect(row.edits).toBe(own.length)
          expect(row.cards).toBe(
            [...script.view().items.values()].filter((one) => one.section === row.section && one.text.trim() !== '')
              .length,
          )
          for (const by of [ana, ben]) {
            const times = own.filter((one) => one.by === by).map(({ at }) => at)
            const stretches = times.filter((at, index) => index === 0 || at - (times[index - 1] ?? 0) > joinWithin)
            const blocks = row.blocks.filter((one) => one.by === by)
            expect(blocks.map(({ from }) => from)).toEqual(stretches)
            expect(blocks.reduce((sum, { edits }) => sum + edits, 0)).toBe(times.length)
            blocksSeen += blocks.length
          }
          // No two in a lane overlap, and a millisecond is worked in if a block covers it.
          const lanes = Map.groupBy(row.blocks, ({ lane }) => lane)
          for (const blocks of lanes.values())
            for (const [index, block] of blocks.entries())
              if (index > 0) expect(block.from).toBeGreaterThan(blocks[index - 1]?.to ?? 0)
          const edges = [...new Set(row.blocks.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
          const covered = edges.slice(1).reduce((sum, to, index) => {
            const from = edges[index] ?? to
            return row.blocks.some((one) => one.from <= from && one.to >= to) ? sum + to - from : sum
          }, 0)
          expect(row.worked).toBe(covered)
        }
        expect(new Map(strip.people.map(({ participant, edits }) => [participant, edits]))).toEqual(
          new Map(
            [[ben, 0], ...Map.groupBy(work, ({ by }) => by)].map(([by, own]) => [
              by,
              Array.isArray(own) ? own.length : own,
            ]),
          ),
        )
      }),
      { numRuns: 30 },
    )
    expect(blocksSeen).toBeGreaterThan(50)
  })
})

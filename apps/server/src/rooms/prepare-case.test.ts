import {
  ana,
  ben,
  openSampleSession,
  samplePreparedCase,
  scoreSampleRound,
  startSampleRound,
} from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import type { CaseBank } from '../ports.ts'
import { prepareCommand } from './prepare-case.ts'

const ids = Array.from({ length: 40 }, (_, index) => `case-${index}`)
const bank = {
  draw: (_filters: unknown, seen: ReadonlySet<string>, random: () => number) => {
    const left = ids.filter((id) => !seen.has(id))
    return left[Math.floor(random() * left.length)] ?? null
  },
  prepare: (caseId: string) => ({ ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId } }),
} as unknown as CaseBank

/** Draws 200 times, with chance that walks evenly, and answers which cases came. */
const drawnWith = (seen: Readonly<Record<string, readonly string[]>>, mode: 'peer' | 'solo' = 'peer') => {
  const { state } = openSampleSession(mode)
  let step = 0
  const random = () => (step++ * 0.618_033_988_749) % 1
  const streams = { seenCases: (who: string) => seen[who] ?? [] } as never
  const drawn = new Set<string>()
  for (let n = 0; n < 200; n += 1) {
    const wire = { kind: 'drawCase', category: null, difficulty: null } as const
    const table = { state, streams, preparedBefore: () => new Set<string>(), itemsOnBoard: () => new Set<string>() }
    const prepared = prepareCommand(wire, table, ana, { bank, random })
    if (prepared.ok && prepared.command.kind === 'prepareCase') drawn.add(prepared.command.prepared.public.caseId)
  }
  return drawn
}

describe('drawing a case', () => {
  it('is not steered by what one side says to have seen [P28]', () => {
    for (const side of [ana, ben]) {
      const drawn = drawnWith({ [side]: ids.slice(1) })
      // Half of the bank stays in the draw, and the named case is one of many.
      expect(drawn.size).toBeGreaterThan(20)
    }
  })

  it('leaves out what one side has seen as long as that is no more than half, and what both have seen [P28]', () => {
    const some = ids.slice(0, 15)
    const drawn = drawnWith({ [ben]: some })
    expect(some.filter((id) => drawn.has(id))).toEqual([])
    const both = ids.slice(0, 39)
    expect([...drawnWith({ [ana]: both, [ben]: both })]).toEqual(['case-39'])
    expect([...drawnWith({ [ana]: ids, [ben]: ids })]).toEqual([])
  })

  it('believes the one person of a solo session [P28]', () => {
    expect([...drawnWith({ [ana]: ids.slice(1) }, 'solo')]).toEqual(['case-0'])
  })
})

describe('the next round with its case', () => {
  const asked = { kind: 'openWithCase', category: 'success-metrics', focus: 'Goal' } as const
  const prepareWith = (mode: 'scored' | 'lobby', seen: Readonly<Record<string, readonly string[]>> = {}) => {
    const session = mode === 'scored' ? startSampleRound() : openSampleSession()
    if (mode === 'scored') scoreSampleRound(session)
    const { state } = session
    const streams = { seenCases: (who: string) => seen[who] ?? [] } as never
    const table = {
      state,
      streams,
      preparedBefore: () => new Set(ids.slice(1, 3)),
      itemsOnBoard: () => new Set<string>(),
    }
    return prepareCommand(asked, table, ben, { bank, random: () => 0 })
  }
  const drawnBy = (prepared: ReturnType<typeof prepareCommand>) =>
    prepared.ok && prepared.command.kind === 'openPrepared' ? prepared.command : null

  it('is drawn as a case of that round is, for those who will sit in it [P28]', () => {
    expect(drawnBy(prepareWith('scored'))).toMatchObject({ focus: 'Goal', prepared: { public: { caseId: 'case-0' } } })
    const seen = { [ana]: ids.slice(0, 39), [ben]: ids.slice(0, 39) }
    expect(drawnBy(prepareWith('scored', seen))).toMatchObject({ prepared: { public: { caseId: 'case-39' } } })
    expect(drawnBy(prepareWith('scored', { [ana]: ids, [ben]: ids }))).toMatchObject({ prepared: null })
  })

  it('is not drawn where it may not be opened, and left to be decided', () => {
    expect(drawnBy(prepareWith('lobby'))).toMatchObject({ prepared: null })
  })
})

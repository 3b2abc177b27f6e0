import { ana, ben, openSampleSession, samplePreparedCase } from '@greenroom/session/testing'
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

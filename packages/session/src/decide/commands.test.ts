import { describe, expect, it } from 'vitest'
import { wireCommandSchema } from './commands.ts'

const parses = (value: unknown) => wireCommandSchema.safeParse(value).success

describe('[S6] a command as it comes over the wire', () => {
  it('is read when it is whole', () => {
    expect(wireCommandSchema.parse({ kind: 'rename', name: '  Ana ' })).toEqual({ kind: 'rename', name: 'Ana' })
    expect(parses({ kind: 'askHint' })).toBe(true)
    expect(parses({ kind: 'addTime', clockVersion: 3, milliseconds: -600_000 })).toBe(true)
    expect(wireCommandSchema.parse({ kind: 'askHint', by: 'eve' })).toEqual({ kind: 'askHint' })
  })

  it('is not read when it is anything else', () => {
    const deep = { kind: 'sealScorecard', scorecard: { scores: { goal: { score: 5, words: '', evidence: [] } } } }
    for (const bad of [
      null,
      [],
      'askHint',
      {},
      { kind: 'createSession' },
      { kind: 'prepareCase', how: 'drawn', prepared: {} },
      { kind: 'constructor' },
      { kind: 'takeSeat', seat: 'throne', seatsVersion: 0 },
      { kind: 'takeSeat', seat: 'mentor' },
      { kind: 'addTime', clockVersion: 0, milliseconds: 600_001 },
      { kind: 'addTime', clockVersion: 0, milliseconds: 0.5 },
      { kind: 'writeNote', note: 'n', words: '   ' },
      { kind: 'writeNote', note: 'no spaces', words: 'x' },
      { kind: 'sendWhisper', words: 'x'.repeat(4001) },
      deep,
    ])
      expect(parses(bad), JSON.stringify(bad)).toBe(false)
  })
})

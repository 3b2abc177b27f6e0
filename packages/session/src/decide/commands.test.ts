import { describe, expect, it } from 'vitest'
import { refusalOfUnreadable } from '../rules/refusals.ts'
import { wireCommandSchema } from './commands.ts'

const parses = (value: unknown) => wireCommandSchema.safeParse(value).success

describe('[S6] a command as it comes over the wire', () => {
  it('is read when it is whole', () => {
    expect(wireCommandSchema.parse({ kind: 'rename', name: '  Ana ' })).toEqual({ kind: 'rename', name: 'Ana' })
    expect(parses({ kind: 'askHint' })).toBe(true)
    expect(parses({ kind: 'addTime', clockVersion: 3, milliseconds: -600_000 })).toBe(true)
    expect(wireCommandSchema.parse({ kind: 'askHint', by: 'eve' })).toEqual({ kind: 'askHint' })
  })

  it('says which field is too long, and how long it may be', () => {
    const refusalOf = (value: unknown) => {
      const parsed = wireCommandSchema.safeParse(value)
      return parsed.success ? null : refusalOfUnreadable(parsed.error)
    }
    expect(refusalOf({ kind: 'writeNote', note: 'n', words: 'x'.repeat(4001) })).toEqual({
      ok: false,
      code: 'too-long',
      field: 'words',
      limit: 4000,
    })
    for (const length of [41, 401])
      expect(refusalOf({ kind: 'rename', name: 'x'.repeat(length) })).toEqual({
        ok: false,
        code: 'too-long',
        field: 'name',
        limit: 40,
      })
    expect(refusalOf({ kind: 'markMoment', label: 'x'.repeat(201) })).toMatchObject({ field: 'label', limit: 200 })
    expect(refusalOf({ kind: 'writeNote', note: 'no spaces', words: 'x'.repeat(4001) })?.code).toBe('malformed')
  })

  it('is not read when nothing can be seen in words that have to say something, and has none where they may be left out', () => {
    const invisible = ['\u200b', '\u2800', '\u3164 \ufe0f', '\u00ad\u2066\u2069', ' \u034f\n']
    const comment = { round: 'r1', comment: 'c' }
    for (const words of invisible) {
      for (const said of [
        { kind: 'writeNote', note: 'n', words },
        { kind: 'sendWhisper', words },
        { kind: 'askFact', question: words },
        { kind: 'replyToComment', ...comment, to: { by: 'p1', comment: 'c' }, words },
        { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: '', next: { kind: 'own', words } },
      ])
        expect(parses(said), `${said.kind} ${JSON.stringify(words)}`).toBe(false)
      expect(wireCommandSchema.parse({ kind: 'setFocus', words })).toMatchObject({ words: '' })
      expect(wireCommandSchema.parse({ kind: 'markMoment', label: words })).toMatchObject({ label: '' })
      expect(wireCommandSchema.parse({ kind: 'pinMoment', pin: 'p', words })).toMatchObject({ words: '' })
      const pin = { kind: 'writeComment', ...comment, moment: 1, item: null, words }
      expect(wireCommandSchema.parse(pin)).toMatchObject({ words: '' })
      const point = { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: words, next: null }
      expect(wireCommandSchema.parse(point)).toMatchObject({ gap: '' })
    }
    // The newest emoji, letters of private use (a font's signs), and joiners within words are seen.
    for (const words of ['\u{1fadd}', '\uf8ff', '\u200bx', 'علی\u200cرضا'])
      expect(wireCommandSchema.parse({ kind: 'writeNote', note: 'n', words })).toMatchObject({ words })
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

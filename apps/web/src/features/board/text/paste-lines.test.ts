import { describe, expect, it } from 'vitest'
import { linesOf } from './paste-lines.ts'

describe('linesOf', () => {
  it('takes a line as a card, without bullets, numbers and gaps', () => {
    expect(linesOf('- one\r\n\r\n* two\n  3. three\n[ ] four\n• five\n')).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
    ])
  })
  it('leaves text that only looks like a bullet', () => {
    expect(linesOf('-5 % orders')).toEqual(['-5 % orders'])
    expect(linesOf('2024.5 was slow')).toEqual(['2024.5 was slow'])
  })
  it('cuts a line at what a card holds', () => {
    expect(linesOf('x'.repeat(5000))[0]).toHaveLength(2000)
  })
})

import { describe, expect, it } from 'vitest'
import { closeCodes } from './close-codes.ts'

describe('close codes', () => {
  it('are all different', () => {
    const codes = Object.values(closeCodes)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('stop a standard client when they are permanent, and only then [P12] [P20]', () => {
    const retried = Object.entries(closeCodes)
      .filter(([, code]) => code < 4400 || code > 4499)
      .map(([reason]) => reason)
    expect(retried).toEqual(['draining', 'try-later'])
  })
})

import { type CloseReason, closeCodes } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { readCloseCode, setAsideReasons } from './close-meaning.ts'

const codes = Object.entries(closeCodes) as [CloseReason, number][]

describe("what the close of a board's socket asks of the client", () => {
  it('[P12] [P16] a permanent code is never dialled again as it was, and any other one is', () => {
    for (const [reason, code] of codes) {
      const { kind } = readCloseCode(code)
      const permanent = code >= 4400 && code <= 4499
      // These two may be granted later, which a standard client cannot know.
      const granted = reason === 'not-admitted' || reason === 'unknown-document'
      expect([reason, kind === 'retry']).toEqual([reason, !permanent || granted])
    }
  })

  it('[P16] refused work keeps the name of the code, and the end of a session takes no work away', () => {
    for (const [reason, code] of codes) {
      const meaning = readCloseCode(code)
      if (meaning.kind !== 'retry') expect(meaning.reason).toBe(reason)
      expect([reason, setAsideReasons.some((each) => each === reason)]).toEqual([reason, meaning.kind === 'refused'])
    }
    expect(setAsideReasons).toContain('restored')
  })

  it('tries again after whatever it does not know, and after a connection that just broke', () => {
    for (const code of [null, 1000, 1001, 1005, 1006, 1011, 3000, 4499, 4500]) {
      expect(readCloseCode(code)).toEqual({ kind: 'retry' })
    }
    expect(readCloseCode(1009)).toEqual({ kind: 'refused', reason: 'update-too-large' })
  })
})

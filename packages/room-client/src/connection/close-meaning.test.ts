import { closeCodes } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { readCloseCode } from './close-meaning.ts'

describe("what the close of a board's socket asks of the client", () => {
  it('[P12] [P16] has a meaning for each code', () => {
    const meanings = Object.entries(closeCodes).map(([reason, code]) => {
      const meaning = readCloseCode(code)
      return [reason, meaning.kind === 'retry' ? 'retry' : `${meaning.kind} ${meaning.reason}`]
    })
    expect(Object.fromEntries(meanings)).toEqual({
      unauthorized: 'ended unauthorized',
      notAdmitted: 'retry',
      unknownDocument: 'retry',
      revoked: 'ended revoked',
      sessionDeleted: 'ended session-deleted',
      sessionDamaged: 'ended session-damaged',
      malformed: 'refused malformed',
      updateTooLarge: 'refused updateTooLarge',
      boardFull: 'refused boardFull',
      foreignClient: 'refused foreignClient',
      forbiddenContent: 'refused forbiddenContent',
      gap: 'refused gap',
      readOnly: 'refused readOnly',
      flood: 'refused flood',
      restored: 'refused restored',
      draining: 'retry',
      tryLater: 'retry',
    })
  })

  it('tries again after whatever it does not know, and after a line that just broke', () => {
    for (const code of [null, 1000, 1001, 1005, 1006, 1011, 3000, 4499, 4500]) {
      expect(readCloseCode(code)).toEqual({ kind: 'retry' })
    }
    expect(readCloseCode(1009)).toEqual({ kind: 'refused', reason: 'updateTooLarge' })
  })
})

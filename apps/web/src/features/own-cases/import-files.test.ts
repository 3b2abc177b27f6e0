import { describe, expect, it } from 'vitest'
import { passedOver, whyNotSend } from './import-files.ts'

const named = (...names: readonly string[]) => names.map((name) => ({ name, size: 10 }))

describe('files that are imported as cases', () => {
  it('what is no case file is named, alone and beside case files', () => {
    expect(whyNotSend([], named('notes.txt'))).toBe(
      'notes.txt isn’t a case file. The name of a case file ends in .yaml or .yml.',
    )
    expect(whyNotSend([], named('a.txt', 'b.md'))).toContain('None of these 2 files is a case file')
    expect(whyNotSend([])).toContain('Nothing you dropped or chose could be read')
    expect(whyNotSend(named('a.yaml'), named('notes.txt'))).toBeNull()
    expect(passedOver(named('notes.txt'))).toBe('Not a case file, so it was skipped: notes.txt')
    expect(passedOver(named('a', 'b', 'c', 'd', 'e'))).toBe('Not case files, so they were skipped: a, b, c, and 2 more')
    expect(passedOver([])).toBeNull()
  })
})

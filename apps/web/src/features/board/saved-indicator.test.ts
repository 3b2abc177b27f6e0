import { describe, expect, it } from 'vitest'
import { savedWords } from './saved-indicator.tsx'

describe('savedWords', () => {
  it('says what happened and what becomes of the work', () => {
    expect(savedWords({ kind: 'saved' }).text).toBe('Saved')
    expect(savedWords({ kind: 'saving', unsaved: 3 })).toEqual({
      text: 'Saving 3',
      detail: '3 edits on the way to the server.',
    })
    expect(savedWords({ kind: 'offline', unsaved: 1 }).text).toBe('Offline, 1 edit kept')
    expect(savedWords({ kind: 'offline', unsaved: 0 }).text).toBe('Offline')
    expect(savedWords({ kind: 'read-only', why: 'round-ended' }).detail).toContain('closed to edits')
  })
})

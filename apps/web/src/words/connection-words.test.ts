import { describe, expect, it } from 'vitest'
import { connectionWords } from './connection-words.ts'

const live = { kind: 'live' } as const
const waiting = { kind: 'waiting', attempt: 3, retryAt: 0 } as const

describe('the connection in words', () => {
  it('says saved only when all is committed', () => {
    expect(connectionWords(live, { kind: 'saved' }, 0).short).toBe('Saved')
    expect(connectionWords(live, { kind: 'saving', unsaved: 2 }, 0)).toMatchObject({ short: 'Saving', tone: 'busy' })
    for (const saved of [{ kind: 'loading' }, { kind: 'offline', unsaved: 0 }] as const) {
      expect(connectionWords(live, saved, 0).short).not.toBe('Saved')
    }
  })
  it('never says saved without a connection', () => {
    for (const connection of [waiting, { kind: 'connecting', attempt: 2 } as const]) {
      for (const saved of [null, { kind: 'saved' } as const, { kind: 'saving', unsaved: 1 } as const]) {
        expect(connectionWords(connection, saved, 4)).toMatchObject({ tone: 'away' })
      }
    }
  })
  it('F05: says so when the server cannot save, whatever else is known, and not while there is no connection', () => {
    for (const saved of [null, { kind: 'saved' } as const, { kind: 'saving', unsaved: 1 } as const]) {
      const words = connectionWords(live, saved, 0, null, false)
      expect(words).toMatchObject({ tone: 'away', short: 'Can’t save' })
      expect(words.long).toContain('kept on this device')
    }
    expect(connectionWords(waiting, { kind: 'offline', unsaved: 1 }, 4, null, false).short).toBe('Offline · kept here')
  })
  it('says that what was typed is kept on this device, and when it tries again', () => {
    const words = connectionWords(waiting, { kind: 'offline', unsaved: 1 }, 4)
    expect(words.short).toBe('Offline · kept here')
    expect(words.long).toContain('Trying again in 4 s')
    expect(connectionWords(waiting, { kind: 'offline', unsaved: 3 }, 0).short).toBe('Offline · kept here')
  })
  it('says what a board waits for that had not arrived when the connection went', () => {
    expect(connectionWords(waiting, { kind: 'loading' }, 4).long).toMatch(
      /Your board opens for writing once it has loaded/,
    )
  })
  it('names the cause where one is known', () => {
    const cause = { short: 'Blocked', words: 'Your network blocks it.' }
    expect(connectionWords(waiting, { kind: 'offline', unsaved: 1 }, 4, cause)).toMatchObject({
      short: 'Blocked · kept here',
      long: expect.stringMatching(/^Your network blocks it\. Trying again in 4 s/),
    })
  })
  it('says why one reads along', () => {
    expect(connectionWords(live, { kind: 'read-only', why: 'round-ended' }, 0).long).toContain('The round has ended')
  })
})

import { describe, expect, it, vi } from 'vitest'
import { storageKinds, withStorage } from '../testing/either-storage.ts'
import { named, sessionOf } from '../testing/folders-and-entries.ts'
import type { Storage } from './open-storage.ts'

// A real Postgres, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 })

const day = 24 * 60 * 60_000

describe.each(storageKinds)('figures on %s', (kind) => {
  const within = (work: (storage: Storage) => Promise<void>): Promise<void> => withStorage(kind, work)

  it('counts what is there, by the last entry', () =>
    within(async ({ store, access, shareLinks, readFigures }) => {
      const one = sessionOf('one')
      await store.append(one, 0, [named('Ana')])
      const [entry] = await store.read(one, 0, 1)
      const at = entry?.at ?? 0
      await access.addInvitation(one, 'open', ['candidate'], at)
      const revoked = await access.addInvitation(one, 'revoked', ['candidate'], at)
      await access.revokeInvitation(one, revoked, at)
      await shareLinks.add(
        one,
        'share',
        { view: { audience: 'candidate', names: true, words: true }, createdAt: at, endsAt: at + 2 * day },
        10,
      )
      const figures = await readFigures(at + day, at)
      expect(figures).toMatchObject({
        count: 1,
        usedWithin: { day: 1, week: 0, month: 0, year: 0, older: 0 },
        longest: at,
        retentionDue: 0,
        openInvitations: 1,
        openShareLinks: 1,
        ownCases: 0,
        keptRecordings: 0,
      })
      expect(figures.bytes).toBeGreaterThan(10_000)
      expect(await readFigures(at + 3 * day, at + 1)).toMatchObject({
        usedWithin: { day: 0, week: 1 },
        retentionDue: 1,
        openShareLinks: 0,
      })
      expect(await readFigures(at + 400 * day, null)).toMatchObject({ usedWithin: { older: 1 }, retentionDue: 0 })
    }))
})

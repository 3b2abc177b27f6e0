import { describe, expect, it, vi } from 'vitest'
import { ana, createTemporaryFolder, createTurnedClock, named, sessionOf } from '../testing/folders-and-entries.ts'
import { createTestDatabase } from '../testing/postgres.ts'
import { openStorage, type Storage } from './open-storage.ts'

// A real Postgres, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 })

const opened = {
  SQLite: async () => {
    const folder = createTemporaryFolder()
    return { dataDir: folder.path, databaseUrl: null, remove: folder.remove }
  },
  Postgres: async () => {
    const database = await createTestDatabase()
    return { dataDir: '/nowhere', databaseUrl: database.url, remove: database.remove }
  },
}

describe.each(Object.keys(opened) as (keyof typeof opened)[])('accounts and figures on %s', (kind) => {
  const within = async (work: (storage: Storage) => Promise<void>): Promise<void> => {
    const place = await opened[kind]()
    let ids = 0
    const storage = await openStorage({ ...place, clock: createTurnedClock(), invitationId: () => `id-${++ids}` })
    try {
      await work(storage)
    } finally {
      await storage.close()
      await place.remove()
    }
  }

  it('a claim is of the token that was shown, and goes with what the participant loses', () =>
    within(async ({ store, access, accounts }) => {
      const [one, two] = [sessionOf('one'), sessionOf('two')]
      for (const session of [one, two]) {
        expect(await store.append(session, 0, [named('Ana')])).toMatchObject({ ok: true })
        await access.addToken(`token of ${session}`, session, ana, session === one ? null : 'invitation')
      }
      const mine = await accounts.keep('https://login.example', 'ana', 1)
      expect(await accounts.keep('https://login.example', 'ana', 2)).toBe(mine)
      const other = await accounts.keep('https://login.example', 'ben', 2)
      expect(other).not.toBe(mine)
      expect(await accounts.keep('https://elsewhere.example', 'ana', 2)).not.toBe(mine)

      await accounts.signIn(mine, 'cookie', 100, null)
      expect([await accounts.find('cookie', 99), await accounts.find('cookie', 100)]).toEqual([mine, null])
      expect(await accounts.find('another', 0)).toBeNull()
      for (let more = 0; more < 20; more++) await accounts.signIn(mine, `cookie ${more}`, 200 + more, null)
      // The one that would end first has gone.
      expect([await accounts.find('cookie', 1), await accounts.find('cookie 0', 1)]).toEqual([null, mine])
      await accounts.signOut('cookie 0')
      expect(await accounts.find('cookie 0', 1)).toBeNull()

      // Signed out at the provider: a session of it, or the whole person; never somebody else, nor at another provider.
      const signedIn = async (): Promise<readonly string[]> => {
        const open: string[] = []
        for (const cookie of ['here', 'there', 'unnamed', 'of ben'])
          if (await accounts.find(cookie, 1)) open.push(cookie)
        return open
      }
      await accounts.signIn(mine, 'here', 300, 'one')
      await accounts.signIn(mine, 'there', 300, 'two')
      await accounts.signIn(mine, 'unnamed', 300, null)
      await accounts.signIn(other, 'of ben', 300, 'three')
      await accounts.signOutAtProvider('https://elsewhere.example', 'ana', null)
      await accounts.signOutAtProvider('https://login.example', 'ben', 'one')
      expect(await signedIn()).toEqual(['here', 'there', 'unnamed', 'of ben'])
      await accounts.signOutAtProvider('https://login.example', null, 'one')
      expect(await signedIn()).toEqual(['there', 'unnamed', 'of ben'])
      await accounts.signOutAtProvider('https://login.example', 'ana', null)
      expect(await signedIn()).toEqual(['of ben'])

      expect(await accounts.claim(mine, 'token of one', 10)).toBe(true)
      expect(await accounts.claim(mine, 'token of two', 11)).toBe(true)
      expect(await accounts.claim(mine, 'no such token', 12)).toBe(false)
      expect(await accounts.claims(mine)).toEqual([
        { session: two, participant: ana, invitation: 'invitation', claimedAt: 11 },
        { session: one, participant: ana, invitation: null, claimedAt: 10 },
      ])
      expect(await accounts.claim(mine, 'token of one', 13)).toBe(true)
      expect((await accounts.claims(mine)).map(({ claimedAt }) => claimedAt)).toEqual([13, 11])
      expect(await accounts.claims(other)).toEqual([])

      await accounts.removeClaim(other, one, ana)
      expect(await accounts.claims(mine)).toHaveLength(2)
      await accounts.removeClaim(mine, one, ana)
      expect((await accounts.claims(mine)).map(({ session }) => session)).toEqual([two])
      await access.revokeOtherTokens('token of two', two, ana)
      expect(await accounts.claims(mine)).toEqual([])
      expect(await accounts.claim(mine, 'token of two', 14)).toBe(true)
      await access.revokeParticipant(two, ana)
      expect(await accounts.claims(mine)).toEqual([])
      expect(await accounts.claim(mine, 'token of two', 15)).toBe(false)
      expect(await accounts.claim(mine, 'token of one', 16)).toBe(true)
      await store.deleteSession(one)
      expect(await accounts.claims(mine)).toEqual([])
    }))
})

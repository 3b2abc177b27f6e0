import { describe, expect, it, vi } from 'vitest'
import { storageKinds, withStorage } from '../testing/either-storage.ts'
import { ana, named, sessionOf } from '../testing/folders-and-entries.ts'
import type { Storage } from './open-storage.ts'

// A real Postgres, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 })

describe.each(storageKinds)('accounts and figures on %s', (kind) => {
  const within = (work: (storage: Storage) => Promise<void>): Promise<void> => withStorage(kind, work)

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
      expect([await accounts.find('cookie', 99, null), await accounts.find('cookie', 100, null)]).toEqual([mine, null])
      expect(await accounts.find('another', 0, null)).toBeNull()
      // Where one provider's people alone are let in; whether its name ends with a slash is the same to it.
      const [here, there] = ['https://login.example/', 'https://elsewhere.example']
      expect([await accounts.find('cookie', 1, here), await accounts.find('cookie', 1, there)]).toEqual([mine, null])
      for (let more = 0; more < 20; more++) await accounts.signIn(mine, `cookie ${more}`, 200 + more, null)
      // The one that would end first has gone.
      expect([await accounts.find('cookie', 1, null), await accounts.find('cookie 0', 1, null)]).toEqual([null, mine])
      await accounts.signOut('cookie 0')
      expect(await accounts.find('cookie 0', 1, null)).toBeNull()

      // Signed out at the provider: a session of it, or the whole person; never somebody else, nor at another provider.
      const signedIn = async (): Promise<readonly string[]> => {
        const open: string[] = []
        for (const cookie of ['here', 'there', 'unnamed', 'of ben'])
          if (await accounts.find(cookie, 1, null)) open.push(cookie)
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

  it('a challenge counts once and in time; a passkey has one account, and ends what it signed in when it goes', () =>
    within(async ({ accounts }) => {
      await accounts.addChallenge('one', 'sign in', 100, 1)
      await accounts.addChallenge('late', 'sign in', 50, 1)
      expect([await accounts.takeChallenge('one', 60), await accounts.takeChallenge('one', 60)]).toEqual([
        'sign in',
        null,
      ])
      expect([await accounts.takeChallenge('late', 50), await accounts.takeChallenge('never', 1)]).toEqual([null, null])

      const mine = await accounts.keep('passkeys', 'ana', 1)
      const other = await accounts.keep('passkeys', 'ben', 1)
      const passkey = {
        ...{ id: 'key', account: mine, publicKey: new Uint8Array([1, 2, 250]), counter: 0 },
        ...{ transports: 'internal hybrid', createdAt: 5, usedAt: 5 },
      }
      expect(await accounts.addPasskey(passkey)).toBe(true)
      expect(await accounts.addPasskey({ ...passkey, account: other })).toBe(false)
      expect(await accounts.findPasskey('key')).toEqual(passkey)
      expect(await accounts.findPasskey('another')).toBeNull()
      await accounts.usePasskey('key', 4_000_000_000, 9)
      expect(await accounts.passkeys(mine)).toEqual([{ ...passkey, counter: 4_000_000_000, usedAt: 9 }])
      for (let more = 1; more < 20; more++)
        expect(await accounts.addPasskey({ ...passkey, id: `key ${more}`, createdAt: 5 + more })).toBe(true)
      expect(await accounts.addPasskey({ ...passkey, id: 'one too many' })).toBe(false)

      await accounts.signInByPasskey(mine, 'by the key', 100, 'key')
      await accounts.signInByPasskey(mine, 'by another', 100, 'key 1')
      await accounts.removePasskey(other, 'key')
      expect([await accounts.find('by the key', 1, null), (await accounts.passkeys(mine)).length]).toEqual([mine, 20])
      await accounts.removePasskey(mine, 'key')
      expect([await accounts.find('by the key', 1, null), await accounts.find('by another', 1, null)]).toEqual([
        null,
        mine,
      ])
      expect((await accounts.passkeys(mine)).map(({ id }) => id)).toEqual(
        Array.from({ length: 19 }, (_, index) => `key ${index + 1}`),
      )
    }))
})

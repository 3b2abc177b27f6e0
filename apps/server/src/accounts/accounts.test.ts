import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signInAnswerSchema, siteSchema } from '@greenroom/protocol'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Config } from '../config.ts'
import { accessTable, beforeSignIn } from '../http/access-table.ts'
import { createTurnedClock } from '../testing/folders-and-entries.ts'
import { startProvider, type TestProvider } from '../testing/provider.ts'
import {
  invite,
  join,
  occupyPort,
  type Person,
  startSession,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'
import { attemptLasts } from './create-accounts.ts'
import { createSealedAttempts } from './sealed-attempts.ts'

const secret = 'a-secret-of-this-client-at-the-provider'
const cookieOf = (headers: Headers, name: string): string =>
  headers
    .getSetCookie()
    .map((each) => each.split(';')[0] ?? '')
    .find((each) => each.startsWith(`${name}=`)) ?? ''

/** A server that people open at an address of its own, and one who signs in there. */
const openServer = async (
  issuer: string,
  more: Partial<Config> = {},
): Promise<{ at: TestServer; clock: ReturnType<typeof createTurnedClock> }> => {
  const clock = createTurnedClock(Date.now())
  const held = await occupyPort()
  held.close()
  const publicUrl = `http://127.0.0.1:${held.port}`
  const at = await startTestServer({
    clock,
    config: {
      port: held.port,
      publicUrl,
      oidc: { issuer, clientId: 'greenroom', clientSecret: secret, publicUrl },
      ...more,
    },
  })
  return { at, clock }
}
const begin = async (at: TestServer): Promise<{ attempt: string; url: URL }> => {
  const begun = await at.request('POST', '/api/accounts/sign-in', { body: {} })
  expect(begun.status, begun.text).toBe(200)
  const attempt = begun.headers.getSetCookie()[0] ?? ''
  expect(attempt).toMatch(
    /^greenroom-sign-in=[\w.-]{200,900}; Path=\/api\/accounts\/back; Max-Age=600; HttpOnly; SameSite=Lax$/,
  )
  return { attempt: attempt.split(';')[0] ?? '', url: new URL(signInAnswerSchema.parse(begun.json).url) }
}
const comeBack = (at: TestServer, address: string, attempt: string): Promise<Response> =>
  fetch(address.replace(/^http:\/\/[^/]+/, at.url), { headers: { cookie: attempt }, redirect: 'manual' })

const opened: { close: () => unknown }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

describe('an account, with a real provider', () => {
  let provider: TestProvider
  beforeAll(async () => {
    provider = await startProvider({ clientId: 'greenroom', clientSecret: secret })
  })
  afterAll(() => provider.close())

  const open = async (more: Partial<Config> = {}) => {
    const made = await openServer(provider.issuer, more)
    opened.push(made.at)
    provider.allow(`${made.at.url}/api/accounts/back`)
    return made
  }
  const signIn = async (at: TestServer, login: string): Promise<string> => {
    const { attempt, url } = await begin(at)
    const back = await comeBack(at, await provider.walk(url, login), attempt)
    expect([back.status, back.headers.get('location')]).toEqual([303, '/account'])
    const set = back.headers.getSetCookie().find((each) => each.startsWith('greenroom-account=')) ?? ''
    expect(set).toMatch(/^greenroom-account=[\w-]{43}; Path=\/api; Max-Age=2592000; HttpOnly; SameSite=Strict$/)
    return set.split(';')[0] ?? ''
  }
  const listOf = async (at: TestServer, cookie: string) =>
    (await at.request('GET', '/api/accounts/sessions', { headers: { cookie } })).json as {
      sessions: readonly { session: string; participant: string; owner: boolean; name: string }[]
    }
  const claim = (at: TestServer, cookie: string, person: Person) =>
    at.request('POST', '/api/accounts/claims', { body: { token: person.token }, headers: { cookie } })
  const freshToken = (at: TestServer, cookie: string, { session, participant }: Person) =>
    at.request('POST', '/api/accounts/tokens', { body: { session, participant }, headers: { cookie } })

  it('claims the session of a guest, and has it in another browser with the rights of its owner', async () => {
    const { at } = await open()
    const owner = await startSession(at)
    const here = await signIn(at, 'ana')
    expect((await claim(at, here, owner)).status).toBe(204)
    const elsewhere = await signIn(at, 'ana')
    expect(elsewhere).not.toBe(here)
    expect((await listOf(at, elsewhere)).sessions).toMatchObject([
      { session: owner.session, participant: owner.participant, owner: true, name: 'Ana', title: null },
    ])
    const fresh = (await freshToken(at, elsewhere, owner)).json as Person
    expect(fresh.token).not.toBe(owner.token)
    const invited = await at.request('POST', `/api/sessions/${owner.session}/invitations`, {
      token: fresh.token,
      body: { seats: ['candidate'] },
    })
    expect(invited.status).toBe(201)
    // Somebody else sees none of it and is sent none of it.
    const other = await signIn(at, 'ben')
    expect((await listOf(at, other)).sessions).toEqual([])
    expect((await freshToken(at, other, owner)).status).toBe(404)
    // Signed out, the cookie is worth nothing; the session's own token stays.
    await at.request('POST', '/api/accounts/sign-out', { body: {}, headers: { cookie: elsewhere } })
    expect((await at.request('GET', '/api/accounts/sessions', { headers: { cookie: elsewhere } })).status).toBe(401)
    expect((await at.request('GET', `/api/sessions/${owner.session}`, { token: owner.token })).status).toBe(200)
    for (const hidden of [here.split('=')[1] ?? '', fresh.token, secret]) expect(at.logged()).not.toContain(hidden)
  })

  it('loses what its participant loses: by removal, by signing out everywhere else, by deletion, by taking it off the list', async () => {
    const { at } = await open()
    const owner = await startSession(at)
    const guest = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Ben', 'candidate')
    const [ana, ben] = [await signIn(at, 'ana'), await signIn(at, 'ben')]
    await claim(at, ana, owner)
    await claim(at, ben, guest)
    const path = `/api/sessions/${owner.session}/participants/${guest.participant}/remove`
    expect((await at.request('POST', path, { token: owner.token, body: {} })).status).toBeLessThan(300)
    expect((await listOf(at, ben)).sessions).toEqual([])
    expect((await freshToken(at, ben, guest)).status).toBe(404)
    expect((await claim(at, ben, guest)).status).toBe(404)

    await at.request('POST', `/api/sessions/${owner.session}/sign-out-others`, { token: owner.token, body: {} })
    expect((await listOf(at, ana)).sessions).toEqual([])
    await claim(at, ana, owner)
    const { session, participant } = owner
    await at.request('POST', '/api/accounts/claims/remove', {
      body: { session, participant },
      headers: { cookie: ana },
    })
    expect((await freshToken(at, ana, owner)).status).toBe(404)
    await claim(at, ana, owner)
    await at.request('DELETE', `/api/sessions/${session}`, { token: owner.token })
    expect((await listOf(at, ana)).sessions).toEqual([])
  })

  it('is not begun twice with one attempt, nor late, nor by another browser, nor when somebody says no', async () => {
    const { at, clock } = await open()
    const first = await begin(at)
    const address = await provider.walk(first.url, 'ana')
    const failure = async (from: string, attempt: string) => {
      const back = await comeBack(at, from, attempt)
      expect(cookieOf(back.headers, 'greenroom-account')).toBe('')
      return back.headers.get('location')
    }
    expect(await failure(address, '')).toBe('/account#begin-again')
    const second = await begin(at)
    expect(await failure(address, second.attempt)).toBe('/account#not-trusted')
    expect((await comeBack(at, address, first.attempt)).headers.get('location')).toBe('/account')
    expect(await failure(address, first.attempt)).toBe('/account#begin-again')
    const third = await begin(at)
    const late = await provider.walk(third.url, 'ana')
    clock.turn(attemptLasts)
    expect(await failure(late, third.attempt)).toBe('/account#begin-again')
    const fourth = await begin(at)
    const state = fourth.url.searchParams.get('state')
    const no = `${at.url}/api/accounts/back?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`
    expect(await failure(no, fourth.attempt)).toBe('/account#refused')
  })

  it('is finished by another server than the one that began it, and by none with another secret', async () => {
    const { at, clock } = await open()
    const { attempt, url } = await begin(at)
    const value = attempt.split('=')[1] ?? ''
    const now = clock.now()
    expect(await createSealedAttempts('another secret').open(value, now)).toBeNull()
    expect(await createSealedAttempts(secret).open(`${value.slice(0, -2)}AA`, now)).toBeNull()
    expect((await createSealedAttempts(secret).open(value, now))?.state).toBe(url.searchParams.get('state'))
  })

  it('is signed out here when it has signed out at the provider', async () => {
    const { at } = await open()
    provider.tellLogout(`${at.url}/api/accounts/provider-logout`)
    const [first, second, other] = [await signIn(at, 'ana'), await signIn(at, 'ana'), await signIn(at, 'ben')]
    const status = async (cookie: string) =>
      (await at.request('GET', '/api/accounts/sessions', { headers: { cookie } })).status
    await provider.signOut('ana', -2)
    expect([await status(first), await status(second), await status(other)]).toEqual([401, 200, 200])
  })

  it('is what everybody needs with OIDC_ONLY, for everything but signing in; what was begun continues', async () => {
    const { at } = await open({ oidcOnly: true })
    const site = async (headers: Record<string, string> = {}) =>
      siteSchema.parse((await at.request('GET', '/api/site', { headers })).json)
    expect(await site()).toMatchObject({ signIn: true, mustSignIn: true })
    const cookie = await signIn(at, 'ana')
    expect(await site({ cookie })).toMatchObject({ signIn: true, mustSignIn: false })

    // Every route that asks for no token of a session.
    const tokenless = accessTable.filter(([, , who]) => who === 'anyone' || who === 'author')
    const ask = async (method: string, path: string, headers: Record<string, string>): Promise<string> => {
      const given = { headers, ...(method !== 'get' && { body: {} }) }
      const { json } = await at.request(method.toUpperCase(), path.replace(/:\w+/, 'none'), given)
      return (json as { error?: { code: string } } | null)?.error?.code ?? 'let in'
    }
    const strangers: readonly Record<string, string>[] = [{}, { cookie: `greenroom-account=${'A'.repeat(43)}` }]
    for (const headers of strangers)
      for (const [method, path] of tokenless)
        expect((await ask(method, path, headers)) === 'account-only', `${method} ${path}`).toBe(!beforeSignIn.has(path))
    for (const [method, path] of tokenless) expect(await ask(method, path, { cookie }), path).not.toBe('account-only')

    const begin = (headers: Record<string, string>) =>
      at.request('POST', '/api/sessions', {
        headers,
        body: {
          ...{ mode: 'peer', cut: 45, coverage: 'learning', callLink: null, name: 'Ana', seat: 'interviewer' },
          case: { kind: 'later' },
        },
      })
    expect((await begin({})).status).toBe(401)
    const begun = await begin({ cookie })
    expect(begun.status).toBe(201)
    const { session, token } = begun.json as Person
    // Another page cannot use the cookie, not even one of this machine on another port.
    expect((await begin({ cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403)
    // The token of a session is what it was, also after signing out.
    await at.request('POST', '/api/accounts/sign-out', { body: {}, headers: { cookie } })
    expect((await begin({ cookie })).status).toBe(401)
    expect((await at.request('GET', `/api/sessions/${session}`, { token })).status).toBe(200)
  })

  it('is taken from an own page alone', async () => {
    const { at } = await open()
    const cookie = await signIn(at, 'ana')
    const foreign: readonly Record<string, string>[] = [
      { origin: 'http://localhost:1' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign)
      expect(
        (await at.request('POST', '/api/accounts/sign-out', { body: {}, headers: { cookie, ...headers } })).status,
      ).toBe(403)
    expect((await listOf(at, cookie)).sessions).toEqual([])
  })
})

describe('a provider that forges its answer', () => {
  let server: Server
  let issuer = ''
  /** What the next ID token is: made from what an honest one would say. */
  let forge: (honest: Record<string, unknown>) => Promise<string>
  let nonce = ''
  const signedBy = async (key: CryptoKey, claims: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key)
  let own: CryptoKey
  let strange: CryptoKey
  beforeAll(async () => {
    const pair = await generateKeyPair('RS256')
    own = pair.privateKey
    strange = (await generateKeyPair('RS256')).privateKey
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
    server = createServer(async (request, response) => {
      const answer = (body: unknown): void => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(body))
      }
      if (request.url === '/.well-known/openid-configuration')
        return answer({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        })
      if (request.url === '/jwks') return answer({ keys: [jwk] })
      const now = Math.floor(Date.now() / 1000)
      const honest = { iss: issuer, aud: 'greenroom', sub: 'ana', iat: now, exp: now + 300, nonce }
      answer({ access_token: 'x', token_type: 'Bearer', id_token: await forge(honest) })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.close()
  })

  it('is not believed, whatever is wrong with it, and nobody is signed in; an honest one is', async () => {
    const { at } = await openServer(issuer)
    opened.push(at)
    const attempt = async (made: typeof forge): Promise<string | null> => {
      const begun = await begin(at)
      forge = made
      nonce = begun.url.searchParams.get('nonce') ?? ''
      const state = begun.url.searchParams.get('state')
      const back = await comeBack(at, `${at.url}/api/accounts/back?code=c&state=${state}`, begun.attempt)
      expect(cookieOf(back.headers, 'greenroom-account') === '').toBe(back.headers.get('location') !== '/account')
      return back.headers.get('location')
    }
    expect(await attempt((honest) => signedBy(own, honest))).toBe('/account')
    const forged: Readonly<Record<string, typeof forge>> = {
      'another key': (honest) => signedBy(strange, honest),
      'alg none': async (honest) => new UnsecuredJWT(honest).encode(),
      'another issuer': (honest) => signedBy(own, { ...honest, iss: 'http://elsewhere.example' }),
      'another audience': (honest) => signedBy(own, { ...honest, aud: 'another' }),
      'another nonce': (honest) => signedBy(own, { ...honest, nonce: 'another' }),
      'no nonce': ({ nonce: _left, ...honest }) => signedBy(own, honest),
      expired: (honest) => signedBy(own, { ...honest, exp: Number(honest.exp) - 600 }),
      'no subject': ({ sub: _left, ...honest }) => signedBy(own, honest),
      'no token': async () => 'not a token',
    }
    for (const [what, made] of Object.entries(forged)) expect(await attempt(made), what).toBe('/account#not-trusted')
  })

  it('signs nobody out by a forged, old or borrowed token of logout; a true one does', async () => {
    const { at, clock } = await openServer(issuer)
    opened.push(at)
    const begun = await begin(at)
    forge = (honest) => signedBy(own, { ...honest, sid: 'a session' })
    nonce = begun.url.searchParams.get('nonce') ?? ''
    const address = `${at.url}/api/accounts/back?code=c&state=${begun.url.searchParams.get('state')}`
    const cookie = cookieOf((await comeBack(at, address, begun.attempt)).headers, 'greenroom-account')
    const now = Math.floor(clock.now() / 1000)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const honest = { iss: issuer, aud: 'greenroom', sid: 'a session', iat: now, exp: now + 60, jti: 'one', events }
    const tell = async (token: string): Promise<number> =>
      (
        await fetch(`${at.url}/api/accounts/provider-logout`, {
          method: 'POST',
          body: new URLSearchParams({ logout_token: token }),
        })
      ).status
    const { events: _events, ...withoutEvents } = honest
    const { jti: _jti, ...withoutId } = honest
    const { sid: _sid, ...withoutAnybody } = honest
    const forged: Readonly<Record<string, Promise<string>>> = {
      'another key': signedBy(strange, honest),
      'alg none': Promise.resolve(new UnsecuredJWT(honest).encode()),
      'another issuer': signedBy(own, { ...honest, iss: 'http://elsewhere.example' }),
      'another audience': signedBy(own, { ...honest, aud: 'another' }),
      'an ID token': signedBy(own, { ...honest, nonce }),
      'no event': signedBy(own, withoutEvents),
      'another event': signedBy(own, { ...honest, events: { 'http://schemas.example/event/other': {} } }),
      'no id': signedBy(own, withoutId),
      nobody: signedBy(own, withoutAnybody),
      old: signedBy(own, { ...honest, iat: now - 600 }),
      ended: signedBy(own, { ...honest, exp: now - 60 }),
      'of the future': signedBy(own, { ...honest, iat: now + 600 }),
      'no token': Promise.resolve('not a token'),
    }
    const status = async () => (await at.request('GET', '/api/accounts/sessions', { headers: { cookie } })).status
    for (const [what, token] of Object.entries(forged)) expect(await tell(await token), what).toBe(400)
    expect(await status()).toBe(200)
    expect(await tell(await signedBy(own, honest))).toBe(200)
    expect(await status()).toBe(401)
  })
})

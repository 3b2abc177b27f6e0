import type { IncomingMessage } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import type { Request, RequestHandler, Response, Router } from 'express'
import type { FairTurns } from '../../fair-turns.ts'
import type { AllowOrigin, ServerDeps } from '../../ports.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { beforeSignIn } from '../access-table.ts'
import type { AddressOf } from '../address-of.ts'
import { type CookieKind, readCookie, setCookie } from '../cookies.ts'
import { createHeldBytes, releaseAfter } from '../held-bytes.ts'
import { createBodyReader, usualBody } from '../read-body.ts'
import { type Answer, type Caller, type Refused, type Route, refusal, roomRefusal } from './route.ts'

/** The bearer token of a request. Tokens are never read from a URL, which would end up in logs. */
export function readBearer(request: IncomingMessage): string | null {
  return /^Bearer ([A-Za-z0-9._~+/-]{20,200}=*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}

const sendFile = (response: Response, chunks: AsyncIterable<Uint8Array>): void => {
  response.status(200).type('application/octet-stream')
  // A reader who disconnects ends the reading; a slow one slows it down. What has been sent cannot be taken back: a file that could not be
  // completed is cut off, which its reader detects.
  pipeline(Readable.from(chunks, { objectMode: false }), response, () => undefined)
}

/** All of it, or the one range that was asked for (RFC 9110, 14). Several ranges are answered with all of it. */
const sendBytes = (request: Request, response: Response, bytes: Uint8Array): void => {
  response.type('application/octet-stream').set('Accept-Ranges', 'bytes')
  const ranges = request.range(bytes.byteLength)
  if (ranges === -1) {
    response.status(416).set('Content-Range', `bytes */${bytes.byteLength}`).end()
    return
  }
  const [range, ...more] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : []
  const isOne = range !== undefined && more.length === 0
  const part = isOne ? bytes.subarray(range.start, range.end + 1) : bytes
  if (isOne) response.set('Content-Range', `bytes ${range.start}-${range.end}/${bytes.byteLength}`)
  response
    .status(isOne ? 206 : 200)
    .set('Content-Length', String(part.byteLength))
    .end(part)
}

export function sendRefusal(response: Response, { status, code, message, faults, field, limit }: Refused): void {
  if (status === 401) response.set('WWW-Authenticate', 'Bearer')
  response.status(status).json({ error: { code, message, faults, field, limit } })
}

/** Browsers mark a request that was caused by another page, even a page of this machine on another port. */
const isOfAnotherPage = (request: IncomingMessage): boolean => {
  const site = request.headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

/** Answers with fewer bytes are not compressed. */
const worthZipping = 1024

const sendJson = (response: Response, status: number, body: Buffer, isZipped: boolean): void => {
  if (isZipped) response.set({ 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' })
  response
    .status(status)
    .set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.byteLength) })
    .end(body)
}

/** The cookie that a route reads, if it is not that of a sign-in attempt. */
const cookieOf: Readonly<Partial<Record<Route['who'], CookieKind>>> = { admin: 'admin', account: 'account' }

/** Refusals for a secret that does not exist: an address that gets many of them is guessing. */
const guesses: ReadonlySet<string> = new Set([
  'unknown-own-case',
  'unknown-invitation',
  'unknown-return',
  'unknown-way-back',
  'unknown-share',
  'unknown-admin-link',
])

type Mounting = {
  readonly routes: readonly Route[]
  readonly deps: ServerDeps
  readonly rooms: Rooms
  readonly allowOrigin: AllowOrigin
  /** The same for an administrator's routes. */
  readonly allowAdminOrigin: AllowOrigin
  readonly isAdmin: (cookie: string) => boolean
  /** The account that is signed in with this cookie. `null` when there is none. */
  readonly findAccount: (cookie: string) => Promise<string | null>
  /** Where everybody has to sign in, people who have not can do nothing but sign in. */
  readonly signedInOnly: boolean
  /** Whether people connect over https, according to `PUBLIC_URL`. */
  readonly isHttps: boolean
  readonly addressOf: AddressOf
  readonly turns: FairTurns
  /** Counts the bytes of answers to one address that nobody has read. */
  readonly unreadBytes: number
  readonly limiters: Readonly<Record<NonNullable<Route['limited']>, RequestHandler>>
}

/** Registers every route with its requirements (own Origin, rate, token, owner) and then runs it. */
export function mountRoutes(
  router: Router,
  {
    routes,
    deps,
    rooms,
    allowOrigin,
    allowAdminOrigin,
    isAdmin,
    findAccount,
    signedInOnly,
    isHttps,
    addressOf,
    turns,
    unreadBytes,
    limiters,
  }: Mounting,
): void {
  const { budgets, clock } = deps
  const readBody = createBodyReader({ budgets, monotonic: clock.monotonic })
  /** Wrong guesses are counted by address. Beyond the limit, the answer no longer says whether a guess was right or wrong. */
  const guessedWrong = (request: Request, otherwise: Refused): Refused =>
    budgets.charge({ address: addressOf(request) }, 'guesses', 1, clock.monotonic()).ok
      ? otherwise
      : roomRefusal('rate-limited')
  const unread = createHeldBytes(unreadBytes)
  /** Sends an answer when there is time for it: a large one is expensive, and many may be waiting for the same one. */
  const give = async (request: Request, response: Response, result: Answer): Promise<void> => {
    const isZipped =
      result.ok &&
      'shared' in result &&
      result.shared.plain.byteLength > worthZipping &&
      request.acceptsEncodings('gzip') === 'gzip'
    const zipped = isZipped ? await result.shared.zipped() : null
    await turns.run(() => {
      if (!result.ok) return sendRefusal(response, result)
      if ('chunks' in result) return sendFile(response, result.chunks)
      if ('bytes' in result) {
        const sent = unread.take(addressOf(request), result.bytes.byteLength)
        if (sent === null) return sendRefusal(response, roomRefusal('rate-limited'))
        releaseAfter(response, sent)
        return sendBytes(request, response, result.bytes)
      }
      // A page's Origin shows where the request came from. A redirect back from a provider arrives at the configured address.
      const { origin } = request.headers
      const isSecure = origin === undefined ? isHttps : origin.startsWith('https:')
      if ('cookies' in result) for (const cookie of result.cookies ?? []) setCookie(response, cookie, isSecure)
      if (result.status === 303) return response.status(303).set('Location', result.location).end()
      if (result.status === 204) return response.status(204).end()
      const body = 'shared' in result ? (zipped ?? result.shared.plain) : Buffer.from(JSON.stringify(result.body))
      const left = unread.take(addressOf(request), body.byteLength)
      if (left === null) return sendRefusal(response, roomRefusal('rate-limited'))
      releaseAfter(response, left)
      return sendJson(response, result.status, body, zipped !== null)
    })
  }
  const authorize = async (route: Route, request: Request): Promise<Caller | Refused | null> => {
    if (route.who === 'anyone' || route.who === 'author' || route.who === 'account') return null
    if (route.who === 'admin') {
      const cookie = readCookie(request, 'admin')
      if (cookie === null) return refusal('admin-only')
      if (!isAdmin(cookie)) return guessedWrong(request, refusal('admin-only'))
      return budgets.charge({ address: addressOf(request) }, 'administration', 1, clock.monotonic()).ok
        ? null
        : roomRefusal('rate-limited')
    }
    const token = readBearer(request)
    const found = token === null ? null : await deps.access.findToken(token)
    if (token === null) return refusal('unauthorized')
    if (found === null) return guessedWrong(request, refusal('unauthorized'))
    // A participant of another session learns nothing about this one, not even that it exists.
    if (route.who !== 'any-participant' && found.session !== request.params.session) return refusal('unknown-session')
    if (found.revoked) return refusal('revoked')
    const { session, participant } = found
    if (route.who === 'owner') {
      const state = await rooms.read(session)
      if (state === null && rooms.damagedFrom(session) !== null)
        return found.founder === true ? { session, participant, token } : roomRefusal('owner-only')
      if (state === null) return refusal('unknown-session')
      if (state.owner !== participant) return roomRefusal('owner-only')
    }
    return { session, participant, token }
  }

  for (const route of routes) {
    const handler: RequestHandler = async (request, response) => {
      const caller = await authorize(route, request)
      if (caller !== null && 'ok' in caller) return sendRefusal(response, caller)
      const secret =
        route.who === 'author' ? readBearer(request) : readCookie(request, cookieOf[route.who] ?? 'attempt')
      // People with a token of a session were let in when they received it.
      const demandsAccount =
        route.who === 'account' ||
        (signedInOnly && (route.who === 'anyone' || route.who === 'author') && !beforeSignIn.has(route.path))
      const cookie = demandsAccount || route.asksAccount ? readCookie(request, 'account') : null
      const account = cookie === null ? null : await findAccount(cookie)
      if (demandsAccount && account === null)
        return sendRefusal(
          response,
          cookie === null ? refusal('account-only') : guessedWrong(request, refusal('account-only')),
        )
      const address = addressOf(request)
      const payer =
        caller === null
          ? { address }
          : {
              session: rooms.accountOf(caller.session, caller.participant),
              participant: caller.participant,
              address,
            }
      // From here on it is known who is asking: a stranger's body has not been read.
      const read = await readBody(request, response, route.bodyBounds, payer)
      if (!read.ok) {
        // The rest of a large body is not read either.
        const isLarge = route.bodyBounds.bytes > usualBody.bytes
        if (isLarge && read.code === 'rate-limited' && !request.complete) response.set('Connection', 'close')
        return sendRefusal(response, read.code === 'too-large' ? refusal(read.code) : roomRefusal(read.code))
      }
      const params: Record<string, string> = {}
      for (const [name, value] of Object.entries(request.params)) if (typeof value === 'string') params[name] = value
      const began = clock.monotonic()
      const answering = route.handle({
        ...{ params, query: request.query, body: read.body, address, caller, secret, account },
        search: new URL(request.url, 'http://localhost').search,
      })
      const until = clock.monotonic()
      budgets.spend(payer, 'parsing', until - began, until)
      const answered = await answering
      await give(
        request,
        response,
        !answered.ok && guesses.has(answered.code) ? guessedWrong(request, answered) : answered,
      )
    }
    const checkOrigin: RequestHandler = (request, response, next) => {
      const allowed = route.path.startsWith('/api/admin/')
        ? allowAdminOrigin(request) && !isOfAnotherPage(request)
        : allowOrigin(request) &&
          ((route.who !== 'account' && !signedInOnly) || !isOfAnotherPage(request) || beforeSignIn.has(route.path))
      if (allowed) next()
      else sendRefusal(response, refusal('foreign-origin'))
    }
    const limiter = route.limited === null ? [] : [limiters[route.limited]]
    router[route.method](route.path, checkOrigin, ...limiter, handler)
  }
}

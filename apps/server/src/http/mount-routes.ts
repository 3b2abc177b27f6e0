import type { IncomingMessage } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import type { Request, RequestHandler, Response, Router } from 'express'
import type { AllowOrigin, ServerDeps } from '../ports.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { AddressOf } from './address-of.ts'
import { createBodyReader } from './read-body.ts'
import { type Answer, type Caller, type Route, refusal, roomRefusal } from './route.ts'

/** The bearer token of a request; tokens are never read from a URL, which ends up in logs. */
export function readBearer(request: IncomingMessage): string | null {
  return /^Bearer ([A-Za-z0-9._~+/-]{20,200}=*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}

const sendFile = (response: Response, chunks: AsyncIterable<Uint8Array>): void => {
  response.status(200).type('application/octet-stream')
  // A reader who goes away ends the reading; one who is slow slows it down. What has been sent cannot be taken back: a file that
  // could not be finished is cut, which its reader finds.
  pipeline(Readable.from(chunks, { objectMode: false }), response, () => undefined)
}

export function send(response: Response, result: Answer): void {
  if (!result.ok) {
    if (result.status === 401) response.set('WWW-Authenticate', 'Bearer')
    response.status(result.status).json({
      error: { code: result.code, message: result.message, ...(result.faults && { faults: result.faults }) },
    })
  } else if ('chunks' in result) sendFile(response, result.chunks)
  else if (result.status === 204) response.status(204).end()
  else response.status(result.status).json(result.body)
}

/** Refusals of a secret that does not exist: an address that gets many of them is guessing. */
const guesses: ReadonlySet<string> = new Set([
  'unknown-own-case',
  'unknown-invitation',
  'unknown-return',
  'unknown-way-back',
  'unknown-share',
])

type Mounting = {
  readonly routes: readonly Route[]
  readonly deps: ServerDeps
  readonly rooms: Rooms
  readonly allowOrigin: AllowOrigin
  readonly addressOf: AddressOf
  readonly limiters: Readonly<Record<NonNullable<Route['limited']>, RequestHandler>>
}

/** Registers every route with what it demands: an own Origin, the rate, the token, the owner; then runs it. */
export function mountRoutes(router: Router, { routes, deps, rooms, allowOrigin, addressOf, limiters }: Mounting): void {
  const { budgets, clock } = deps
  const readBody = createBodyReader({ budgets, monotonic: clock.monotonic })
  /** Guesses are counted by address; beyond them, the answer no longer says whether a guess was right or wrong. */
  const guessedWrong = (request: Request, otherwise: Answer): Answer =>
    budgets.charge({ address: addressOf(request) }, 'guesses', 1, clock.monotonic()).ok
      ? otherwise
      : roomRefusal('rate-limited')
  const authorize = async (route: Route, request: Request): Promise<Caller | Answer | null> => {
    if (route.who === 'anyone' || route.who === 'author') return null
    const token = readBearer(request)
    const found = token === null ? null : await deps.access.findToken(token)
    if (token === null) return refusal('unauthorized')
    if (found === null) return guessedWrong(request, refusal('unauthorized'))
    // A participant of another session learns nothing about this one, not even that it exists.
    if (found.session !== request.params.session) return refusal('unknown-session')
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
      if (caller !== null && 'ok' in caller) return send(response, caller)
      const secret = route.who === 'author' ? readBearer(request) : null
      const address = addressOf(request)
      const payer =
        caller === null ? { address } : { session: caller.session, participant: caller.participant, address }
      // Who is asking is known by now: nothing of anybody else's is read.
      const read = await readBody(request, response, route.bodyBounds, payer)
      if (!read.ok) return send(response, read.code === 'too-large' ? refusal(read.code) : roomRefusal(read.code))
      const params: Record<string, string> = {}
      for (const [name, value] of Object.entries(request.params)) if (typeof value === 'string') params[name] = value
      const began = clock.monotonic()
      const answering = route.handle({ params, query: request.query, body: read.body, address, caller, secret })
      const until = clock.monotonic()
      budgets.spend(payer, 'parsing', until - began, until)
      const answered = await answering
      const guessed = !answered.ok && guesses.has(answered.code)
      send(response, guessed ? guessedWrong(request, answered) : answered)
    }
    const checkOrigin: RequestHandler = (request, response, next) => {
      if (allowOrigin(request)) next()
      else send(response, refusal('foreign-origin'))
    }
    const limiter = route.limited === null ? [] : [limiters[route.limited]]
    router[route.method](route.path, checkOrigin, ...limiter, handler)
  }
}

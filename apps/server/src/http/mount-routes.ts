import type { IncomingMessage } from 'node:http'
import type { Request, RequestHandler, Response, Router } from 'express'
import type { AllowOrigin, Rooms, ServerDeps } from '../ports.ts'
import { type Answer, type Caller, type Route, refusal, roomRefusal } from './route.ts'

/** The bearer token of a request; tokens are never read from a URL, which ends up in logs. */
export const readBearer = (request: IncomingMessage): string | null =>
  /^Bearer ([A-Za-z0-9._~+/-]{20,200}=*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

export const send = (response: Response, result: Answer): void => {
  if (!result.ok) {
    if (result.status === 401) response.set('WWW-Authenticate', 'Bearer')
    response.status(result.status).json({
      error: { code: result.code, message: result.message, ...(result.faults && { faults: result.faults }) },
    })
  } else if (result.status === 204) response.status(204).end()
  else response.status(result.status).json(result.body)
}

type Mounting = {
  readonly routes: readonly Route[]
  readonly deps: ServerDeps
  readonly rooms: Rooms
  readonly allowOrigin: AllowOrigin
  readonly limiters: Readonly<Record<NonNullable<Route['limited']>, RequestHandler>>
}

/** Registers every route with what it demands: an own Origin, the rate, the token, the owner; then runs it. */
export const mountRoutes = (router: Router, { routes, deps, rooms, allowOrigin, limiters }: Mounting): void => {
  const authorize = async (route: Route, request: Request): Promise<Caller | Answer | null> => {
    if (route.who === 'anyone' || route.who === 'author') return null
    const token = readBearer(request)
    const found = token === null ? null : await deps.access.findToken(token)
    if (found === null) return refusal('unauthorized')
    // Whoever belongs to another session learns nothing of this one, not even that it exists.
    if (found.session !== request.params.session) return refusal('unknown-session')
    if (found.revoked) return refusal('revoked')
    const { session, participant } = found
    if (route.who === 'owner') {
      const state = await rooms.read(session)
      if (state === null) return refusal('unknown-session')
      if (state.owner !== participant) return roomRefusal('owner-only')
    }
    return { session, participant }
  }

  for (const route of routes) {
    const handler: RequestHandler = async (request, response) => {
      if (!allowOrigin(request)) return send(response, refusal('foreign-origin'))
      const caller = await authorize(route, request)
      if (caller !== null && 'ok' in caller) return send(response, caller)
      const secret = route.who === 'author' ? readBearer(request) : null
      const params: Record<string, string> = {}
      for (const [name, value] of Object.entries(request.params)) if (typeof value === 'string') params[name] = value
      send(response, await route.handle({ params, query: request.query, body: request.body, caller, secret }))
    }
    if (route.limited === null) router[route.method](route.path, handler)
    else router[route.method](route.path, limiters[route.limited], handler)
  }
}

import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { FairTurns } from '../fair-turns.ts'
import type { ServerDeps } from '../ports.ts'
import type { AddressOf } from './address-of.ts'
import { createChunkRefusal } from './chunk-refusal.ts'
import { forgetRest } from './collect-body.ts'
import { giveUpParsing } from './give-up-parsing.ts'
import { createPipelinedRequests } from './pipelined-requests.ts'
import { createRequestTurns } from './request-turns.ts'

/** A connection is closed after this many requests; a page needs about forty, and a browser that needs more opens another connection. */
const requestsPerConnection = 200
/** Characters of a list of encodings, which is taken apart several times for an answer: a browser's has thirty, 14 KB of them take 3 ms. */
const longestEncodings = 500
/** Health checks are answered whatever else comes from the same address. */
const healthPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz'])

/**
 * Charges every request to its address before Express sees it, and passes it on in its turn; refuses those that arrive faster than they are
 * answered, or in a form that costs too much. Call it once the sockets are attached, which answer requests by themselves otherwise.
 */
export function takeRequests(
  httpServer: Server,
  app: RequestListener,
  {
    deps,
    addressOf,
    turns,
    isDirect,
    stalledAfter,
  }: {
    readonly deps: Pick<ServerDeps, 'budgets' | 'clock'>
    readonly addressOf: AddressOf
    readonly turns: FairTurns
    /** Whether connections come from the people themselves, and not from a proxy. */
    readonly isDirect: boolean
    /** Milliseconds after which an answer of which nothing has been read is abandoned. */
    readonly stalledAfter: number
  },
): void {
  const beginRequest = createRequestTurns(turns)
  /** Checked before anything else: one connection can deliver thousands of requests at once. */
  const refused = new WeakSet<object>()
  const waitForAnswers = createPipelinedRequests()
  const chunks = createChunkRefusal(deps, addressOf, isDirect)
  const take: RequestListener = (request, response) => {
    // The first refusal closes a connection. A browser has sent nothing else on it.
    if (refused.has(request.socket)) {
      chunks.spend(request)
      return giveUpParsing(request.socket)
    }
    if (chunks.refuse(request)) return
    const turnAway = (): void => {
      refused.add(request.socket)
      response.writeHead(429, { 'Retry-After': '10', Connection: 'close' }).end()
    }
    // Each part that a request passes through waits for its end: more than the ten listeners that Node takes for a leak.
    response.setMaxListeners(32)
    if (!waitForAnswers(request, response)) {
      chunks.spend(request)
      giveUpParsing(request.socket)
      return turnAway()
    }
    if ((request.headers['accept-encoding'] ?? '').length > longestEncodings) delete request.headers['accept-encoding']
    // Also while nothing has been answered yet, which may take a while through nobody's fault.
    response.setTimeout(stalledAfter, () => {
      if (response.headersSent) response.destroy()
    })
    // Before Node does it.
    response.once('prefinish', () => forgetRest(request))
    const address = addressOf(request)
    const isHealth = healthPaths.has(request.url ?? '')
    const isPaid = isHealth || deps.budgets.charge({ address }, 'requests', 1, deps.clock.monotonic()).ok
    if (isPaid)
      // Health checks wait for one another, and for nothing else from their address.
      beginRequest(isHealth ? `health ${address}` : address, () => {
        if (!response.destroyed) app(request, response)
      })
    else turnAway()
  }
  httpServer.maxRequestsPerSocket = requestsPerConnection
  httpServer.on('connection', chunks.look)
  // Engine.IO answers requests below its own path by itself, uncounted and in nobody's turn. Nothing but sockets is there.
  httpServer.removeAllListeners('request').on('request', take)
  // Node would answer these by itself, also uncounted: a request that expects something of us, and those after the last one of a connection.
  httpServer.on('checkExpectation', take)
  httpServer.on('dropRequest', (request: IncomingMessage) => {
    chunks.spend(request)
    giveUpParsing(request.socket)
  })
}

import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serverLimits } from '@greenroom/protocol'
import type { SessionId } from '@greenroom/session'
import compression from 'compression'
import express, { type Express } from 'express'
import { createAccounts } from './accounts/create-accounts.ts'
import { createOpenId } from './accounts/open-id.ts'
import { createPasskeys } from './accounts/passkeys.ts'
import { createSealedAttempts } from './accounts/sealed-attempts.ts'
import { type AdminParts, createAdmin } from './admin/create-admin.ts'
import { type AudioKeeper, createAudioKeeper } from './audio/audio-keeper.ts'
import type { BlobStore } from './audio/blob-store.ts'
import { registerVoiceMetrics } from './audio/voice-metrics.ts'
import { attachBoards } from './boards/attach-boards.ts'
import { createOpenConnections } from './budgets/index.ts'
import { attachCall } from './call/attach-call.ts'
import type { Config } from './config.ts'
import { FairTurns } from './fair-turns.ts'
import type { Backups } from './housekeeping/backups.ts'
import { type Packing, startHousekeeping } from './housekeeping/sweeps.ts'
import { createAddressLimits } from './http/address-limits.ts'
import { createAddressOf } from './http/address-of.ts'
import { answerNotFound, createErrorHandler } from './http/error-handler.ts'
import { createHeldBytes, releaseAfter } from './http/held-bytes.ts'
import { inlineHashes } from './http/inline-hashes.ts'
import { createOriginPolicy } from './http/origin-policy.ts'
import { createIsOwnHost } from './http/own-addresses.ts'
import { createProxyHint } from './http/proxy-hint.ts'
import { createAccountRoutes, createPasskeyRoutes, createProviderRoutes } from './http/routes/account-routes.ts'
import { createAdminRoutes } from './http/routes/admin-routes.ts'
import { createAudioRoutes } from './http/routes/audio-routes.ts'
import { createBankRoutes } from './http/routes/bank-routes.ts'
import { createCallRoutes } from './http/routes/call-routes.ts'
import { createHealthRoutes } from './http/routes/health-routes.ts'
import { createImportRoutes } from './http/routes/import-routes.ts'
import { createInvitationRoutes } from './http/routes/invitation-routes.ts'
import { mountRoutes, sendRefusal } from './http/routes/mount-routes.ts'
import { createOwnCaseRoutes } from './http/routes/own-case-routes.ts'
import { createRecordingRoutes } from './http/routes/recording-routes.ts'
import { createReplayRoutes } from './http/routes/replay-routes.ts'
import { createReturnRoutes } from './http/routes/return-routes.ts'
import { roomRefusal } from './http/routes/route.ts'
import { createRunRoutes } from './http/routes/run-routes.ts'
import { createSessionRoutes } from './http/routes/session-routes.ts'
import { createShareRoutes } from './http/routes/share-routes.ts'
import { withSiteRoutes } from './http/routes/site-routes.ts'
import { createWayBackRoutes } from './http/routes/way-back-routes.ts'
import { createSecurityHeaders } from './http/security-headers.ts'
import { endSlowRequests } from './http/slow-heads.ts'
import { takeRequests } from './http/take-requests.ts'
import { createWebFiles, readPage } from './http/web-files.ts'
import { attachLive } from './live/attach-live.ts'
import { createLiveKit } from './livekit.ts'
import { createRequestLog } from './observability/log.ts'
import type { Metrics } from './observability/metrics.ts'
import { registerRoomMetrics } from './observability/room-metrics.ts'
import { createCaseReader } from './own-cases/case-reader.ts'
import { createOwnCases, type OwnCaseStore } from './own-cases/own-cases.ts'
import type { AccountStore, ServerDeps, ShareStore } from './ports.ts'
import { createImports, type ImportStore, type Imports } from './recordings/imports.ts'
import { createRecorder } from './recordings/recorder.ts'
import type { Signer } from './recordings/signer.ts'
import { createRooms, type Rooms } from './rooms/rooms.ts'

export type ServerOptions = {
  readonly config: Config
  readonly version: string
  readonly metrics: Metrics
  /** The folder of the built pages; it need not exist. */
  readonly webRoot: string
  /** Resolves when the store answers. */
  readonly pingStore: () => Promise<void>
  readonly ownCaseStore: OwnCaseStore
  readonly importStore: ImportStore
  readonly shareStore: ShareStore
  readonly signer: Signer
  /** Where the sound of recordings is stored. */
  readonly blobs: BlobStore
  /** Of imported recordings. */
  readonly importBlobs: BlobStore
  /** Sessions without an entry since then, at most this many. */
  readonly readIdle: (before: number, limit: number) => Promise<readonly SessionId[]>
  readonly packing: Packing
  readonly administration: Administration
  readonly accountStore: AccountStore
  /** Limits on answers that nobody reads. Tests are less patient. */
  readonly unread?: UnreadBounds
}

/** What only an administrator's page shows or does. */
export type Administration = Pick<AdminParts, 'changes' | 'readFigures' | 'restore'> & {
  /** Set once the server is listening; `null` with Postgres. */
  readonly backups: () => Backups | null
}

/**
 * `bytes`: the total of all unsent answers to one address. `stalledAfter`: milliseconds; an answer of which nothing has been read for this
 * long is abandoned, and its connection closed.
 */
export type UnreadBounds = { readonly bytes: number; readonly stalledAfter: number }

export type GreenroomServer = {
  readonly app: Express
  readonly httpServer: Server
  readonly rooms: Rooms
  readonly audio: AudioKeeper
  readonly imports: Imports
  /** Returns the port. Rejects with the system's error when the port cannot be opened. */
  readonly listen: () => Promise<number>
  /**
   * Reports not ready, drains the rooms and closes the connections. The store stays open: the code that opened it closes it. May be called more
   * than once.
   */
  readonly close: () => Promise<void>
}

/** Timeouts for idle and slow clients. */
const patience = { headersTimeout: 5_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 }
const unreadBounds: UnreadBounds = { bytes: serverLimits.unreadAnswerBytes, stalledAfter: 20_000 }
/** A drain that takes longer is abandoned: every acknowledged append is already on disk. */
const drainDeadline = 6_000
/** What a file that is sent to somebody who reads slowly is counted as: its bytes are shared, its connection and its request are not. */
const fileBytes = 128 * 1024
/** How long requests that are still being answered get. */
const requestsDeadline = 1_500

const within = async (milliseconds: number, work: Promise<unknown>): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), milliseconds)
  return Promise.race([work.then(() => true), late.promise]).finally(() => clearTimeout(timer))
}

/** Wires the server together: rooms and their sockets, the REST API, the pages, the sweeps. Does not read the environment. */
export function createServer(deps: ServerDeps, options: ServerOptions): GreenroomServer {
  const {
    config,
    version,
    metrics,
    webRoot,
    pingStore,
    ownCaseStore,
    importStore,
    shareStore,
    signer,
    blobs,
    importBlobs,
    readIdle,
    packing,
    administration,
    accountStore,
    unread = unreadBounds,
  } = options
  const app = express()
  const addressOf = createAddressOf(config.trustProxy)
  const turns = new FairTurns(deps.clock.monotonic)
  const httpServer = createHttpServer(patience)
  const liveKit =
    config.liveKit &&
    createLiveKit({
      config: config.liveKit,
      clock: deps.clock,
      log: deps.log,
      after: (seconds, run) => void setTimeout(run, seconds * 1000).unref(),
    })
  const rooms: Rooms = createRooms({
    ...deps,
    liveKit,
    onAudioErased: (session) =>
      void audio.tidy(session).catch((error: unknown) => {
        deps.log.error({ err: error, session }, 'An erased voice recording could not be removed and will be retried.')
      }),
  })
  const audio = createAudioKeeper({ blobs, rooms, store: deps.store, clock: deps.clock, log: deps.log })
  const isOwnHost = createIsOwnHost(deps.clock.monotonic)
  const allowOrigin = createOriginPolicy(config, isOwnHost)
  // Where several servers share one public address, an administrator opens one of them at its own address.
  const allowAtOwnAddress = createOriginPolicy({ publicUrl: null }, isOwnHost)
  const openConnections = createOpenConnections(serverLimits.connectionsPerAddress)
  const attachments = { httpServer, rooms, deps, allowOrigin, addressOf, openConnections, turns }
  const live = attachLive(attachments)
  const boards = attachBoards(attachments)
  const call = attachCall(attachments)
  takeRequests(httpServer, app, {
    ...{ deps, addressOf, turns },
    isDirect: config.trustProxy === 0,
    stalledAfter: unread.stalledAfter,
  })
  endSlowRequests(httpServer)
  const caseReader = createCaseReader({ budgets: deps.budgets, monotonic: deps.clock.monotonic })
  const ownCases = createOwnCases({ ...deps, store: ownCaseStore, reader: caseReader })
  const imports = createImports({ ...deps, store: importStore, blobs: importBlobs, reader: caseReader })
  const recorder = createRecorder({ deps, rooms, signer, audio, version, address: config.publicUrl })
  const admin = createAdmin({
    ...administration,
    config,
    version,
    clock: deps.clock,
    secret: deps.ids.secret,
    log: deps.log,
    counts: rooms.counts,
    keptVoices: audio.kept,
    pingStore,
  })
  const { oidc } = config
  const passkeys =
    config.passkeys === null ? null : createPasskeys({ deps, store: accountStore, config: config.passkeys })
  const accounts =
    oidc === null && passkeys === null
      ? null
      : createAccounts({
          ...{ deps, rooms, store: accountStore },
          provider: oidc && {
            openId: createOpenId(oidc),
            attempts: createSealedAttempts(oidc.clientSecret),
            publicUrl: oidc.publicUrl,
          },
          onlyFrom: oidc !== null && config.oidcOnly ? oidc.issuer : null,
        })
  registerRoomMetrics(metrics.registry, rooms.counts)
  registerVoiceMetrics(metrics.registry, audio)
  let draining = false
  const port = (): number => {
    const address: AddressInfo | string | null = httpServer.address()
    return address !== null && typeof address === 'object' ? address.port : config.port
  }

  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  app.use(createHealthRoutes({ config, version, registry: metrics.registry, pingStore, isDraining: () => draining }))
  app.use(createProxyHint(config, deps.log))
  app.use(
    createRequestLog(deps.log),
    metrics.timeRequests,
    ...createSecurityHeaders(config, inlineHashes(readPage(webRoot))),
    compression(),
  )
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  mountRoutes(app, {
    routes: withSiteRoutes(
      [
        ...createSessionRoutes(deps, rooms, ownCases, audio),
        ...createOwnCaseRoutes(ownCases, rooms),
        ...createInvitationRoutes(deps, rooms),
        ...createReturnRoutes(deps, rooms),
        ...createWayBackRoutes(deps, rooms),
        ...createReplayRoutes(deps, rooms),
        ...createRecordingRoutes(deps, rooms, recorder, signer),
        ...createAudioRoutes(deps, audio),
        ...createShareRoutes(deps, rooms, shareStore, imports, recorder, audio),
        ...createImportRoutes(imports),
        ...createRunRoutes(deps, rooms),
        ...createBankRoutes(deps.bank),
        ...createCallRoutes(config, deps.clock),
        ...createAdminRoutes(admin),
        ...(accounts === null ? [] : createAccountRoutes(accounts)),
        ...(accounts === null || oidc === null ? [] : createProviderRoutes(accounts)),
        ...(accounts === null || passkeys === null ? [] : createPasskeyRoutes(accounts, passkeys)),
      ],
      { config, version, port },
    ),
    deps,
    rooms,
    allowOrigin,
    allowAdminOrigin: (request) => allowOrigin(request) || allowAtOwnAddress(request),
    isAdmin: admin.has,
    findAccount: async (cookie) => (await accounts?.find(cookie)) ?? null,
    signedInOnly: config.oidcOnly,
    isHttps: config.publicUrl?.startsWith('https:') === true,
    addressOf,
    turns,
    unreadBytes: unread.bytes,
    limiters: createAddressLimits(addressOf),
  })
  app.use('/api', answerNotFound)
  // A whole school may open the page at once: some two thousand files.
  const sending = createHeldBytes(4 * unread.bytes)
  app.use((request, response, next) => {
    const sent = sending.take(addressOf(request), fileBytes)
    if (sent === null) return sendRefusal(response, roomRefusal('rate-limited'))
    releaseAfter(response, sent)
    next()
  })
  app.use(
    createWebFiles(webRoot, config.publicUrl, () =>
      deps.log.warn(
        'The pages were built again while this server was running: restart it, or browsers cannot load them.',
      ),
    ),
  )
  app.use(answerNotFound)
  app.use(createErrorHandler(deps.log))

  let housekeeping: { close(): Promise<void> } | null = null
  let closing: Promise<void> | null = null

  const close = async (): Promise<void> => {
    draining = true
    await housekeeping?.close()
    if (!(await within(drainDeadline, rooms.drain()))) deps.log.warn('The rooms did not finish saving in time.')
    live.close()
    boards.close()
    call.close()
    rooms.close()
    await caseReader.close()
    const closed = new Promise<void>((resolve) => httpServer.close(() => resolve()))
    httpServer.closeIdleConnections()
    if (!(await within(requestsDeadline, closed))) httpServer.closeAllConnections()
    await closed
  }

  return {
    app,
    httpServer,
    rooms,
    audio,
    imports,
    listen: () =>
      new Promise((resolve, reject) => {
        httpServer.once('error', reject)
        httpServer.listen({ port: config.port, ...(config.host !== null && { host: config.host }) }, () => {
          httpServer.off('error', reject)
          httpServer.on('error', (error) => deps.log.error({ err: error }, 'The server cannot accept connections.'))
          housekeeping = startHousekeeping({
            deps,
            rooms,
            audio,
            imports,
            audioRetentionDays: config.audioRetentionDays,
            retentionDays: config.retentionDays,
            readIdle,
            packing,
            isClosing: () => draining,
          })
          resolve(port())
        })
      }),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

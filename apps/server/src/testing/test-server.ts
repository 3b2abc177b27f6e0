import { createServer as createNetServer } from 'node:net'
import { testFramework } from '@greenroom/board/testing'
import type { Admission, Invitation } from '@greenroom/protocol'
import {
  type ParticipantId,
  type PreparedCase,
  participantIdSchema,
  type Seat,
  type SessionId,
  sessionIdSchema,
} from '@greenroom/session'
import { sampleLoop, samplePreparedCase } from '@greenroom/session/testing'
import pino from 'pino'
import { openBlobs, openImportBlobs } from '../audio/open-blobs.ts'
import { type Budgets, createBudgets } from '../budgets/index.ts'
import { type Config, readConfig } from '../config.ts'
import { createServer, type GreenroomServer, type UnreadBounds } from '../create-server.ts'
import type { Backups } from '../housekeeping/backups.ts'
import { createMetrics } from '../observability/metrics.ts'
import type { CaseBank, Clock } from '../ports.ts'
import { realIds } from '../real-deps.ts'
import { createSigner } from '../recordings/signer.ts'
import { restore } from '../storage/backups/restore.ts'
import { openStorage, type Storage } from '../storage/open-storage.ts'
import { createTemporaryFolder, createTurnedClock } from './folders-and-entries.ts'

/** A real server with its own port and folder, for tests. */
export type TestServer = {
  readonly server: GreenroomServer
  readonly storage: Storage
  readonly url: string
  readonly folder: string
  readonly logged: () => string
  readonly request: (method: string, path: string, given?: RequestGiven) => Promise<Reply>
  readonly close: () => Promise<void>
}
export type RequestGiven = {
  readonly token?: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
export type Reply = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

/** The sample case, on a framework that boards can be made of. */
const sample: PreparedCase = { ...samplePreparedCase, framework: JSON.parse(JSON.stringify(testFramework)) }
const listed = {
  ...sample.public,
  parents: [],
  loops: [],
  status: 'draft',
  agendas: { 45: sample.agenda, 20: sample.agenda },
  hasRun: true,
}
/** A reference run of the sample case. Its recording is this many letters, which a test can find wherever they end up. */
export const sampleRun = {
  id: `${sample.public.caseId}.strong`,
  level: 'strong',
  title: 'A strong run of the sample case',
  madeBy: 'Greenroom authors',
  madeOn: '2026-11-28',
} as const
export const sampleRunBytes = new TextEncoder().encode('jade canary of a reference run')
export const testBank: CaseBank = {
  list: () => [listed],
  read: (caseId) => (caseId === sample.public.caseId ? listed : null),
  prepare: (caseId): PreparedCase | null => (caseId === sample.public.caseId ? sample : null),
  draw: (_filters, seen) => (seen.has(sample.public.caseId) ? null : sample.public.caseId),
  loops: () => [],
  loop: (id) => (id === sampleLoop.id ? sampleLoop : null),
  drawInLoop: (_id, _round, seen) => (seen.has(sample.public.caseId) ? null : sample.public.caseId),
  bridge: () => 'It begins with bicycles.',
  runs: (caseId) => (caseId === sample.public.caseId ? [sampleRun] : []),
  readRun: (caseId, runId) => (caseId === sample.public.caseId && runId === sampleRun.id ? sampleRunBytes : null),
}

export type TestServerOptions = {
  readonly config?: Partial<Config>
  readonly clock?: Clock
  readonly webRoot?: string
  readonly folder?: string
  readonly pingStore?: () => Promise<void>
  readonly budgets?: Budgets
  readonly backups?: Backups
  readonly unread?: UnreadBounds
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  let closed = false
  const folder = options.folder === undefined ? createTemporaryFolder() : { path: options.folder, remove: () => {} }
  const clock = options.clock ?? createTurnedClock(Date.now())
  const config: Config = {
    ...readConfig({}),
    host: '127.0.0.1',
    port: 0,
    dataDir: folder.path,
    logLevel: 'debug',
    ...options.config,
  }
  const lines: string[] = []
  const log = pino({ level: 'debug', base: null }, { write: (line) => lines.push(line) })
  const metrics = createMetrics()
  let ids = 0
  const storage = await openStorage({
    dataDir: folder.path,
    clock,
    invitationId: () => `invitation-${++ids}`,
    onCommit: metrics.onCommit,
  })
  const signer = createSigner(await storage.signingSeed(new Uint8Array(32).fill(7)))
  const server = createServer(
    {
      store: storage.store,
      access: storage.access,
      bank: testBank,
      clock,
      ids: realIds,
      random: () => 0,
      epoch: 'test-run',
      log,
      budgets: options.budgets ?? createBudgets(),
    },
    {
      config,
      version: '0.0.0-test',
      metrics,
      webRoot: options.webRoot ?? '/nowhere',
      pingStore: options.pingStore ?? storage.ping,
      ownCaseStore: storage.ownCases,
      importStore: storage.imports,
      shareStore: storage.shareLinks,
      accountStore: storage.accounts,
      signer,
      blobs: openBlobs(config, signer.key),
      importBlobs: openImportBlobs(config, signer.key),
      readIdle: storage.readIdle,
      packing: storage,
      administration: {
        changes: { title: 'Unreleased', items: ['A test server.'] },
        readFigures: storage.readFigures,
        backups: () => options.backups ?? null,
        restore: (from, to) => restore(from, to, { withoutDamaged: false }),
      },
      ...(options.unread !== undefined && { unread: options.unread }),
    },
  )
  const port = await server.listen()
  const url = `http://127.0.0.1:${port}`
  return {
    server,
    storage,
    url,
    folder: folder.path,
    logged: () => lines.join(''),
    request: async (method, path, given = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(given.token !== undefined && { authorization: `Bearer ${given.token}` }),
          ...(given.body !== undefined && { 'content-type': 'application/json' }),
          ...given.headers,
        },
        ...(given.body !== undefined && {
          body: typeof given.body === 'string' ? given.body : JSON.stringify(given.body),
        }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null }
    },
    close: async () => {
      if (closed) return
      closed = true
      await server.close()
      await storage.close()
      folder.remove()
    },
  }
}

export type Person = { readonly session: SessionId; readonly participant: ParticipantId; readonly token: string }
const personOf = (reply: Reply): Person => {
  if (reply.status !== 201) throw new Error(`Not admitted: ${reply.status} ${reply.text}`)
  const { session, participant, token } = reply.json as Admission
  return { session: sessionIdSchema.parse(session), participant: participantIdSchema.parse(participant), token }
}

/** Starts a session as its owner, in the interviewer's seat unless told otherwise. */
export async function startSession(at: TestServer, change: Readonly<Record<string, unknown>> = {}): Promise<Person> {
  return personOf(
    await at.request('POST', '/api/sessions', {
      body: {
        mode: 'peer',
        cut: 45,
        coverage: 'learning',
        callLink: null,
        name: 'Ana',
        seat: 'interviewer',
        case: { kind: 'later' },
        ...change,
      },
    }),
  )
}

export async function invite(
  at: TestServer,
  owner: Person,
  seats: readonly Seat[],
): Promise<Invitation & { secret: string }> {
  const reply = await at.request('POST', `/api/sessions/${owner.session}/invitations`, {
    token: owner.token,
    body: { seats },
  })
  return reply.json as Invitation & { secret: string }
}

export async function join(at: TestServer, invitation: string, name: string, seat: Seat | null): Promise<Person> {
  return personOf(await at.request('POST', '/api/invitations/join', { body: { invitation, name, seat } }))
}

/** A port that something else listens on until `close`. */
export async function occupyPort(): Promise<{ readonly port: number; readonly close: () => void }> {
  const net = createNetServer()
  await new Promise<void>((resolve) => net.listen(0, () => resolve()))
  const address = net.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, close: () => net.close() }
}

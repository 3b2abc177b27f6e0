import { protocolVersion } from '@greenroom/protocol'
import type { ProjectedEntry } from '@greenroom/session'
import { io, type Socket } from 'socket.io-client'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { createWaiting } from './wait-until.ts'

/** The session's socket, as a client that a test controls step by step. */
export type SessionClient = {
  readonly socket: Socket
  readonly entries: ProjectedEntry[]
  readonly events: readonly (readonly [name: string, message: unknown])[]
  readonly goodbye: () => { readonly reason: string; readonly retryAfter: number | null } | null
  readonly here: () => readonly string[]
  readonly count: () => number
  readonly saving: () => boolean
  readonly command: (command: object, commandId?: string) => Promise<{ ok: boolean; n?: number; code?: string }>
  readonly ask: (event: string, ...payload: readonly unknown[]) => Promise<unknown>
  readonly until: (what: string, holds: () => boolean) => Promise<void>
  readonly disconnected: Promise<void>
  readonly close: () => void
}

export type SessionClientOptions = {
  readonly after?: number
  readonly seenCases?: readonly string[]
  readonly auth?: unknown
  readonly origin?: string
}

let commandIds = 0

/** Connects, and resolves once it was welcomed or told goodbye; rejects when it was refused. */
export const joinSession = async (
  url: string,
  person: Pick<Person, 'token'>,
  { after = 0, seenCases = [], auth, origin }: SessionClientOptions = {},
): Promise<SessionClient> => {
  const socket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: (auth as Record<string, unknown>) ?? { protocol: protocolVersion, token: person.token, after, seenCases },
    ...(origin !== undefined && { extraHeaders: { origin } }),
  })
  const entries: ProjectedEntry[] = []
  const events: (readonly [string, unknown])[] = []
  const { wake, until } = createWaiting(30_000)
  socket.onAny((name: string, message: unknown) => {
    events.push([name, message])
    if (name === 'entries') entries.push(...(message as { entries: ProjectedEntry[] }).entries)
    wake()
  })
  const last = <T>(name: string): T | null =>
    (events.findLast(([event]) => event === name)?.[1] as T | undefined) ?? null
  const disconnected = new Promise<void>((resolve) => {
    socket.once('disconnect', () => {
      resolve()
      wake()
    })
  })
  const client: SessionClient = {
    socket,
    entries,
    events,
    goodbye: () => last('goodbye'),
    here: () => last<{ here: string[] }>('presence')?.here ?? [],
    count: () => last<{ count: number }>('welcome')?.count ?? -1,
    saving: () => last<{ saving: boolean }>('store')?.saving ?? true,
    ask: (event, ...payload) => socket.timeout(10_000).emitWithAck(event, ...payload),
    command: (command, commandId = `command-${++commandIds}`) =>
      socket.timeout(10_000).emitWithAck('command', { commandId, command }),
    until,
    disconnected,
    close: () => socket.disconnect(),
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once('welcome', () => resolve())
    socket.once('goodbye', () => resolve())
  })
  return client
}

/** Welcomed, and up to date. */
export const enterSession = async (
  url: string,
  person: Pick<Person, 'token'>,
  options: SessionClientOptions = {},
): Promise<SessionClient> => {
  const client = await joinSession(url, person, options)
  const goodbye = client.goodbye()
  if (goodbye !== null) throw new Error(`not let in: ${goodbye.reason}`)
  await client.until('its stream', () => client.entries.length >= client.count() - (options.after ?? 0))
  return client
}

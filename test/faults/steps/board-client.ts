import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import WebSocket from 'ws'
import * as Y from 'yjs'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { createWaiting } from './wait-until.ts'

/** A board's client that sends exactly what a test tells it to, and nothing else. */
export type BoardClient = {
  readonly doc: Y.Doc
  readonly socket: WebSocket
  /** Every message from the server, in order. */
  readonly received: Uint8Array[]
  /** The last count of committed edits; 0 before the first. */
  readonly committed: () => number
  readonly counts: readonly number[]
  /** The sync step 1 messages that the server sent to ask for our state. */
  readonly asked: () => number
  readonly awareness: () => readonly AwarenessEntry[]
  readonly send: (message: Uint8Array) => void
  readonly sendSync: (subtype: number, payload: Uint8Array) => void
  /** Sends sync step 1, and waits for the answer. */
  readonly sync: () => Promise<void>
  /** Changes the document and sends the update. */
  readonly edit: (change: (doc: Y.Doc) => void) => void
  readonly showAwareness: (entries: readonly { client: number; clock: number; state: unknown }[]) => void
  readonly until: (what: string, holds: () => boolean) => Promise<void>
  /** The code with which the server closed. */
  readonly closed: Promise<number>
  readonly close: () => void
}

export type AwarenessEntry = { readonly client: number; readonly clock: number; readonly state: unknown }

export const message = (type: number, ...parts: readonly (number | Uint8Array)[]): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, type)
  for (const part of parts) {
    if (typeof part === 'number') writeVarUint(encoder, part)
    else writeVarUint8Array(encoder, part)
  }
  return toUint8Array(encoder)
}

export const encodeAwareness = (entries: readonly { client: number; clock: number; state: unknown }[]): Uint8Array => {
  const encoder = createEncoder()
  writeVarUint(encoder, entries.length)
  for (const { client, clock, state } of entries) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, clock)
    writeVarUint8Array(encoder, new TextEncoder().encode(JSON.stringify(state)))
  }
  return toUint8Array(encoder)
}

const readAwareness = (payload: Uint8Array): AwarenessEntry[] => {
  const decoder = createDecoder(payload)
  const entries: AwarenessEntry[] = []
  for (let left = readVarUint(decoder); left > 0; left--) {
    const client = readVarUint(decoder)
    const clock = readVarUint(decoder)
    entries.push({ client, clock, state: JSON.parse(new TextDecoder().decode(readVarUint8Array(decoder))) })
  }
  return entries
}

export const protocolsOf = (person: Pick<Person, 'token'>): string[] => ['greenroom.v1', `token.${person.token}`]

export type BoardClientOptions = {
  readonly document?: string
  readonly protocols?: string[]
  readonly doc?: Y.Doc
  readonly origin?: string
}

/** Opens a board's socket. Resolves when it is open, even when the server closes it at once. */
export const openBoard = async (
  socketUrl: string,
  person: Person,
  { document = 'board-r1', protocols = protocolsOf(person), doc = new Y.Doc(), origin }: BoardClientOptions = {},
): Promise<BoardClient> => {
  const socket = new WebSocket(`${socketUrl}/yjs/${person.session}/${document}`, protocols, {
    ...(origin !== undefined && { origin }),
  })
  socket.binaryType = 'nodebuffer'
  const received: Uint8Array[] = []
  const counts: number[] = []
  const awareness: AwarenessEntry[] = []
  let asked = 0
  let answers = 0
  const { wake, until } = createWaiting(10_000)
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => {
      resolve(code)
      wake()
    })
  })
  socket.on('message', (data: Buffer) => {
    received.push(data)
    const decoder = createDecoder(data)
    const type = readVarUint(decoder)
    if (type === 0) {
      const subtype = readVarUint(decoder)
      const payload = readVarUint8Array(decoder)
      if (subtype === 0) asked++
      else Y.applyUpdate(doc, payload, 'server')
      if (subtype === 1) answers++
    } else if (type === 1) awareness.push(...readAwareness(readVarUint8Array(decoder)))
    else if (type === 100) counts.push(readVarUint(decoder))
    wake()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  socket.on('error', () => {})

  const send = (bytes: Uint8Array): void => socket.send(bytes)
  const sendSync = (subtype: number, payload: Uint8Array): void => send(message(0, subtype, payload))

  return {
    doc,
    socket,
    received,
    counts,
    committed: () => counts.at(-1) ?? 0,
    asked: () => asked,
    awareness: () => awareness,
    send,
    sendSync,
    sync: async () => {
      const before = answers
      sendSync(0, Y.encodeStateVector(doc))
      await until('the answer to sync step 1', () => answers > before)
    },
    edit: (change) => {
      const collect = (update: Uint8Array, origin: unknown): void => {
        if (origin !== 'server') sendSync(2, update)
      }
      doc.on('update', collect)
      doc.transact(() => change(doc))
      doc.off('update', collect)
    },
    showAwareness: (entries) => send(message(1, encodeAwareness(entries))),
    until,
    closed,
    close: () => socket.close(),
  }
}

import {
  closeCodes,
  committedMessageType,
  encodeAwareness,
  encodeAwarenessStates,
  readAwarenessStates,
  toldMessageType,
} from '@greenroom/protocol'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep1, messageYjsSyncStep2, writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import type { BoardPipe } from './hand-flushed.ts'

/**
 * A board's server as small as the protocol allows: committed bytes only, counts after the commit, no parsing of what it may refuse. The
 * tests say when it commits and what it refuses.
 */
export type FakeBoardServer = {
  readonly doc: Y.Doc
  readonly serve: (pipe: BoardPipe, mayWrite: boolean) => void
  /** Reads everything that has arrived. */
  readonly read: () => void
  /** Counted messages are committed, but nobody is told so. */
  telling: boolean
  /** What the next update is refused with, once. */
  refuseNext: keyof typeof closeCodes | null
  readonly askForState: (pipe: BoardPipe) => void
}

const messageSync = 0
const messageAwareness = 1

/** As the server stamps a state that has a focus; here everybody has the same name. */
const stamp = (json: string): string => {
  const state: unknown = JSON.parse(json)
  const focus: unknown = state === null ? null : Reflect.get(Object(state), 'focus')
  return focus === null ? json : JSON.stringify({ ...Object(state), participant: 'somebody' })
}

/** The board's side of a server in memory, for `createBoardNet`: one document, whose edits are counted when the test says so. */
export function createFakeBoardServer(): FakeBoardServer {
  type Served = { readonly pipe: BoardPipe; readonly mayWrite: boolean; counted: number }
  const doc = new Y.Doc({ gc: true })
  doc.clientID = 1
  let served: Served[] = []

  const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
    const encoder = encoding.createEncoder()
    write(encoder)
    return encoding.toUint8Array(encoder)
  }
  const sync = (write: (encoder: encoding.Encoder) => void): Uint8Array =>
    frame((encoder) => {
      encoding.writeVarUint(encoder, messageSync)
      write(encoder)
    })

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    for (const other of served) {
      if (other.pipe !== origin) other.pipe.down.push(sync((encoder) => writeUpdate(encoder, update)))
    }
  })

  const take = (connection: Served, message: Uint8Array): void => {
    const decoder = decoding.createDecoder(message)
    const type = decoding.readVarUint(decoder)
    if (type === messageAwareness) {
      const states = [...readAwarenessStates(decoding.readVarUint8Array(decoder), 1_000)]
      const stamped = encodeAwareness(
        encodeAwarenessStates(states.map((state) => ({ ...state, json: stamp(state.json) }))),
      )
      for (const other of served) if (other !== connection) other.pipe.down.push(stamped)
      return
    }
    if (type === toldMessageType) {
      const held = Y.decodeStateVector(Y.encodeStateVector(server.doc))
      for (const [client, clock] of Y.decodeStateVector(decoding.readVarUint8Array(decoder)))
        if (clock > (held.get(client) ?? 0)) connection.pipe.cut(closeCodes.restored)
      return
    }
    const kind = decoding.readVarUint(decoder)
    const body = decoding.readVarUint8Array(decoder)
    if (kind === messageYjsSyncStep1) {
      connection.pipe.down.push(sync((encoder) => writeSyncStep2(encoder, doc, body)))
      return
    }
    const refusal = !connection.mayWrite ? 'read-only' : server.refuseNext
    if (refusal !== null && (kind !== messageYjsSyncStep2 || body.length > 2)) {
      server.refuseNext = null
      connection.pipe.cut(closeCodes[refusal])
      return
    }
    Y.applyUpdate(doc, body, connection.pipe)
    connection.counted += 1
    if (!server.telling) return
    connection.pipe.down.push(
      frame((encoder) => {
        encoding.writeVarUint(encoder, committedMessageType)
        encoding.writeVarUint(encoder, connection.counted)
      }),
    )
  }

  const server: FakeBoardServer = {
    doc,
    telling: true,
    refuseNext: null,
    serve: (pipe, mayWrite) => {
      served.push({ pipe, mayWrite, counted: 0 })
      pipe.open()
      if (mayWrite) server.askForState(pipe)
    },
    askForState: (pipe) => {
      pipe.down.push(sync((encoder) => writeSyncStep1(encoder, doc)))
    },
    read: () => {
      served = served.filter(({ pipe }) => pipe.state() === 'open')
      for (const connection of served) {
        for (;;) {
          const message = connection.pipe.up.shift()
          if (message === undefined) break
          take(connection, message)
        }
      }
    },
  }
  return server
}

import { applyBoardCommand, type Framework, newItemId } from '@greenroom/board'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/** One connection of the load: an editor with a real document that types at the end of its own card, or a silent observer. */

export type Address = { readonly url: string; readonly protocols: readonly string[] }

/** When an edit should have been sent, by the edit's Yjs client id and clock. */
export type SentTimes = Map<number, number>
const keyOf = (client: number, clock: number): number => client * 2 ** 21 + clock

export type Received = (milliseconds: number) => void

const updateFrame = (update: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, 2)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

const cursorFrame = (client: number, clock: number, state: string): Uint8Array => {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, 1)
  encoding.writeVarUint(inner, client)
  encoding.writeVarUint(inner, clock)
  encoding.writeVarString(inner, state)
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  return encoding.toUint8Array(encoder)
}

const stepOneFrame = (doc: Y.Doc): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc))
  return encoding.toUint8Array(encoder)
}

export type Connection = {
  readonly opened: Promise<void>
  /** Milliseconds from connecting until the board's state was here. */
  readonly joined: Promise<number>
  readonly doc: Y.Doc
  readonly prepare: (framework: Framework, seed: Uint8Array | null) => void
  /** Types one character that should have been sent at `intended` (performance.now milliseconds), and moves the cursor. */
  readonly type: (intended: number) => void
  readonly close: () => void
}

/** `clientId` below 2^31 and unique in the run; `sent` is shared by all connections of the run. */
export function connect(
  address: Address,
  clientId: number,
  sent: SentTimes,
  received: Received,
  failed: (why: string) => void,
): Connection {
  const doc = new Y.Doc({ gc: true })
  doc.clientID = clientId
  const since = performance.now()
  const socket = new WebSocket(address.url, [...address.protocols], { perMessageDeflate: false })
  socket.binaryType = 'nodebuffer'
  const item = newItemId(Math.random)
  let frameworkInUse: Framework | null = null
  let length = 0
  let cursorClock = 0
  let expectsState = true
  let intendedNow = 0
  let closing = false
  let settleJoined: (milliseconds: number) => void = () => {}
  const joined = new Promise<number>((resolve) => {
    settleJoined = resolve
  })
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', () => {
      socket.send(stepOneFrame(doc))
      resolve()
    })
    socket.once('error', reject)
  })
  socket.on('error', (error) => failed(error.message))
  socket.on('close', (code) => {
    if (!closing) failed(`closed with ${code}`)
  })
  socket.on('message', (frame: Buffer) => {
    if (frame[0] !== 0) return
    if (frame[1] === 1 && expectsState) {
      expectsState = false
      const decoder = decoding.createDecoder(frame)
      decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'remote')
      settleJoined(performance.now() - since)
    }
    if (frame[1] !== 2) return
    // [0][2][length][struct clients][structs][client][clock]…: enough to know whose edit it is.
    const decoder = decoding.createDecoder(frame)
    decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    if (decoding.readVarUint(decoder) !== 1) return
    decoding.readVarUint(decoder)
    const intended = sent.get(keyOf(decoding.readVarUint(decoder), decoding.readVarUint(decoder)))
    if (intended !== undefined) received(performance.now() - intended)
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'remote') return
    socket.send(updateFrame(update))
  })
  return {
    opened,
    joined,
    doc,
    prepare: (framework, seed) => {
      frameworkInUse = framework
      if (seed) Y.applyUpdate(doc, seed, 'remote')
      const section = framework.sections.find((one) => one.layout === 'cards') ?? framework.sections[0]
      const answer = applyBoardCommand(
        doc,
        framework,
        {
          kind: 'addItem',
          item,
          itemKind: section?.kinds[0] ?? '',
          text: '',
          at: { section: section?.id ?? '', parent: null, before: null },
        },
        'local',
      )
      if (!answer.ok) failed(answer.code)
    },
    type: (intended) => {
      if (!frameworkInUse || socket.readyState !== WebSocket.OPEN) return
      intendedNow = intended
      sent.set(keyOf(clientId, Y.getState(doc.store, clientId)), intendedNow)
      // A card stays short: past 60 characters the typist starts it again.
      const startAgain = length >= 60
      applyBoardCommand(
        doc,
        frameworkInUse,
        { kind: 'editText', item, index: startAgain ? 0 : length, remove: startAgain ? length : 0, insert: 'a' },
        'local',
      )
      length = startAgain ? 1 : length + 1
      cursorClock += 1
      const caret = { field: null, anchor: length, head: length }
      socket.send(cursorFrame(clientId, cursorClock, JSON.stringify({ focus: item, caret })))
    },
    close: () => {
      closing = true
      socket.terminate()
      doc.destroy()
    },
  }
}

import { applyBoardCommand, type Framework, newItemId } from '@greenroom/board'
import { encodeAwareness, encodeAwarenessStates, encodeStep1, encodeUpdate } from '@greenroom/protocol'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { openPlainLine } from './plain-line.ts'
import type { SentTimes } from './sent-times.ts'

/** One connection of the load: an editor that types at the end of its own card, or a silent observer. */

export type Address = { readonly url: string; readonly protocols: readonly string[] }

export type Received = (milliseconds: number) => void

/** A card stays short: past so many characters the typist takes them away and goes on. */
const cardLength = 60

/** Text (4) with an origin (128): the letter before. */
const letterAfterLetter = 0x84

/**
 * The update of one more letter behind the letter before it, as Yjs' first encoding has it; `removed`: so many letters before it
 * go. A `Y.Doc` for each of a thousand typists would cost the load more than what it measures.
 */
const letterFrame = (client: number, clock: number, removed: number): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  encoding.writeUint8(encoder, letterAfterLetter)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock - 1)
  encoding.writeVarString(encoder, 'a')
  encoding.writeVarUint(encoder, removed === 0 ? 0 : 1)
  if (removed > 0) for (const part of [client, 1, clock - removed, removed]) encoding.writeVarUint(encoder, part)
  return encodeUpdate(encoding.toUint8Array(encoder))
}

const cursorFrame = (client: number, clock: number, json: string): Uint8Array =>
  encodeAwareness(encodeAwarenessStates([{ client, clock, json }]))

export type Connection = {
  readonly opened: Promise<void>
  /** Milliseconds from connecting until the board's state was here and applied. */
  readonly joined: Promise<number>
  /** Puts a card with one letter on the board, behind which the typing goes on. */
  readonly prepare: (framework: Framework, seed: Uint8Array | null) => void
  /** Types one character that should have been sent at `intended` (performance.now milliseconds). */
  readonly type: (intended: number) => void
  /** Shows the caret where the typing is now. */
  readonly showCursor: () => void
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
  const doc = new Y.Doc()
  doc.clientID = clientId
  const since = performance.now()
  const joined = Promise.withResolvers<number>()
  const item = newItemId(Math.random)
  let expectsState = true
  let written = 0
  let length = 0
  let cursorClock = 0

  const receive = (frame: Uint8Array): void => {
    if (frame[0] !== 0) return
    if (frame[1] === 1 && expectsState) {
      expectsState = false
      const decoder = decoding.createDecoder(frame)
      decoder.pos = 2
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'remote')
      joined.resolve(performance.now() - since)
    }
    if (frame[1] !== 2) return
    // [0][2][length][struct clients][structs][client][clock][info][origin's client][origin's clock][letters]…: enough to know whose
    // edit it is, or whose edits: what somebody sent in a row may come as one.
    const decoder = decoding.createDecoder(frame)
    decoder.pos = 2
    decoding.readVarUint(decoder)
    if (decoding.readVarUint(decoder) !== 1) return
    const structs = decoding.readVarUint(decoder)
    const client = decoding.readVarUint(decoder)
    let clock = decoding.readVarUint(decoder)
    if (sent.find(client, clock) === null) return
    for (let struct = 0; struct < structs && decoding.readUint8(decoder) === letterAfterLetter; struct++) {
      decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      const letters = decoding.readVarUint(decoder)
      decoder.pos += letters
      for (const end = clock + letters; clock < end; clock++) {
        const intended = sent.find(client, clock)
        if (intended !== null) received(performance.now() - intended)
      }
    }
  }
  const line = openPlainLine(address.url, address.protocols, { message: receive, ended: failed })
  line.opened.then(
    () => line.send([encodeStep1(Y.encodeStateVector(doc))]),
    () => {},
  )
  return {
    opened: line.opened,
    joined: joined.promise,
    prepare: (framework, seed) => {
      if (seed) Y.applyUpdate(doc, seed, 'remote')
      const section = framework.sections.find((one) => one.layout === 'cards') ?? framework.sections[0]
      const updates: Uint8Array[] = []
      doc.on('update', (update: Uint8Array) => updates.push(update))
      const added = applyBoardCommand(
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
      const typed = applyBoardCommand(
        doc,
        framework,
        { kind: 'editText', item, index: 0, remove: 0, insert: 'a' },
        'local',
      )
      if (!added.ok || !typed.ok) failed('the card could not be made')
      line.send(updates.map(encodeUpdate))
      written = Y.getState(doc.store, clientId)
      length = 1
      doc.destroy()
    },
    type: (intended) => {
      sent.note(clientId, written, intended)
      const removed = length >= cardLength ? length : 0
      const letter = letterFrame(clientId, written, removed)
      written += 1
      length = length - removed + 1
      line.send([letter])
    },
    showCursor: () => {
      cursorClock += 1
      const caret = { field: null, anchor: length, head: length }
      line.send([cursorFrame(clientId, cursorClock, JSON.stringify({ focus: item, caret }))])
    },
    close: () => {
      line.close()
      doc.destroy()
    },
  }
}

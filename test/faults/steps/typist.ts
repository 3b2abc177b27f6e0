import { applyBoardCommand, type ItemId, readBoard } from '@greenroom/board'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import * as Y from 'yjs'
import { type PreparedRoom, realFramework } from '../../fixtures/prepared-rooms.ts'
import { type BoardClient, openBoard } from './board-client.ts'

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const framework = realFramework()
/** A card that holds so many is full, and the next one is begun: a card's text may not have more than a few thousand changes. */
const lettersOfCard = 1_000

/** What the server has of a document, from the last time that it asked for ours. */
const stateOfServer = (client: BoardClient): Uint8Array => {
  const asked = client.received.flatMap((data) => {
    const decoder = createDecoder(data)
    return readVarUint(decoder) === 0 && readVarUint(decoder) === 0 ? [readVarUint8Array(decoder)] : []
  })
  return asked.at(-1) ?? Y.encodeStateVector(new Y.Doc())
}

export type Typist = {
  readonly doc: Y.Doc
  readonly type: () => void
  /** Resolves when everything that was typed is committed, on whichever server. */
  readonly settled: () => Promise<void>
  readonly reconnections: () => number
  /** Milliseconds from each end of a connection to the next usable one. */
  readonly waits: () => readonly number[]
  /** Whether the connection is usable now. */
  readonly connected: () => boolean
  /** Ends the connection, as a reload does. */
  readonly reconnect: () => void
  /** How much of everybody else's replicas it has been told about: what the log must contain, whatever ends. */
  readonly told: () => ReadonlyMap<number, number>
  readonly close: () => void
}

/** Somebody whose page reconnects by itself, each time to the address (`ws://…`) that `addressAt` returns. */
export const openTypist = async (
  room: PreparedRoom,
  who: 'interviewer' | 'candidate',
  addressAt: (time: number) => string,
): Promise<Typist> => {
  const doc = new Y.Doc()
  const person = { session: room.session, participant: room.participants[who], token: room.tokens[who] }
  const cardAt = (number: number): ItemId => `card-of-${who}-${number}` as ItemId
  let client: BoardClient | null = null
  let closed = false
  let connections = 0
  let refusedInARow = 0
  let brokeAt: number | null = null
  const waits: number[] = []
  const connect = async (): Promise<void> => {
    while (!closed) {
      try {
        const opened = await openBoard(addressAt(connections++), person, { doc })
        // A server that shuts down may close before it has answered.
        const ended = opened.closed.then((code) => Promise.reject(new Error(`closed with ${code}`)))
        ended.catch(() => {})
        await Promise.race([opened.sync(), ended])
        await Promise.race([opened.until('to be asked', () => opened.asked() > 0), ended])
        const server = stateOfServer(opened)
        if (brokeAt !== null) waits.push(performance.now() - brokeAt)
        client = opened
        // What was typed in the meantime, or was never confirmed.
        if (connections > 1) opened.sendSync(2, Y.encodeStateAsUpdate(doc, server))
        void opened.closed.then(() => {
          brokeAt = performance.now()
          if (client === opened) client = null
          void connect()
        })
        refusedInARow = 0
        return
      } catch {
        // As a page does: a server that refuses is not asked again and again.
        await pause(Math.min(1_000, 50 * 2 ** refusedInARow++))
      }
    }
  }
  await connect()
  const change = (apply: () => { readonly ok: boolean }): void => {
    const send = (update: Uint8Array, origin: unknown): void => {
      if (origin !== 'server' && client?.socket.readyState === 1) client.sendSync(2, update)
    }
    doc.on('update', send)
    doc.transact(() => {
      if (!apply().ok) throw new Error('The board did not take it.')
    })
    doc.off('update', send)
  }
  const section = framework.sections.find(({ layout }) => layout !== 'line')
  const addCard = (number: number): void =>
    change(() =>
      applyBoardCommand(
        doc,
        framework,
        {
          kind: 'addItem',
          item: cardAt(number),
          itemKind: section?.kinds[0] ?? '',
          text: '',
          at: { section: section?.id ?? '', parent: null, before: null },
        },
        who,
      ),
    )
  let letters = lettersOf(doc, who)
  if (letters < 0) {
    addCard(0)
    letters = 0
  }
  return {
    doc,
    type: () => {
      const number = Math.floor(letters / lettersOfCard)
      if (letters > 0 && letters % lettersOfCard === 0) addCard(number)
      letters++
      change(() =>
        applyBoardCommand(
          doc,
          framework,
          { kind: 'editText', item: cardAt(number), index: 0, remove: 0, insert: 'x' },
          who,
        ),
      )
    },
    settled: async () => {
      for (;;) {
        const now = client
        if (now !== null && now.socket.readyState === 1) {
          const state = new Y.Doc()
          try {
            const fresh = await openBoard(addressAt(0), person, { doc: state })
            await fresh.sync()
            fresh.close()
            if (
              Y.decodeStateVector(Y.encodeStateVector(state)).get(doc.clientID) ===
              Y.decodeStateVector(Y.encodeStateVector(doc)).get(doc.clientID)
            )
              return
          } catch {
            // The next look.
          }
        }
        await pause(100)
      }
    },
    reconnections: () => connections - 1,
    waits: () => waits,
    connected: () => client?.socket.readyState === 1,
    reconnect: () => client?.close(),
    told: () => {
      const lengths = Y.decodeStateVector(Y.encodeStateVector(doc))
      lengths.delete(doc.clientID)
      return lengths
    },
    close: () => {
      closed = true
      client?.close()
    },
  }
}

/** How many letters the board has on the cards of one of the two. -1: there is no such card. */
export const lettersOf = (doc: Y.Doc, who: string): number => {
  const cards = [...readBoard(doc).items.values()].filter(({ id }) => id.startsWith(`card-of-${who}-`))
  return cards.length === 0 ? -1 : cards.reduce((sum, { text }) => sum + text.length, 0)
}

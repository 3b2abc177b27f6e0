import { boardSubprotocol, committedMessageType, tokenSubprotocolPrefix } from '@greenroom/protocol'
import type { DocumentName } from '@greenroom/session'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Awareness } from 'y-protocols/awareness'
import { messageYjsSyncStep1, writeSyncStep1 } from 'y-protocols/sync'
import { messageAwareness, messageSync, WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { readCloseCode, type SetAsideReason } from '../connection/close-meaning.ts'
import type { Dial, DialEvents } from '../connection/reconnect.ts'
import type { RoomClientOptions } from '../connection/room-client-options.ts'
import { countingSocket } from './counting-socket.ts'
import type { OthersFocus } from './others-focus.ts'
import type { SaveLedger } from './save-ledger.ts'
import type { ToldMark } from './told-mark.ts'

function boardsUrl(url: string, session: string): string {
  return `${url.replace(/^http/, 'ws').replace(/\/+$/, '')}/yjs/${session}`
}

/**
 * Dials one board with the standard `y-websocket` provider, a new one each time, so that late events of an old socket stay with its own
 * provider. The provider's own reconnecting is off; the connection dials.
 */
export function createBoardDial(input: {
  readonly options: RoomClientOptions
  readonly document: DocumentName
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly WebSocket: typeof WebSocket
  readonly ledger: SaveLedger
  readonly others: OthersFocus
  readonly told: ToldMark
  readonly refused: (reason: SetAsideReason) => void
  readonly changed: () => void
}): Dial {
  const { options, document, doc, awareness, ledger, others, told, changed } = input
  return (events: DialEvents) => {
    let closed = false
    /** Whether the server was asked for what the document is waiting for. */
    let askedForMissing = false
    ledger.connected()
    const provider = new WebsocketProvider(boardsUrl(options.url, options.session), document, doc, {
      connect: false,
      awareness,
      // Not `params`: addresses end up in the logs of proxies.
      protocols: [boardSubprotocol, `${tokenSubprotocolPrefix}${options.token}`],
      WebSocketPolyfill: countingSocket(input.WebSocket, {
        asked: () => ledger.asked(),
        told: told.read,
        sent: (kind) => {
          if (!closed) ledger.sent(kind)
        },
      }),
      disableBc: true,
      shouldReconnect: () => false,
    })
    const handlers = provider.messageHandlers
    const readSync = handlers[messageSync]
    handlers[messageSync] = (encoder, decoder, ...rest) => {
      events.heard()
      const update = readUpdate(decoder)
      readSync?.(encoder, decoder, ...rest)
      if (update !== null && !closed) told.told(update)
      // What arrived depends on something that did not: it is requested once, until it is here.
      const misses = doc.store.pendingStructs !== null || doc.store.pendingDs !== null
      if (misses && !askedForMissing) askForMissing(provider, doc)
      askedForMissing = misses
      changed()
    }
    handlers[messageAwareness] = (_encoder, decoder) => {
      events.heard()
      if (others.take(decoding.readVarUint8Array(decoder), doc.clientID)) changed()
    }
    handlers[committedMessageType] = (_encoder, decoder) => {
      events.heard()
      ledger.committed(decoding.readVarUint(decoder))
      if (!closed && ledger.settled()) told.confirmed(doc)
      changed()
    }
    provider.on('sync', (synced: boolean) => {
      if (synced && !closed) events.opened()
    })
    provider.on('connection-close', (event) => {
      // Otherwise it would dial again by its own clock, even after a close that it caused itself.
      provider.shouldConnect = false
      if (closed) return
      const meaning = readCloseCode(event?.code ?? null)
      if (meaning.kind === 'ended') events.finished(meaning.reason)
      else {
        if (meaning.kind === 'refused') input.refused(meaning.reason)
        events.broke(null)
      }
    })
    dropExitListener(provider)
    provider.connect()

    return {
      hangUp: () => {
        closed = true
        provider.destroy()
        if (others.clear()) changed()
      },
      probe: () => askForMissing(provider, doc),
    }
  }
}

/** Sync step 1: the server answers with whatever this document lacks. */
const askForMissing = ({ ws: socket }: WebsocketProvider, doc: Y.Doc): void => {
  if (socket === null || socket.readyState !== socket.OPEN) return
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageSync)
  writeSyncStep1(encoder, doc)
  socket.send(encoding.toUint8Array(encoder))
}

/** The update that a sync message carries, without advancing the decoder. `null` for a step 1. */
const readUpdate = (decoder: decoding.Decoder): Uint8Array | null => {
  const ahead = decoding.clone(decoder)
  return decoding.readVarUint(ahead) === messageYjsSyncStep1 ? null : decoding.readVarUint8Array(ahead)
}

/**
 * In Node the provider listens for the end of the process, to say that its owner left; the server notices that from the socket. Otherwise a
 * process with many bots would get warnings about leaking listeners.
 */
const dropExitListener = (provider: WebsocketProvider): void => {
  const nodeProcess: unknown = Reflect.get(globalThis, 'process')
  if (typeof nodeProcess !== 'object' || nodeProcess === null || !('off' in nodeProcess)) return
  if (typeof nodeProcess.off === 'function') nodeProcess.off('exit', provider._exitHandler)
}

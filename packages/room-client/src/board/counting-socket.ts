import { encodeTold, readBoardFrame } from '@greenroom/protocol'
import type { SyncKind } from './save-ledger.ts'

export type SyncTally = {
  readonly asked: () => boolean
  readonly sent: (kind: SyncKind) => void
  /** What the server has told this device about the document; sent before anything else. */
  readonly told: () => Uint8Array | null
}

/**
 * The WebSocket that a provider is given: it counts what the server counts (protocol [P1]), and holds back updates until the server has
 * asked for our state ([P3]). An update typed between opening and asking would depend on offline work that the server does not have yet,
 * and would be refused as a gap; our answer to its step 1 is made later and includes that update.
 */
export function countingSocket(Base: typeof WebSocket, tally: SyncTally): typeof WebSocket {
  return class CountingSocket extends Base {
    #greeted = false

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (!this.#greeted) {
        this.#greeted = true
        const told = tally.told()
        if (told !== null) super.send(encodeTold(told) as Uint8Array<ArrayBuffer>)
      }
      const kind = readSyncKind(data)
      if (kind === 'update' && !tally.asked()) return
      // Before sending: an answer could arrive while `send` is still running.
      if (kind !== null) tally.sent(kind)
      super.send(data)
    }
  }
}

function readSyncKind(data: unknown): SyncKind | null {
  if (!(data instanceof Uint8Array)) return null
  const frame = readBoardFrame(data)
  if (frame?.kind !== 'edit') return null
  return frame.isAnswer ? 'step2' : 'update'
}

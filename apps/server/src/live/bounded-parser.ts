import { Decoder } from 'socket.io-parser'
import { isWithinBounds, type JsonBounds } from '../budgets/index.ts'
import { SharedEncoder } from './shared-encoder.ts'

/** The largest that a page sends is a scorecard with all of its evidence, or a handshake with 500 seen cases. */
const messageBounds: JsonBounds = { depth: 10, elements: 1_500 }

/** Socket.IO's own parser, but refusing packets with more structure than any message of ours. An exception ends the connection. */
class BoundedDecoder extends Decoder {
  override add(message: unknown): void {
    if (typeof message === 'string' && !isWithinBounds(Buffer.from(message), messageBounds))
      throw new Error('message with too much structure')
    super.add(message)
  }
}

export const boundedParser = { Encoder: SharedEncoder, Decoder: BoundedDecoder }

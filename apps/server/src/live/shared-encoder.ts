import { Encoder, type Packet, PacketType } from 'socket.io-parser'

/** Messages that go to several connections, and the encoded form of each. */
const encoded = new WeakMap<object, string[] | null>()

/** Marks a message that goes to several connections, so that it is serialised once. It must not be changed afterwards. */
export function shareMessage<Message extends object>(message: Message): Message {
  if (!encoded.has(message)) encoded.set(message, null)
  return message
}

/** Socket.IO's own encoder, serialising shared messages once. The server never sends bytes on this socket. */
export class SharedEncoder extends Encoder {
  override encode(packet: Packet): (string | Buffer)[] {
    const message: unknown = packet.type === PacketType.EVENT && packet.id === undefined ? packet.data?.[1] : undefined
    if (typeof message !== 'object' || message === null || !encoded.has(message)) return super.encode(packet)
    const known = encoded.get(message)
    if (known) return known
    const made = [this.encodeAsText(packet)]
    encoded.set(message, made)
    return made
  }

  private encodeAsText({ nsp, data }: Packet): string {
    return `${PacketType.EVENT}${nsp === '/' ? '' : `${nsp},`}${JSON.stringify(data)}`
  }
}

import { Encoder, type Packet, PacketType } from 'socket.io-parser'

/** Messages that several connections are sent, and what has been made of each. */
const encoded = new WeakMap<object, string[] | null>()

/** The same message for several connections: it is turned into text once. It must not be changed afterwards. */
export function shareMessage<Message extends object>(message: Message): Message {
  if (!encoded.has(message)) encoded.set(message, null)
  return message
}

/** Socket.IO's own, which writes what several are sent once. What the server says never holds bytes. */
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

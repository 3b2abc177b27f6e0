import { voicePacket } from '@greenroom/protocol'

/** An encoder gives a packet at the latest while the one after the next is recorded: what has not come by then was silence. Milliseconds. */
const comesWithin = 3 * voicePacket.length

/** Puts packets that follow one another into frames of two. */
export type VoiceFrames = {
  /** `stamp`: the speaker's milliseconds. */
  readonly add: (stamp: number, packet: Uint8Array) => void
  /** Sound of this moment is being recorded: a packet that has waited too long for the one after it goes alone. */
  readonly recorded: (stamp: number) => void
}

export function createVoiceFrames(send: (stamp: number, packets: readonly Uint8Array[]) => void): VoiceFrames {
  let waiting: { readonly stamp: number; readonly packet: Uint8Array } | null = null
  const sendWaiting = (): void => {
    if (waiting !== null) send(waiting.stamp, [waiting.packet])
    waiting = null
  }
  return {
    add: (stamp, packet) => {
      if (waiting?.stamp === stamp - voicePacket.length) {
        send(waiting.stamp, [waiting.packet, packet])
        waiting = null
        return
      }
      sendWaiting()
      waiting = { stamp, packet }
    },
    recorded: (stamp) => {
      if (waiting !== null && stamp - waiting.stamp >= comesWithin) sendWaiting()
    },
  }
}

import { type CloseReason, encodeCallDown, serverLimits } from '@greenroom/protocol'
import type { ParticipantId } from '@greenroom/session'
import type { WebSocket } from 'ws'
import { closeReasonOf } from '../boards/close-reasons.ts'
import type { VoiceConnection } from '../rooms/room-relay.ts'

export type SocketVoice = VoiceConnection & {
  /** Call once a second: sends what is due, or says that the server is there if nothing has said so since the last time. */
  readonly stayAlive: () => void
}

const aliveFrame = encodeCallDown({ kind: 'alive' })

/** Writes to one page's connection. However long it does not read, little is kept for it: voice is dropped, and of `wanted` only the latest stays. */
export function openVoiceConnection(
  socket: Pick<WebSocket, 'bufferedAmount' | 'send'>,
  participant: ParticipantId,
  peer: string,
  end: (reason: CloseReason) => void,
): SocketVoice {
  let isQuiet = true
  let due: boolean | null = null
  const isFull = (): boolean => socket.bufferedAmount >= serverLimits.voiceUnsentBytes
  const tellDue = (): void => {
    if (due === null || isFull()) return
    socket.send(encodeCallDown({ kind: 'wanted', wanted: due }))
    due = null
  }
  return {
    participant,
    peer,
    sendVoice: (frame) => {
      if (isFull()) return
      socket.send(frame)
      isQuiet = false
    },
    tellWanted: (wanted) => {
      due = wanted
      tellDue()
    },
    stayAlive: () => {
      tellDue()
      if (isQuiet && socket.bufferedAmount === 0) socket.send(aliveFrame)
      isQuiet = true
    },
    end: (reason) => end(closeReasonOf(reason)),
  }
}

import { type Call, canRecordVoice, type RecordedVoice, recordVoice } from '@greenroom/call'
import type { RoomClient } from '@greenroom/room-client'
import { isAudioRunning, openAudio, type ParticipantId } from '@greenroom/session'
import { createOwnMicrophone, type MicrophoneUse, type OwnMicrophone } from '../consent/own-microphone.ts'
import type { PartSender } from './send-parts.ts'

/** `not-heard`: because of their seat nobody hears them. `failed`: the browser could not store what it recorded. */
export type OwnVoice = MicrophoneUse | 'not-heard' | 'failed'

export type OwnRecording = Omit<OwnMicrophone<OwnVoice>, 'look'>

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const timers = {
  after: (milliseconds: number, run: () => void) => {
    const timer = window.setTimeout(run, milliseconds)
    return () => window.clearTimeout(timer)
  },
  every: (milliseconds: number, run: () => void) => {
    const timer = window.setInterval(run, milliseconds)
    return () => window.clearInterval(timer)
  },
}

/** Records this person's own microphone while the session is being recorded and they are heard in the call, and at no other time. */
export function createOwnRecording({
  call,
  client,
  me,
  sender,
}: {
  readonly call: Call
  readonly client: RoomClient
  readonly me: ParticipantId
  readonly sender: Pick<PartSender, 'add'>
}): OwnRecording {
  let hasFailed = false
  const keep = async (audio: number, { at, length, type, levels, sound }: RecordedVoice): Promise<void> => {
    try {
      const hash = hexOf(await crypto.subtle.digest('SHA-256', await sound.arrayBuffer()))
      await sender.add({ audio, hash, at, length, levels, type, sound })
      hasFailed = false
    } catch {
      hasFailed = true
    }
    own.look()
  }
  const own = createOwnMicrophone<'not-heard' | 'failed'>({
    call,
    client,
    agreement: (session) => {
      const open = openAudio(session)
      return open !== null && isAudioRunning(session) && open.agreed.includes(me) ? open.audio : null
    },
    hindrance: ({ phase, maySpeak }) =>
      canRecordVoice() ? (phase === 'in' && !maySpeak ? 'not-heard' : null) : 'unsupported',
    trouble: () => (hasFailed ? 'failed' : null),
    begin: (audio, track, heard) => {
      const context = new AudioContext()
      const recorder = recordVoice({
        ...{ track, heard, context, timers },
        serverNow: client.serverNow,
        onPart: (part) => void keep(audio, part),
      })
      return {
        setHeard: recorder.setHeard,
        end: () => {
          recorder.stop()
          void context.close()
        },
      }
    },
  })
  return own
}

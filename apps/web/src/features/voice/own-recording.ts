import { type Call, canRecordVoice, type RecordedVoice, recordVoice, type VoiceRecorder } from '@greenroom/call'
import type { RoomClient } from '@greenroom/room-client'
import { isAudioRunning, openAudio, type ParticipantId } from '@greenroom/session'
import { createSnapshot } from '../../browser/snapshot.ts'
import type { PartSender } from './send-parts.ts'

/**
 * Whether this person's own voice is being recorded right now, and if not, why. `off`: nobody's is. `not-heard`: because of their seat
 * nobody hears them. `failed`: the browser could not store what it recorded.
 */
export type OwnVoice = 'off' | 'on' | 'muted' | 'not-in-call' | 'no-microphone' | 'not-heard' | 'unsupported' | 'failed'

export type OwnRecording = {
  readonly getSnapshot: () => OwnVoice
  readonly subscribe: (changed: () => void) => () => void
  readonly close: () => void
}

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
  const snapshot = createSnapshot<OwnVoice>('off')
  let running: {
    readonly audio: number
    readonly track: MediaStreamTrack
    readonly recorder: VoiceRecorder
    readonly context: AudioContext
  } | null = null
  let hasFailed = false

  const end = (): void => {
    const before = running
    running = null
    before?.recorder.stop()
    void before?.context.close()
  }
  const keep = async (audio: number, { at, length, type, levels, sound }: RecordedVoice): Promise<void> => {
    try {
      const hash = hexOf(await crypto.subtle.digest('SHA-256', await sound.arrayBuffer()))
      await sender.add({ audio, hash, at, length, levels, type, sound })
      hasFailed = false
    } catch {
      hasFailed = true
    }
    changed()
  }
  const begin = (audio: number, track: MediaStreamTrack, heard: boolean): void => {
    const context = new AudioContext()
    const recorder = recordVoice({
      ...{ track, heard, context, timers },
      serverNow: client.serverNow,
      onPart: (part) => void keep(audio, part),
    })
    running = { audio, track, recorder, context }
  }

  const read = (): OwnVoice => {
    const { session } = client.getSnapshot()
    const open = session === null ? null : openAudio(session)
    if (session === null || open === null || !isAudioRunning(session) || !open.agreed.includes(me)) {
      end()
      return 'off'
    }
    const { phase, microphone, maySpeak, muted, talking } = call.getSnapshot()
    const track = microphone.kind === 'on' ? microphone.track : null
    const why: OwnVoice | null = !canRecordVoice()
      ? 'unsupported'
      : phase !== 'in'
        ? 'not-in-call'
        : !maySpeak
          ? 'not-heard'
          : track === null
            ? 'no-microphone'
            : null
    // A call that rejoins after its connection broke has the same microphone: recording continues.
    if (why !== null && !(phase === 'joining' && running?.track === track)) {
      end()
      return why
    }
    const heard = !muted || talking
    if (running !== null && (running.audio !== open.audio || running.track !== track)) end()
    if (running === null && track !== null) begin(open.audio, track, heard)
    running?.recorder.setHeard(heard)
    if (hasFailed) return 'failed'
    return heard ? 'on' : 'muted'
  }
  const changed = (): void => {
    snapshot.become(read())
  }
  const stops = [call.subscribe(changed), client.subscribe(changed)]
  changed()
  return {
    getSnapshot: snapshot.get,
    subscribe: snapshot.subscribe,
    close: () => {
      for (const stop of stops) stop()
      end()
      snapshot.close()
    },
  }
}

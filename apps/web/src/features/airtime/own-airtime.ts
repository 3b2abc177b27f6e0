import { type Call, canListenForSpeech, type HeardSpeech, listenForSpeech, type SpeechListener } from '@greenroom/call'
import workerUrl from '@greenroom/call/speech-worker?worker&url'
import workletUrl from '@greenroom/call/voice-worklet?worker&url'
import type { RoomClient } from '@greenroom/room-client'
import { measuredNow, openAirtime, type ParticipantId } from '@greenroom/session'
import { createSnapshot } from '../../browser/snapshot.ts'
import { leftAirtimeOf } from './left-airtime.ts'
import { noteable } from './noteable.ts'

/** Whether it is measured right now when this person speaks, and if not, why. `off`: nobody's speech is. */
export type OwnVoiceTime = 'off' | 'on' | 'muted' | 'not-in-call' | 'no-microphone' | 'unsupported'

export type OwnAirtime = {
  readonly getSnapshot: () => OwnVoiceTime
  readonly subscribe: (changed: () => void) => () => void
  readonly close: () => void
}

/** What was heard is sent so often. Milliseconds. */
const sentEvery = 20_000
/** The page itself is told so often what was heard since, because a page that is being left has no time to ask. Milliseconds. */
const toldEvery = 1_000

/** After these the same is sent again, later: nothing is wrong with it. */
const temporary: ReadonlySet<string> = new Set(['offline', 'rate-limited', 'store-unavailable'])

type Unsent = HeardSpeech & { readonly airtime: number }

/** Listens to this person's own microphone while both have agreed, a round runs and they are in the call, and at no other time. */
export function createOwnAirtime({
  call,
  client,
  session: id,
  me,
}: {
  readonly call: Call
  readonly client: RoomClient
  readonly session: string
  readonly me: ParticipantId
}): OwnAirtime {
  const snapshot = createSnapshot<OwnVoiceTime>('off')
  const left = leftAirtimeOf(id, me)
  const unsent: Unsent[] = [...left.read()]
  /** What has been heard and not been taken yet. */
  let untaken: readonly Unsent[] = []
  let running: {
    readonly airtime: number
    readonly track: MediaStreamTrack
    readonly listener: SpeechListener
    readonly end: () => void
  } | null = null
  let isSending = false
  let hasFailed = false

  const sendAll = async (): Promise<void> => {
    if (isSending) return
    isSending = true
    const before = left.read()
    for (let next = unsent[0]; next !== undefined; next = unsent[0]) {
      const { airtime, heard, stretches } = next
      const answer = await client.send({ kind: 'noteAirtime', airtime, heard, stretches: [...stretches] })
      if (!answer.ok && temporary.has(answer.code)) break
      unsent.shift()
    }
    if (unsent.length === 0 && left.read() === before && before.length > 0) left.remove()
    isSending = false
  }
  const keep = async (airtime: number, listener: SpeechListener, all: boolean): Promise<void> => {
    const speech = await listener.take(all)
    unsent.push(...noteable(speech).map((one) => ({ airtime, ...one })))
    untaken = []
    await sendAll()
  }
  const look = async (airtime: number, listener: SpeechListener): Promise<void> => {
    const speech = await listener.peek()
    if (running?.listener === listener) untaken = noteable(speech).map((one) => ({ airtime, ...one }))
  }
  /** Sent and stored: either may be too late, and the server takes nothing twice. */
  const leave = (): void => {
    const all = [...unsent, ...untaken]
    if (all.length === 0) return
    left.write(all.map(({ stretches, ...one }) => ({ ...one, stretches: [...stretches] })))
    for (const { airtime, heard, stretches } of all)
      void client.send({ kind: 'noteAirtime', airtime, heard, stretches: [...stretches] })
  }
  const begin = (airtime: number, track: MediaStreamTrack, heard: boolean): void => {
    const context = new AudioContext({ sampleRate: 48_000 })
    const { serverNow } = client
    const failed = (): void => {
      hasFailed = true
      changed()
    }
    const listener = listenForSpeech({ track, heard, context, workletUrl, workerUrl, serverNow, failed })
    const timer = window.setInterval(() => void keep(airtime, listener, false), sentEvery)
    const looking = window.setInterval(() => void look(airtime, listener), toldEvery)
    running = {
      airtime,
      track,
      listener,
      end: () => {
        window.clearInterval(timer)
        window.clearInterval(looking)
        const close = (): void => {
          listener.close()
          void context.close()
        }
        if (hasFailed) close()
        else void keep(airtime, listener, true).finally(close)
      },
    }
  }
  const end = (): void => {
    const before = running
    running = null
    before?.end()
  }

  const read = (): OwnVoiceTime => {
    const { session } = client.getSnapshot()
    const open = session && openAirtime(session)
    if (session === null || open === null || measuredNow(session)?.between.includes(me) !== true) {
      end()
      return 'off'
    }
    const { phase, microphone, muted, talking } = call.getSnapshot()
    const track = microphone.kind === 'on' ? microphone.track : null
    const why: OwnVoiceTime | null =
      hasFailed || !canListenForSpeech()
        ? 'unsupported'
        : phase !== 'in'
          ? 'not-in-call'
          : track === null
            ? 'no-microphone'
            : null
    // A call that joins again after its connection broke has the same microphone: it goes on.
    if (why !== null && !(phase === 'joining' && running?.track === track)) {
      end()
      return why
    }
    const heard = !muted || talking
    if (running !== null && (running.airtime !== open.airtime || running.track !== track)) end()
    if (running === null && track !== null) begin(open.airtime, track, heard)
    running?.listener.setHeard(heard)
    return heard ? 'on' : 'muted'
  }
  function changed(): void {
    if (unsent.length > 0) void sendAll()
    snapshot.become(read())
  }
  window.addEventListener('pagehide', leave)
  const stops = [
    call.subscribe(changed),
    client.subscribe(changed),
    () => window.removeEventListener('pagehide', leave),
  ]
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

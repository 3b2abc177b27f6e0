import { type Call, canListenForSpeech, type HeardSpeech, listenForSpeech, type SpeechListener } from '@greenroom/call'
import workerUrl from '@greenroom/call/speech-worker?worker&url'
import workletUrl from '@greenroom/call/voice-worklet?worker&url'
import type { RoomClient } from '@greenroom/room-client'
import { measuredNow, openAirtime, type ParticipantId } from '@greenroom/session'
import {
  createOwnMicrophone,
  type MicrophoneUse,
  type OwnMicrophone,
  type RunningUse,
} from '../consent/own-microphone.ts'
import { leftAirtimeOf } from './left-airtime.ts'
import { noteable } from './noteable.ts'

export type OwnAirtime = Omit<OwnMicrophone<MicrophoneUse>, 'look'>

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
  const left = leftAirtimeOf(id, me)
  const unsent: Unsent[] = [...left.read()]
  /** What has been heard and not been taken yet. */
  let untaken: readonly Unsent[] = []
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
  /** Sent and stored: either may be too late, and the server takes nothing twice. */
  const leave = (): void => {
    const all = [...unsent, ...untaken]
    if (all.length === 0) return
    left.write(all.map(({ stretches, ...one }) => ({ ...one, stretches: [...stretches] })))
    for (const { airtime, heard, stretches } of all)
      void client.send({ kind: 'noteAirtime', airtime, heard, stretches: [...stretches] })
  }
  const begin = (airtime: number, track: MediaStreamTrack, heard: boolean): RunningUse => {
    const context = new AudioContext({ sampleRate: 48_000 })
    const { serverNow } = client
    const failed = (): void => {
      hasFailed = true
      own.look()
    }
    const listener = listenForSpeech({ track, heard, context, workletUrl, workerUrl, serverNow, failed })
    let isOver = false
    const peek = async (): Promise<void> => {
      const speech = await listener.peek()
      if (!isOver) untaken = noteable(speech).map((one) => ({ airtime, ...one }))
    }
    const timer = window.setInterval(() => void keep(airtime, listener, false), sentEvery)
    const peeking = window.setInterval(() => void peek(), toldEvery)
    return {
      setHeard: listener.setHeard,
      end: () => {
        isOver = true
        window.clearInterval(timer)
        window.clearInterval(peeking)
        const close = (): void => {
          listener.close()
          void context.close()
        }
        if (hasFailed) close()
        else void keep(airtime, listener, true).finally(close)
      },
    }
  }
  const own = createOwnMicrophone<never>({
    call,
    client,
    agreement: (session) =>
      measuredNow(session)?.between.includes(me) === true ? (openAirtime(session)?.airtime ?? null) : null,
    hindrance: () => (hasFailed || !canListenForSpeech() ? 'unsupported' : null),
    begin,
  })
  const sendAgain = (): void => {
    if (unsent.length > 0) void sendAll()
  }
  sendAgain()
  window.addEventListener('pagehide', leave)
  const stops = [
    call.subscribe(sendAgain),
    client.subscribe(sendAgain),
    () => window.removeEventListener('pagehide', leave),
  ]
  return {
    ...own,
    close: () => {
      for (const stop of stops) stop()
      own.close()
    },
  }
}

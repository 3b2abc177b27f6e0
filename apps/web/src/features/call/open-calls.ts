import { type Call, createCall } from '@greenroom/call'
import workletUrl from '@greenroom/call/voice-worklet?worker&url'
import { iceAnswerSchema } from '@greenroom/protocol'
import type { RoomClient } from '@greenroom/room-client'
import type { ParticipantId } from '@greenroom/session'
import { nanoid } from 'nanoid'
import { callApi } from '../../browser/api.ts'
import { createOwnAirtime, type OwnAirtime } from '../airtime/own-airtime.ts'
import { senderFor } from '../audio/open-senders.ts'
import { createOwnRecording, type OwnRecording } from '../audio/own-recording.ts'
import type { PartSender } from '../audio/send-parts.ts'
import { callChoices, callIntentOf } from './call-choices.ts'

/** The calls of open rooms, outside React like the rooms themselves (`live/live-rooms.ts`): a call outlives a redraw. */
type OpenCall = { readonly opened: OpenedCall; holders: number; closing: number | null }
const calls = new WeakMap<RoomClient, OpenCall>()
const linger = 1000

/** `own`: this person's part of recordings. `sender`: what of it is still on this device. `airtime`: when this person speaks. */
export type CallLease = OpenedCall & { readonly release: () => void }
export type OpenedCall = {
  readonly call: Call
  readonly own: OwnRecording
  readonly sender: PartSender
  readonly airtime: OwnAirtime
}

type Seat = { readonly session: string; readonly me: ParticipantId; readonly token: string }

/** When a page that was in the call is reloaded, it rejoins without a press. */
export function leaseCall(client: RoomClient, seat: Seat): CallLease {
  let open = calls.get(client)
  if (open === undefined) {
    open = { opened: openCall(client, seat), holders: 0, closing: null }
    calls.set(client, open)
  }
  const held = open
  held.holders += 1
  if (held.closing !== null) window.clearTimeout(held.closing)
  held.closing = null
  let released = false
  return {
    ...held.opened,
    release: () => {
      if (released) return
      released = true
      held.holders -= 1
      if (held.holders > 0) return
      held.closing = window.setTimeout(() => {
        calls.delete(client)
        held.opened.own.close()
        held.opened.airtime.close()
        held.opened.call.close()
      }, linger)
    },
  }
}

const openCall = (client: RoomClient, { session, me, token }: Seat): OpenedCall => {
  const { direct, ...chosen } = callChoices.read()
  const intent = callIntentOf(session)
  const call = createCall({
    me,
    signalling: client.call,
    session: () => client.getSnapshot().session,
    onSession: client.subscribe,
    iceServers: async () => {
      const answer = await callApi('/calls/ice', { token, schema: iceAnswerSchema })
      return answer.ok ? answer.value.iceServers : []
    },
    newPeer: () => nanoid(),
    timers: {
      after: (milliseconds, run) => {
        const timer = window.setTimeout(run, milliseconds)
        return () => window.clearTimeout(timer)
      },
      every: (milliseconds, run) => {
        const timer = window.setInterval(run, milliseconds)
        return () => window.clearInterval(timer)
      },
    },
    now: () => performance.now(),
    chosen,
    direct,
    createAudioContext: () => new AudioContext({ latencyHint: 'interactive', sampleRate: 48_000 }),
    relay: { url: window.location.origin.replace(/^http/, 'ws'), session, token, workletUrl },
  })
  // Chosen in the device check, here or in another tab.
  const forget = callChoices.subscribe(() => {
    const { direct: next, ...devices } = callChoices.read()
    call.choose(devices)
    call.setDirect(next)
  })
  const before = intent.read()
  if (before !== null) call.join(before)
  call.subscribe(() => {
    const { phase, muted, camera } = call.getSnapshot()
    if (phase === 'joining' || phase === 'in') {
      const now = { muted, camera: camera.kind === 'on' || camera.kind === 'opening' }
      if (JSON.stringify(now) !== JSON.stringify(intent.read())) intent.write(now)
    } else if (intent.read() !== null) intent.remove()
  })
  const sender = senderFor({ session, participant: me, token })
  return {
    sender,
    own: createOwnRecording({ call, client, me, sender }),
    airtime: createOwnAirtime({ call, client, session, me }),
    call: {
      ...call,
      close: () => {
        forget()
        call.close()
      },
    },
  }
}

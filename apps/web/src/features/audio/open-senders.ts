import { audioPartAnswerSchema } from '@greenroom/protocol'
import { callApi } from '../../browser/api.ts'
import { openPartsOnDevice, type UnsentPart } from './parts-on-device.ts'
import { createPartSender, type PartSender } from './send-parts.ts'

/** Who sends: a participant of a session, with their token. */
export type Voice = { readonly session: string; readonly participant: string; readonly token: string }

/** One for each person of a session, as long as the page lives: leaving the room does not stop an upload. */
const senders = new Map<string, PartSender>()

const put = ({ session, token }: Voice, { hash, sound, audio, at, length, levels, type }: UnsentPart) => {
  const query = new URLSearchParams({ audio: String(audio), at: String(at), length: String(length), levels, type })
  return callApi(`/sessions/${session}/audio/${hash}?${query}`, {
    method: 'PUT',
    token,
    bytes: sound,
    schema: audioPartAnswerSchema,
  })
}

const after = (milliseconds: number, run: () => void): (() => void) => {
  const timer = window.setTimeout(run, milliseconds)
  return () => window.clearTimeout(timer)
}

/** Begins at once with what an earlier visit has left. */
export function senderFor(voice: Voice): PartSender {
  const key = `${voice.session} ${voice.participant} ${voice.token}`
  const known = senders.get(key)
  if (known !== undefined) return known
  const sender = createPartSender({
    parts: openPartsOnDevice(voice.session, voice.participant),
    put: (part) => put(voice, part),
    after,
  })
  window.addEventListener('online', sender.wake)
  // A page that is closed now would delay the newest seconds: they are sent on the next visit, but only from this device.
  window.addEventListener('beforeunload', (event) => {
    if (sender.getSnapshot().unsent > 0) event.preventDefault()
  })
  senders.set(key, sender)
  return sender
}

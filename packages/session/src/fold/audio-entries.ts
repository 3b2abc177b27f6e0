import { z } from 'zod'
import { type AudioRecording, audioNumberSchema, audioPartSchema } from '../state/audio.ts'
import { isAudioRunning } from '../state/audio-readings.ts'
import type { SessionState } from '../state/state.ts'
import { type AudienceRow, insiders } from './audience-rows.ts'
import { authorOf, entryKind } from './entry-kind.ts'

const audio = audioNumberSchema

/** What leaves the room says nothing of recorded voices, unless its maker has chosen to have them in it. */
const withSound: AudienceRow = { ...insiders, export: 'sound', replayLink: 'sound' }
const declined: AudienceRow = { ...withSound, replayLink: 'never' }

function changeAudio(
  state: SessionState,
  audio: number,
  change: (one: AudioRecording) => AudioRecording,
): SessionState {
  return { ...state, audio: state.audio.map((one) => (one.audio === audio ? change(one) : one)) }
}

export const audioEntries = {
  /** Somebody wants voices to be recorded, and agrees to it. */
  'audio-asked': entryKind({
    schema: z.object({ audio }),
    audience: withSound,
    fold: (state, { data, by, at, kind }) => {
      const askedBy = authorOf({ kind, by })
      const asked = { askedBy, askedAt: at, agreed: [askedBy], spans: [], stoppedAt: null, erased: null, parts: [] }
      return { ...state, audio: [...state.audio, { audio: data.audio, ...asked }] }
    },
  }),
  'audio-agreed': entryKind({
    schema: z.object({ audio }),
    audience: withSound,
    fold: (state, { data, by, kind }) =>
      changeAudio(state, data.audio, (one) => ({ ...one, agreed: [...one.agreed, authorOf({ kind, by })] })),
  }),
  /** They do not want to be recorded: the recording ends in the same decision. */
  'audio-declined': entryKind({ schema: z.object({ audio }), audience: declined, fold: (state) => state }),
  'audio-stopped': entryKind({
    schema: z.object({ audio }),
    audience: withSound,
    fold: (state, { data, at }) => changeAudio(state, data.audio, (one) => ({ ...one, stoppedAt: at })),
  }),
  /** The sound of one stretch of its author's voice is stored. */
  'audio-part-kept': entryKind({
    schema: audioPartSchema,
    audience: withSound,
    fold: (state, { data, by, kind }) => {
      const { audio, ...part } = data
      return changeAudio(state, audio, (one) =>
        one.erased !== null ? one : { ...one, parts: [...one.parts, { ...part, by: authorOf({ kind, by }) }] },
      )
    },
  }),
  /** Nothing of it can be heard from here on; its sound is deleted. By the room: it reached the server's retention period. */
  'audio-erased': entryKind({
    schema: z.object({ audio }),
    audience: withSound,
    fold: (state, { data, by, at }) =>
      changeAudio(state, data.audio, (one) => ({ ...one, parts: [], erased: { at, by } })),
  }),
}

/** After any entry: whether a recording runs or waits depends on who is here and who has agreed. */
export function withAudioSpans(state: SessionState, at: number): SessionState {
  const last = state.audio.at(-1)
  if (last === undefined) return state
  const isOpen = last.spans.at(-1)?.to === null
  const runs = isAudioRunning(state)
  if (isOpen === runs) return state
  const spans = runs
    ? [...last.spans, { from: at, to: null }]
    : last.spans.map((span) => (span.to === null ? { ...span, to: at } : span))
  return { ...state, audio: [...state.audio.slice(0, -1), { ...last, spans }] }
}

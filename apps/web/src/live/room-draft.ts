import type { ParticipantId } from '@greenroom/session'
import {
  type DraftEntry,
  type DraftField,
  draftKey,
  draftOf,
  type KeptWords,
  useDraft,
  useKeptWords,
} from '../browser/drafts.ts'

/** Drafts in a room belong to a session, a round, a person and a field. */
export type RoomField =
  | 'note'
  | 'focus'
  | 'question'
  | `pin.${string}`
  | 'comment'
  | `${'reply' | 'reworded'}.${string}`
  | 'whisper'
  | 'name'
  | 'call-link'
  | 'case-search'
  | 'fact-search'
  | `appointment.${'day' | 'time' | 'zone'}`
  | `feedback.${1 | 2 | 3}.${'gap' | 'own'}`
type Place = {
  readonly session: { readonly session: string | null }
  readonly round: { readonly id: string }
  readonly me: string
}

const placeOf = ({ session, round, me }: Place): string => `${session.session ?? ''}.${round.id}.${me}.`

export function roomDraftOf(place: Place, field: RoomField): DraftEntry {
  return draftOf(`${placeOf(place)}${field}`)
}
export function roomDraftKey(place: Place, field: RoomField): string {
  return `${placeOf(place)}${field}`
}

export function useRoomDraft(place: Place, field: RoomField, stored = ''): DraftField {
  return useDraft(`${placeOf(place)}${field}`, stored)
}

/** The keys under which the cards of a board keep what is typed into their fields. */
export function cardDraftsOf(place: Place): string {
  return `${placeOf(place)}card.`
}

/** Where the scorecard that somebody is filling in is stored: it is more than text. */
export function scorecardDraftKey(session: string, round: string, participant: string): string {
  return draftKey(`${session}.${round}.${participant}.scorecard`)
}

/** Text by one person in one session that was never sent. */
export type UnsentWords = KeptWords & { readonly round: string; readonly field: string }

export function useUnsentWords(session: string, participant: ParticipantId | string): readonly UnsentWords[] {
  const kept = useKeptWords(`${session}.`)
  return kept.flatMap(({ key, words }) => {
    const [, round = '', person = '', ...field] = key.split('.')
    return person === participant ? [{ key, words, round, field: field.join('.') }] : []
  })
}

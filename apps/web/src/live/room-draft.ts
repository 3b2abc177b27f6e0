import { type DraftEntry, type DraftField, draftOf, useDraft } from '../browser/drafts.ts'
import type { RoomProps } from './room-props.ts'

/** Drafts in a room belong to a session, a round, a person and a field. */
export type RoomField = 'note' | 'question' | 'name' | `takeaway.${'keep' | 'stop' | 'start'}`
type Place = Pick<RoomProps, 'session' | 'round' | 'me'>

const keyOf = ({ session, round, me }: Place, field: RoomField): string =>
  `${session.session ?? ''}.${round.id}.${me}.${field}`

export const roomDraftOf = (place: Place, field: RoomField): DraftEntry => draftOf(keyOf(place, field))

export const useRoomDraft = (place: Place, field: RoomField, stored = ''): DraftField =>
  useDraft(keyOf(place, field), stored)

import type { ParticipantId } from '@greenroom/session'
import type { PersonColour } from '../../design/index.ts'

/** What a strip is drawn with beside itself: how people are called, and in which colour they are known. */
export type StripPeople = ReadonlyMap<ParticipantId, { readonly name: string; readonly colour: PersonColour }>

import type { ParticipantId } from '@greenroom/session'
import type { PersonColour } from '../../design/index.ts'

/** What drawing a strip also needs: people's names and colours. */
export type StripPeople = ReadonlyMap<ParticipantId, { readonly name: string; readonly colour: PersonColour }>

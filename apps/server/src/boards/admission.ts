import { type CloseReason, limits, serverLimits } from '@greenroom/protocol'
import type { DocumentName, ParticipantId } from '@greenroom/session'
import type { ServerDeps } from '../ports.ts'
import type { Entered, Rooms } from '../rooms/rooms.ts'
import { type Offer, readBoardAddress } from './board-address.ts'
import { closeReasonOf } from './close-reasons.ts'

export type Admission =
  | {
      readonly ok: true
      readonly entered: Entered
      readonly document: DocumentName
      readonly participant: ParticipantId
    }
  | { readonly ok: false; readonly reason: CloseReason }

type AdmissionDeps = Pick<ServerDeps, 'access' | 'clock' | 'log'> & { readonly rooms: Rooms }

const no = (reason: CloseReason): Admission => ({ ok: false, reason })

const admit = async (url: string, offer: Offer, { access, clock, rooms }: AdmissionDeps): Promise<Admission> => {
  if (rooms.isDraining()) return no('draining')
  const since = clock.monotonic()
  const address = readBoardAddress(url)
  const holder = offer.token === null ? null : await access.findToken(offer.token)
  if (holder === null) return no('unauthorized')
  if (holder.revoked) return no('revoked')
  if (address === null) return no('unknown-document')
  // The same answer whether or not that other session exists.
  if (address.session !== holder.session) return no('not-admitted')
  const entered = await rooms.enter(holder.session, holder.participant, since)
  if (!entered.ok) return no(closeReasonOf(entered.rejection))
  return { ok: true, entered, document: address.document, participant: holder.participant }
}

/**
 * Checks who is connecting and whether their session's room can be opened. Never rejects, and answers within `serverLimits.authDeadline`.
 */
export async function admitInTime(url: string, offer: Offer, deps: AdmissionDeps): Promise<Admission> {
  const tooLate = Promise.withResolvers<Admission>()
  const timer = setTimeout(() => tooLate.resolve(no('try-later')), serverLimits.authDeadline)
  const admission = admit(url, offer, deps).catch((error: unknown) => {
    deps.rooms.counts.handlerErrors++
    deps.log.error({ err: error }, 'A board connection could not be admitted or refused.')
    return no('try-later')
  })
  const first = await Promise.race([admission, tooLate.promise])
  clearTimeout(timer)
  // An admission that comes after the deadline must not keep the room open.
  admission.then((settled) => {
    if (settled.ok && settled !== first) settled.entered.release()
  })
  return first
}

/** Checked again in the same turn in which the connection joins. `null` when it may join. */
export function refusalToJoin({ entered, document, participant }: Admission & { ok: true }): CloseReason | null {
  const rejection = entered.rejection()
  if (rejection !== null) return closeReasonOf(rejection)
  const { room } = entered
  if (!room.boards.mayRead(document, participant)) return 'unknown-document'
  return room.boards.of(participant).length >= limits.connectionsPerParticipant ? 'try-later' : null
}

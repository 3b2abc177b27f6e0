import { participantIdSchema, seatSchema, sessionIdSchema } from '@greenroom/session'
import { z } from 'zod'
import type { AccessStore } from '../ports.ts'
import { hashSecret } from './secrets.ts'
import { remote, type StoreThread } from './store-thread.ts'
import type { InvitationRow, ReaderCalls, WriterCalls } from './thread-messages.ts'

const seatsSchema = z.array(seatSchema)
const readInvitation = (row: InvitationRow) => ({
  id: row.id,
  session: sessionIdSchema.parse(row.session),
  seats: seatsSchema.parse(JSON.parse(row.seats)),
  createdAt: row.createdAt,
  revokedAt: row.revokedAt,
})

/** Tokens and invitations in the database, beside the log. `invitationId` makes the public id that an owner sees. */
export function createAccessStore(writer: StoreThread, reader: StoreThread, invitationId: () => string): AccessStore {
  const toWriter = remote<WriterCalls>(writer)
  const toReader = remote<ReaderCalls>(reader)
  return {
    addToken: (token, session, participant, invitation) =>
      toWriter.addToken(hashSecret(token), session, participant, invitation),
    findToken: async (token) => {
      const row = await toReader.findToken(hashSecret(token))
      if (row === null) return null
      return {
        session: sessionIdSchema.parse(row.session),
        participant: participantIdSchema.parse(row.participant),
        revoked: row.revoked,
        founder: row.founder,
      }
    },
    revokeParticipant: (session, participant) => toWriter.revokeParticipant(session, participant),
    revokeOtherTokens: (token, session, participant) =>
      toWriter.revokeOtherTokens(hashSecret(token), session, participant),
    setWayBack: (session, participant, secret, at) => toWriter.setWayBack(hashSecret(secret), session, participant, at),
    findWayBack: async (secret) => {
      const row = await toReader.findWayBack(hashSecret(secret))
      if (row === null) return null
      return {
        session: sessionIdSchema.parse(row.session),
        participant: participantIdSchema.parse(row.participant),
        invitation: row.invitation,
      }
    },
    wayBackOf: (session, participant) => toReader.wayBackOf(session, participant),
    revokeWayBack: (session, participant) => toWriter.revokeWayBack(session, participant),
    addInvitation: async (session, secret, seats, at) => {
      const id = invitationId()
      await toWriter.addInvitation(id, session, hashSecret(secret), JSON.stringify(seats), at)
      return id
    },
    findInvitation: async (secret) => {
      const row = await toReader.findInvitation(hashSecret(secret))
      if (row === null) return null
      const { id, session, seats, revokedAt } = readInvitation(row)
      return { id, session, seats, revoked: revokedAt !== null }
    },
    listInvitations: async (session) => (await toReader.listInvitations(session)).map(readInvitation),
    revokeInvitation: (session, id, at) => toWriter.revokeInvitation(session, id, at),
    participantsOf: async (session, invitation) =>
      (await toReader.participantsOf(session, invitation)).map((id) => participantIdSchema.parse(id)),
    deleteSession: (session) => toWriter.deleteAccess(session),
  }
}

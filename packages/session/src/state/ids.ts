import { z } from 'zod'

/**
 * Branded ids. Every id is made in one place (the server's `ids` port, or the client for `CommandId` and `NoteId`)
 * and parsed here wherever it crosses a boundary.
 */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

export const sessionIdSchema = id.brand<'SessionId'>()
export const participantIdSchema = id.brand<'ParticipantId'>()
export const commandIdSchema = id.brand<'CommandId'>()
export const noteIdSchema = id.brand<'NoteId'>()
/** One pin of a mentor. */
export const pinIdSchema = id.brand<'PinId'>()
/** One request to be let in on another device. */
export const returnIdSchema = id.brand<'ReturnId'>()
/** Rounds are `r1`, `r2`, … in the order in which they opened. */
export const roundIdSchema = z
  .string()
  .regex(/^r[1-9][0-9]?$/)
  .brand<'RoundId'>()
/** A Yjs document of a session: `board-r1` is the board of round `r1`. */
export const documentNameSchema = z
  .string()
  .regex(/^board-r[1-9][0-9]?$/)
  .brand<'DocumentName'>()

export type SessionId = z.infer<typeof sessionIdSchema>
export type ParticipantId = z.infer<typeof participantIdSchema>
export type CommandId = z.infer<typeof commandIdSchema>
export type NoteId = z.infer<typeof noteIdSchema>
export type PinId = z.infer<typeof pinIdSchema>
export type ReturnId = z.infer<typeof returnIdSchema>
export type RoundId = z.infer<typeof roundIdSchema>
export type DocumentName = z.infer<typeof documentNameSchema>

/** The document that holds a round's board. */
export function boardOf(round: RoundId): DocumentName {
  return documentNameSchema.parse(`board-${round}`)
}

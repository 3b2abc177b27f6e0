import { z } from 'zod'

/**
 * Branded ids. Every id is created in one place (the server's `ids` port, or the client for `CommandId` and `NoteId`) and parsed here
 * wherever it crosses a boundary.
 */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

export const sessionIdSchema = id.brand<'SessionId'>()
export const participantIdSchema = id.brand<'ParticipantId'>()
export const commandIdSchema = id.brand<'CommandId'>()
export const noteIdSchema = id.brand<'NoteId'>()
/** One pin of a mentor. */
export const pinIdSchema = id.brand<'PinId'>()
export const commentIdSchema = id.brand<'CommentId'>()
/** One request to be let in on another device. */
export const returnIdSchema = id.brand<'ReturnId'>()
/** Rounds are `r1`, `r2`, … in the order in which they opened. */
export const roundIdSchema = z
  .string()
  .regex(/^r[1-9][0-9]?$/)
  .brand<'RoundId'>()
const documentName = /^(?:board-(r[1-9][0-9]?)|tray-(r[1-9][0-9]?)-([A-Za-z0-9_-]{1,64}))$/
/** A Yjs document of a session: `board-r1` is the board of round `r1`, `tray-r1-<participant>` the think tray of its candidate. */
export const documentNameSchema = z.string().regex(documentName).brand<'DocumentName'>()

export type SessionId = z.infer<typeof sessionIdSchema>
export type ParticipantId = z.infer<typeof participantIdSchema>
export type CommandId = z.infer<typeof commandIdSchema>
export type NoteId = z.infer<typeof noteIdSchema>
export type PinId = z.infer<typeof pinIdSchema>
export type CommentId = z.infer<typeof commentIdSchema>
export type ReturnId = z.infer<typeof returnIdSchema>
export type RoundId = z.infer<typeof roundIdSchema>
export type DocumentName = z.infer<typeof documentNameSchema>

export type DocumentPlace =
  | { readonly kind: 'board'; readonly round: RoundId }
  | { readonly kind: 'tray'; readonly round: RoundId; readonly author: ParticipantId }

const readPlace = (document: DocumentName): DocumentPlace => {
  const [, board, tray, author] = documentName.exec(document) ?? []
  if (tray !== undefined)
    return { kind: 'tray', round: roundIdSchema.parse(tray), author: participantIdSchema.parse(author) }
  return { kind: 'board', round: roundIdSchema.parse(board) }
}

// Looked up several times for every message of every board: parsing a name costs as much as the rest of checking somebody's rights.
const places = new Map<DocumentName, DocumentPlace>()
const placesAtMost = 10_000

/** What a document holds, and in which round. */
export function placeOfDocument(document: DocumentName): DocumentPlace {
  const known = places.get(document)
  if (known !== undefined) return known
  if (places.size >= placesAtMost) places.clear()
  const place = readPlace(document)
  places.set(document, place)
  return place
}

/** The document of one candidate's think tray in a round, which only they can open. */
export function trayOf(round: RoundId, author: ParticipantId): DocumentName {
  return documentNameSchema.parse(`tray-${round}-${author}`)
}

/** The document that holds a round's board. */
export function boardOf(round: RoundId): DocumentName {
  return documentNameSchema.parse(`board-${round}`)
}

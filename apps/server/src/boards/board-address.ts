import { boardSubprotocol, plainBoardSubprotocol, tokenSubprotocolPrefix } from '@greenroom/protocol'
import { type DocumentName, documentNameSchema, type SessionId, sessionIdSchema } from '@greenroom/session'

export const boardsPath = '/yjs/'

/** Parses session and document from `/yjs/<session>/<document>`, byte for byte: nothing is decoded, normalised or trimmed. */
export function readBoardAddress(url: string): { readonly session: SessionId; readonly document: DocumentName } | null {
  if (!url.startsWith(boardsPath)) return null
  const parts = url.slice(boardsPath.length).split('/')
  if (parts.length !== 2) return null
  const session = sessionIdSchema.safeParse(parts[0])
  const document = documentNameSchema.safeParse(parts[1])
  return session.success && document.success ? { session: session.data, document: document.data } : null
}

const offeredOf = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

export type Offer = { readonly select: string | null; readonly token: string | null }

/** What the client offers: the subprotocol to select, and its token. */
export function readOffer(
  header: string | undefined,
  protocols: readonly string[] = [boardSubprotocol, plainBoardSubprotocol],
): Offer {
  const offered = offeredOf(header)
  const withToken = offered.find((one) => one.startsWith(tokenSubprotocolPrefix))
  const token = withToken?.slice(tokenSubprotocolPrefix.length)
  const known = protocols.find((one) => offered.includes(one))
  // A WebSocket client that offers subprotocols fails when none is selected: a client that offers nothing but a token is answered with
  // that.
  const select = known ?? (offered.length === 1 ? withToken : undefined) ?? null
  return { select, token: token === undefined || token === '' ? null : token }
}

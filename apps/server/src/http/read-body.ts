import { limits, serverLimits } from '@greenroom/protocol'
import { audioPartLimits } from '@greenroom/session'
import type { Request, Response } from 'express'
import { type Budgets, isWithinBounds, type JsonBounds, type Payer } from '../budgets/index.ts'
import { giveBack } from '../memory/pages.ts'
import { collectBody } from './collect-body.ts'
import { createHeldBytes, releaseAfter } from './held-bytes.ts'

/** The upper bounds of a route's body. `bytes`: after inflating. */
export type BodyBounds = JsonBounds & {
  readonly bytes: number
  /** A submitted form, which is what a provider sends; everybody else sends JSON. */
  readonly isForm?: boolean
  /** Raw bytes of one of these types, for a route that stores sound. */
  readonly types?: readonly string[]
  /** JSON that another process parses: the route receives its bytes. */
  readonly isUnread?: boolean
}

/** The largest request that is not a case: a new session with the cases that its browser has seen. */
export const usualBody: BodyBounds = { bytes: serverLimits.restBodyBytes, depth: 8, elements: 1_500 }
/** One part of a voice. */
export const audioBody: BodyBounds = {
  bytes: audioPartLimits.bytes,
  depth: 0,
  elements: 0,
  types: ['audio/mp4', 'audio/webm'],
}
/** The fields of a form: strings. */
export const formBody: BodyBounds = { ...usualBody, isForm: true }
/** Case files are strings: three members a file. */
export const caseFilesBody: BodyBounds = {
  bytes: limits.ownCasesBodyBytes,
  depth: 4,
  elements: 4 * limits.ownCasesAtOnce + 8,
}

export type ReadBody =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly code: 'malformed' | 'too-large' | 'rate-limited' }

const utf8 = new TextDecoder('utf-8', { fatal: true })

type Reading = { readonly budgets: Budgets; readonly monotonic: () => number }

/**
 * The bytes that a body may have, known before any of it has arrived: a compressed one as many as are allowed. Every body that gets here has
 * a length.
 */
const announced = ({ headers }: Request, most: number): number => {
  const length = Number(headers['content-length'] ?? 0)
  return headers['content-encoding'] === undefined ? length : Math.max(length, most)
}

/**
 * Reads the body of a request that has already been let in; nobody else's is read, inflated or parsed. Before any of it is read, room for
 * all of it is reserved and charged to `payer`: an address holds only so many bytes of bodies that have not arrived whole or are being
 * dealt with. Its bytes are bounded while it is inflated, its structure before it is parsed.
 */
export function createBodyReader({ budgets, monotonic }: Reading) {
  /** Large bodies have an account of their own: they do not keep the small ones of their address waiting. */
  const arriving = {
    small: createHeldBytes(serverLimits.arrivingBytes),
    large: createHeldBytes(serverLimits.arrivingBytes),
  }

  return async (request: Request, response: Response, bounds: BodyBounds, payer: Payer): Promise<ReadBody> => {
    const since = monotonic()
    if (!budgets.charge(payer, 'parsing', 0, since).ok) return { ok: false, code: 'rate-limited' }
    const expected = announced(request, bounds.bytes)
    if (expected > bounds.bytes) return { ok: false, code: 'too-large' }
    const isLarge = bounds.bytes > usualBody.bytes
    const isPaid =
      budgets.charge(payer, 'bytes', expected, since).ok &&
      (!isLarge || payer.participant !== undefined || budgets.charge(payer, 'largeBodies', expected, since).ok)
    const leave = isPaid ? arriving[isLarge ? 'large' : 'small'].take(payer.address ?? '', expected) : null
    if (leave === null) return { ok: false, code: 'rate-limited' }
    releaseAfter(response, leave)
    const type = bounds.types ?? [bounds.isForm === true ? 'application/x-www-form-urlencoded' : 'application/json']
    if (expected === 0 || typeof request.is([...type]) !== 'string') return { ok: true, body: undefined }
    const collected = await collectBody(request, expected)
    if (!collected.ok) return collected
    const { bytes } = collected
    if (bytes.byteLength === 0) return { ok: true, body: undefined }
    const began = monotonic()
    if (bounds.types !== undefined || bounds.isUnread === true) return { ok: true, body: bytes }
    try {
      if (bounds.isForm === true)
        return { ok: true, body: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) }
      if (!isWithinBounds(bytes, bounds)) return { ok: false, code: 'malformed' }
      // Bytes in another encoding are refused: otherwise replacement characters would be stored as if somebody had typed them.
      return { ok: true, body: JSON.parse(utf8.decode(bytes)) }
    } catch {
      return { ok: false, code: 'malformed' }
    } finally {
      const now = monotonic()
      budgets.spend(payer, 'parsing', now - began, now)
      giveBack(bytes.buffer)
    }
  }
}

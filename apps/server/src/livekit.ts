import { createHmac } from 'node:crypto'
import { type CallNotice, serverLimits } from '@greenroom/protocol'
import type { SessionId } from '@greenroom/session'
import type { Logger } from 'pino'
import type { LiveKitConfig } from './config.ts'
import type { Clock } from './ports.ts'

/** A page's way into LiveKit, as it is told. */
export type LiveKitGrant = Extract<CallNotice, { readonly kind: 'liveKit' }>

/** The LiveKit server of the configuration: who may connect to it, and who may not any more. A page is known there by its id in the call alone. */
export type LiveKit = {
  readonly grant: (session: SessionId, page: string, mayPublish: boolean) => LiveKitGrant
  /** Resolves after the first try; if that failed, it is tried again until it succeeds, or for as long as LiveKit lets such a page come back. */
  readonly remove: (session: SessionId, page: string) => Promise<void>
  /** Removes everybody. */
  readonly endRoom: (session: SessionId) => Promise<void>
}

/** Seconds between tries; LiveKit renews the tokens of connected pages for ten minutes. */
const tryAgainAfter = [1, 2, 4, 8, 15, 30, 60, 120, 180, 180]
const answersWithin = 5_000
/** A request takes as long as its token is valid. Milliseconds. */
const requestToken = 60_000

/**
 * A token as LiveKit checks them: a JWT, signed with HMAC-SHA256, whose `video` claim says what its bearer may do. `now`, `lasts`:
 * milliseconds.
 */
function liveKitToken(
  { apiKey, apiSecret }: LiveKitConfig,
  claims: { readonly sub?: string; readonly video: Readonly<Record<string, unknown>> },
  now: number,
  lasts: number,
): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const exp = Math.floor((now + lasts) / 1000)
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iss: apiKey, exp, ...claims })}`
  return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`
}

/** Can be guessed from nothing that people in the session know, and is the same on every server and after every restart. */
function liveKitRoom({ apiSecret }: LiveKitConfig, session: SessionId): string {
  return createHmac('sha256', apiSecret).update(`greenroom room ${session}`).digest('base64url')
}

/** Asks LiveKit's RoomService (Twirp over HTTP). Rejects when it cannot be reached in time. */
export async function askLiveKit(
  config: LiveKitConfig,
  method: 'ListRooms' | 'RemoveParticipant' | 'DeleteRoom',
  body: Readonly<Record<string, unknown>>,
  video: Readonly<Record<string, unknown>>,
  now: number,
): Promise<number> {
  const answer = await fetch(`${config.url.replace(/^ws/, 'http')}/twirp/livekit.RoomService/${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${liveKitToken(config, { video }, now, requestToken)}`,
    },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(answersWithin),
  })
  await answer.arrayBuffer()
  return answer.status
}

export function createLiveKit(input: {
  readonly config: LiveKitConfig
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Logger, 'warn'>
  /** Calls back after so many seconds. */
  readonly after: (seconds: number, run: () => void) => void
}): LiveKit {
  const { config, clock, log, after } = input

  const insist = async (
    method: 'RemoveParticipant' | 'DeleteRoom',
    body: Readonly<Record<string, unknown>>,
    video: Readonly<Record<string, unknown>>,
    tries = 0,
  ): Promise<void> => {
    const status = await askLiveKit(config, method, body, video, clock.now()).catch(() => null)
    // Not there: nobody to remove.
    if (status === 200 || status === 404) return
    if (tries === 0)
      log.warn({ method, status }, 'LiveKit did not remove somebody who has lost the right to be there. Trying again.')
    const wait = tryAgainAfter[tries]
    if (wait !== undefined) after(wait, () => void insist(method, body, video, tries + 1))
  }

  return {
    grant: (session, page, mayPublish) => {
      const room = liveKitRoom(config, session)
      const video = {
        room,
        roomJoin: true,
        canPublish: mayPublish,
        canPublishSources: mayPublish ? ['microphone', 'camera', 'screen_share'] : [],
        canPublishData: false,
        canSubscribe: true,
        canUpdateOwnMetadata: false,
      }
      const token = liveKitToken(config, { sub: page, video }, clock.now(), serverLimits.liveKitToken)
      return { kind: 'liveKit', url: config.url, room, token, mayPublish }
    },
    remove: (session, page) => {
      const room = liveKitRoom(config, session)
      return insist('RemoveParticipant', { room, identity: page }, { room, roomAdmin: true })
    },
    endRoom: (session) => insist('DeleteRoom', { room: liveKitRoom(config, session) }, { roomCreate: true }),
  }
}

import { createHmac } from 'node:crypto'
import { type IceAnswer, iceAnswerSchema, serverLimits } from '@greenroom/protocol'
import type { Config } from '../../config.ts'
import type { Clock } from '../../ports.ts'
import { answer, anyParticipantRoute, type Route } from './route.ts'

type IceConfig = Pick<Config, 'stunUrls' | 'turnUrls' | 'turnSecret'>

/**
 * Credentials for coturn's REST scheme (draft-uberti-behave-turn-rest-00, `use-auth-secret`): the user name holds the expiry time in
 * seconds and whose they are; the password is the base64 of the HMAC-SHA1 of that name. `now` is in milliseconds.
 */
export function turnCredentials(
  secret: string,
  participant: string,
  now: number,
): { readonly username: string; readonly credential: string; readonly endsAt: number } {
  const endsAt = now + serverLimits.turnCredentials
  const username = `${Math.floor(endsAt / 1000)}:${participant}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64'), endsAt }
}

function iceServersFor(config: IceConfig, participant: string, now: number): IceAnswer {
  const { stunUrls, turnUrls, turnSecret } = config
  const stun = stunUrls.length === 0 ? [] : [{ urls: [...stunUrls] }]
  if (turnUrls.length === 0 || turnSecret === null) return { iceServers: stun, endsAt: null }
  const { endsAt, ...credentials } = turnCredentials(turnSecret, participant, now)
  return { iceServers: [...stun, { urls: [...turnUrls], ...credentials }], endsAt }
}

/** What browsers need to connect to one another. Only for people in a session, because a TURN server relays whatever it is given. */
export function createCallRoutes(config: IceConfig, clock: Pick<Clock, 'now'>): readonly Route[] {
  return [
    anyParticipantRoute({
      method: 'get',
      path: '/api/calls/ice',
      summary: 'STUN and TURN servers that help browsers in a call reach one another',
      answers: iceAnswerSchema,
      run: async (_input, { participant }) => answer(iceServersFor(config, participant, clock.now())),
    }),
  ]
}

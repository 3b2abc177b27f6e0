import { audioHashSchema, audioPartAnswerSchema, audioPartQuerySchema } from '@greenroom/protocol'
import { z } from 'zod'
import type { AudioKeeper } from '../../audio/audio-keeper.ts'
import type { ServerDeps } from '../../ports.ts'
import { audioBody } from '../read-body.ts'
import { answer, created, type Route, refusal, roomRefusal, sessionRoute, wholeFile } from './route.ts'

/** Parts of recorded voices: each browser uploads its own, and everybody in the session may hear them. */
export function createAudioRoutes(
  { budgets, clock }: Pick<ServerDeps, 'budgets' | 'clock'>,
  keeper: Pick<AudioKeeper, 'keep' | 'read'>,
): readonly Route[] {
  return [
    sessionRoute({
      method: 'put',
      path: '/api/sessions/:session/audio/:hash',
      who: 'participant',
      summary: 'Keep one part of the sender’s own voice, named by the SHA-256 of its bytes; may be repeated',
      query: audioPartQuerySchema,
      body: z.instanceof(Uint8Array),
      bodyBounds: audioBody,
      answers: audioPartAnswerSchema,
      status: 201,
      run: async ({ params, query, body }, { session, participant }) => {
        const hash = audioHashSchema.safeParse(params.hash)
        if (!hash.success) return roomRefusal('malformed')
        const kept = await keeper.keep(session, participant, { ...query, hash: hash.data }, body)
        if (kept.ok) return kept.repeated ? answer({ repeated: true }) : created({ repeated: false })
        const { code } = kept
        return code === 'wrong-hash' || code === 'not-audio' || code === 'unknown-session'
          ? refusal(code)
          : roomRefusal(code)
      },
    }),

    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/audio/:hash',
      who: 'participant',
      summary: 'The sound of one part of a voice recording of the session',
      run: async ({ params, address }, { session, participant }) => {
        const payer = { participant, session, address }
        const hash = audioHashSchema.safeParse(params.hash)
        if (!hash.success) return refusal('unknown-audio-part')
        const bytes = await keeper.read(
          session,
          participant,
          hash.data,
          (length) => budgets.charge(payer, 'answers', length, clock.monotonic()).ok,
        )
        if (bytes === 'rate-limited') return roomRefusal(bytes)
        return bytes === null ? refusal('unknown-audio-part') : wholeFile(bytes)
      },
    }),
  ]
}

import { recordingQuerySchema } from '@greenroom/protocol'
import { type RecordingView, serverKeySchema } from '@greenroom/recording'
import type { ServerDeps } from '../../ports.ts'
import type { Recorder } from '../../recordings/recorder.ts'
import type { Signer } from '../../recordings/signer.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { answer, file, openRoute, type Route, refusal, roomRefusal, sessionRoute } from './route.ts'

/** A participant's own view of their session as a file, and the key that it is signed with. */
export function createRecordingRoutes(
  { budgets, clock }: Pick<ServerDeps, 'budgets' | 'clock'>,
  rooms: Pick<Rooms, 'accountOf' | 'noteReader'>,
  recorder: Recorder,
  signer: Signer,
): readonly Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/.well-known/greenroom-key.json',
      summary: 'The public key with which this server signs recordings',
      answers: serverKeySchema,
      run: async () => answer({ algorithm: 'Ed25519', key: signer.key }),
    }),

    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/recording',
      who: 'participant',
      summary: 'Everything that the reader may take home, or what everybody in the session may see, as one file',
      query: recordingQuerySchema,
      run: async ({ query, address }, { session, participant }) => {
        const payer = { participant, session: rooms.accountOf(session, participant), address }
        const now = clock.monotonic()
        if (!budgets.charge(payer, 'reading', 0, now).ok || !budgets.charge(payer, 'readings', 4, now).ok)
          return roomRefusal('rate-limited')
        rooms.noteReader(session, participant)
        const sound = query.sound === 'true' ? ({ sound: true } as const) : {}
        // Everybody in the session has already been sent all that the fullest share link shows.
        const view: RecordingView =
          query.view === 'own'
            ? { kind: 'participant', participant, ...sound }
            : { kind: 'shared', audience: 'desk', names: true, words: true, ...sound }
        const chunks = await recorder.record(session, view, payer, 'filled')
        return chunks === null ? refusal('unknown-session') : file(chunks)
      },
    }),
  ]
}

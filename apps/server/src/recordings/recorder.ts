import { changeSounds, encodeRecording, type RecordingHeader, type RecordingView } from '@greenroom/recording'
import {
  createExportProjector,
  createSharedProjector,
  erasedOf,
  type SessionId,
  soundToShare,
  soundToTake,
} from '@greenroom/session'
import type { AudioKeeper } from '../audio/audio-keeper.ts'
import type { Payer } from '../budgets/index.ts'
import type { ServerDeps } from '../ports.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { readItems } from './session-items.ts'
import type { Signer } from './signer.ts'

type Recording = {
  readonly deps: Pick<ServerDeps, 'store' | 'clock' | 'budgets'>
  readonly rooms: Pick<Rooms, 'read' | 'damagedFrom'>
  readonly signer: Signer
  readonly audio: Pick<AudioKeeper, 'readLeaving'>
  readonly version: string
  /** The address at which people reach this server; `null` if it is not configured. */
  readonly address: string | null
}

/** Makes recordings of sessions while they are being sent; nothing of them is stored. */
export type Recorder = {
  /**
   * What that view holds by now. `null`: there is no such session, or nothing of it can be read. `payer` pays for the reading. Of recorded voices a view
   * with sound names the parts; with `filled` they are in it, as far as they are still kept when their turn comes.
   */
  readonly record: (
    session: SessionId,
    view: RecordingView,
    payer: Payer,
    filled?: 'filled',
  ) => Promise<AsyncIterable<Uint8Array> | null>
}

export function createRecorder({ deps, rooms, signer, audio, version, address }: Recording): Recorder {
  const { store, clock, budgets } = deps
  return {
    record: async (session, view, payer, filled) => {
      // Undamaged entries can still make no sense together: the room knows, once it has tried to fold them.
      const state = await rooms.read(session)
      const damagedFrom = rooms.damagedFrom(session)
      if (state === null && damagedFrom === null) return null
      const header: RecordingHeader = {
        session,
        view,
        madeAt: clock.now(),
        madeBy: { version, address },
        cases: (state?.rounds ?? []).flatMap(({ id, case: shown, promptShownAt }) =>
          shown === null || promptShownAt === null
            ? []
            : [{ round: id, caseId: shown.caseId, title: shown.title, category: shown.category }],
        ),
      }
      const items = readItems({
        store,
        session,
        damagedFrom,
        projector:
          view.kind === 'shared'
            ? createSharedProjector(view, erasedOf(state), view.sound === true ? soundToShare(state) : undefined)
            : createExportProjector(view.participant, erasedOf(state), view.sound === true ? soundToTake(state) : null),
        monotonic: clock.monotonic,
        spent: (milliseconds) => void budgets.spend(payer, 'reading', milliseconds, clock.monotonic()),
      })
      const chunks = encodeRecording(header, items, signer.sign)
      if (view.sound !== true || filled === undefined) return chunks
      const whose = view.kind === 'shared' ? 'shared' : 'taken'
      return changeSounds(chunks, async ({ name }) => {
        const sound = await audio.readLeaving(session, whose, name)
        return sound === 'rate-limited' ? null : sound
      })
    },
  }
}

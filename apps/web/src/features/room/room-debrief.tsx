import type { BoardSnapshot } from '@greenroom/room-client'
import type { SessionState } from '@greenroom/session'
import { useCallback, useMemo } from 'react'
import { type OpenBoard, useBoardSnapshot, useRoom } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { withoutBlankCards } from '../board/model/blank-cards.ts'
import { DebriefView } from '../debrief/debrief-view.tsx'
import { useGuide } from '../desk/use-guide.ts'
import { RoundReadings } from '../readings/round-readings.tsx'
import { loadRecording } from '../replay/source/load-recording.ts'
import { TakeHome } from '../take-home/take-home.tsx'

const viewOf = (snapshot: BoardSnapshot) => snapshot.view

/** A round that has ended: its debrief, which points at cards, and so gets the board as it ended and access to the recording. */
export function RoomDebrief({ room, board: open }: { readonly room: RoomProps; readonly board: OpenBoard | null }) {
  const { session, round, me } = room
  const view = useBoardSnapshot(open?.board ?? null, viewOf)
  const guide = useGuide(round)
  const framework = open?.framework ?? null
  const board = useMemo(
    () => (view && framework ? { view: withoutBlankCards(view, framework), framework } : null),
    [view, framework],
  )
  const { token } = useRoom()
  const id = session.session ?? ''
  const loadAll = useCallback(
    (progress: (edits: number) => void, signal: AbortSignal) => loadRecording(id, token, progress, signal),
    [id, token],
  )
  // What of the session was deleted is in no recording that is loaded after it.
  const without = deletedAirtimes(session)
  const { load } = useMemo(
    () => ({ without, load: (signal: AbortSignal) => loadAll(() => undefined, signal) }),
    [loadAll, without],
  )
  return (
    <div className="h-full scroll-pb-28 overflow-y-auto print:h-auto print:overflow-visible">
      <DebriefView
        key={round.id}
        {...room}
        board={board}
        load={load}
        token={token}
        during={<RoundReadings {...room} guide={guide === 'unreadable' ? null : guide} open={open} />}
        takeHome={(print) => (
          <TakeHome
            session={session}
            round={round}
            me={me}
            board={board}
            load={loadAll}
            at={{ session: id, token }}
            prints="rounds"
            onPrint={print}
          />
        )}
      />
    </div>
  )
}

const deletedAirtimes = ({ airtimes }: SessionState): string =>
  airtimes.flatMap(({ airtime, deletedAt }) => (deletedAt === null ? [] : [airtime])).join()

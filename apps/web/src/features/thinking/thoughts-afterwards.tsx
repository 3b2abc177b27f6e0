import { type BoardView, trayFramework } from '@greenroom/board'
import type { BoardClient, BoardSnapshot } from '@greenroom/room-client'
import { maySend, seatIn, trayOf } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { use, useEffect, useState } from 'react'
import { Button } from '../../design/index.ts'
import { RoomContext, useBoardSnapshot } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { Stamp } from '../desk/stamp.tsx'

/**
 * Whether a card on the board came from the reader's own think tray, where it is marked as removed under the same id. Nothing of a tray is
 * in anybody's stream, so its document is consulted, which only the candidate's page has.
 */
function useMovedFromTray(wanted: boolean, { round, me }: Pick<RoomProps, 'round' | 'me'>, view: BoardView | null) {
  const room = use(RoomContext)
  const [tray, setTray] = useState<BoardClient | null>(null)
  useEffect(() => {
    if (wanted && room !== null) setTray(room.client.openBoard(trayOf(round.id, me), trayFramework))
  }, [wanted, room, round.id, me])
  useBoardSnapshot(tray, savedOf)
  return wanted && tray !== null && view !== null && [...view.items.keys()].some((id) => tray.isRemoved(id))
}
const savedOf = (snapshot: BoardSnapshot) => snapshot.saved

/** After the scores: when thoughts were formed and when they were shared, if their candidate lets the others see it. */
export function ThoughtsAfterwards({
  session,
  round,
  me,
  connected,
  send,
  view,
}: RoomProps & { readonly view: BoardView | null }) {
  const opened = round.openedThoughts
  const asks =
    opened === null &&
    seatIn(round, me) === 'candidate' &&
    maySend(session, me, { kind: 'openThoughts', round: round.id })
  const moved = useMovedFromTray(asks, { round, me }, view)
  if (opened === null) {
    if (!moved) return null
    return (
      <section aria-label={t`Your thoughts`} className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">
        <p className="min-w-0 grow">{t`Let the others see when you had the thoughts that you moved from your think tray to the board?`}</p>
        <Button size="sm" isDisabled={!connected} onPress={() => void send({ kind: 'openThoughts', round: round.id })}>
          {t`Show the times`}
        </Button>
      </section>
    )
  }
  return (
    <section aria-label={t`Thoughts`} className="text-sm">
      <h2 className="mb-2 font-semibold text-ink">{t`Thought first, shared later`}</h2>
      {opened.length === 0 && <p className="text-ink-soft">{t`No card came from the think tray.`}</p>}
      <ul className="flex flex-col gap-1.5">
        {opened.map(({ item, formedAt, sharedAt }) => (
          <li key={item} className="flex flex-wrap items-baseline gap-2">
            <span className="text-ink" dir="auto">
              {[...(view?.items ?? [])].find(([id]) => id === item)?.[1].text ?? t`a card that was removed`}
            </span>
            <span className="text-xs text-ink-faint">
              {t`thought`} <Stamp at={formedAt} startedAt={round.startedAt} /> {t`· shared`}{' '}
              <Stamp at={sharedAt} startedAt={round.startedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

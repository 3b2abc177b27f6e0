import type { BoardView } from '@greenroom/board'
import { seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Button } from '../../design/index.ts'
import { may } from '../../live/may.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { Stamp } from '../desk/stamp.tsx'

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
  if (opened === null) {
    const mine = seatIn(round, me) === 'candidate'
    if (!mine || may(session, me, { kind: 'openThoughts', round: round.id }).refused) return null
    return (
      <section aria-label={t`Your thoughts`} className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">
        <p className="min-w-0 grow">{t`Let the others see when you formed the thoughts that you moved from your think tray to the board?`}</p>
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

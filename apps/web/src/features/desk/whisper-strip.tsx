import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { Stamp } from './stamp.tsx'
import { readWhispersUntil, useUnreadWhispers } from './unread-whispers.ts'

/** What was whispered to the desk stands above everything else there, until it is put away; it stays in the notes. */
export function WhisperStrip({ session, round, me }: RoomProps) {
  const unread = useUnreadWhispers(round, me)
  const last = unread.at(-1)
  return (
    <div role="status" className="shrink-0">
      {last && (
        <div className="flex items-start gap-3 border-b border-info-line bg-info-soft px-3 py-2 text-sm">
          <ul className="flex max-h-32 min-w-0 grow flex-col gap-1.5 overflow-y-auto">
            {unread.map((one) => (
              <li key={one.at}>
                <p className="flex items-baseline gap-2 text-xs text-info-ink">
                  <span className="font-medium">
                    <Trans>{nameIn(session, one.by)} whispered</Trans>
                  </span>
                  <Stamp at={one.at} startedAt={round.startedAt} />
                </p>
                <p className="whitespace-pre-line break-words text-ink">{one.words}</p>
              </li>
            ))}
          </ul>
          <Button size="sm" onPress={() => readWhispersUntil(last.at)}>{t`Got it`}</Button>
        </div>
      )}
    </div>
  )
}

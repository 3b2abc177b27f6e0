import { holdersOf } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { Button, cx } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { Stamp } from './stamp.tsx'
import { readWhispersUntil, useUnreadWhispers } from './unread-whispers.ts'

/**
 * Where whispers arrive: a place of its own below the panel, present as long as somebody can whisper, so that what the interviewer reads is
 * neither covered nor moved. Two lines of the newest; the rest opens on demand, and everything stays in the notes.
 */
export function WhisperLine({ session, round, me }: RoomProps) {
  const unread = useUnreadWhispers(round, me)
  const [whole, setWhole] = useState(false)
  const last = unread.at(-1)
  const hears = last !== undefined || holdersOf(round, 'mentor').some((one) => one !== me)
  if (!hears) return null
  const isLong = last !== undefined && (unread.length > 1 || last.words.length > 80 || last.words.includes('\n'))
  return (
    <div
      role="status"
      data-whispers=""
      className={cx(
        'flex shrink-0 items-start gap-3 border-t px-3 py-2 text-sm',
        last ? 'border-info-line bg-info-soft' : 'border-line',
        whole && last ? 'max-h-1/2 overflow-y-auto' : 'h-18',
      )}
    >
      {last ? (
        <>
          <ul className={cx('min-w-0 grow', whole && 'flex flex-col gap-1.5')}>
            {(whole ? unread : [last]).map((one) => (
              <li key={one.at}>
                <p className="flex items-baseline gap-2 text-xs text-info-ink">
                  <span className="truncate font-medium">
                    <Trans>{nameIn(session, one.by)} whispered</Trans>
                  </span>
                  <Stamp at={one.at} startedAt={round.startedAt} />
                  {!whole && unread.length > 1 && (
                    <span className="shrink-0">{plural(unread.length, { one: '# new', other: '# new' })}</span>
                  )}
                </p>
                <p dir="auto" className={cx('break-words text-ink', whole ? 'whitespace-pre-line' : 'line-clamp-2')}>
                  {one.words}
                </p>
              </li>
            ))}
          </ul>
          <div className="flex shrink-0 flex-col items-stretch gap-0.5">
            <Button
              size="sm"
              onPress={() => {
                setWhole(false)
                readWhispersUntil(last.at)
              }}
            >{t`Got it`}</Button>
            {isLong && (
              <button
                type="button"
                aria-expanded={whole}
                className="min-h-6 cursor-default rounded-sm text-xs font-medium text-info-ink hover:underline"
                onClick={() => setWhole(!whole)}
              >
                {whole ? t`Show less` : t`Show all`}
              </button>
            )}
          </div>
        </>
      ) : (
        <p className="text-xs text-ink-faint">{t`Whispers arrive here.`}</p>
      )}
    </div>
  )
}

import type { BoardClient, BoardSnapshot, ConnectionState } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'
import { Check, CloudOff, Eye, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { cx, Spinner, Tooltip, TooltipTrigger } from '../../../design/index.ts'
import { useOtherTabs } from '../../../live/other-tabs.ts'
import { useBoardSnapshot, useRoom, useRoomSnapshot } from '../../../live/room-context.ts'
import { connectionWords } from '../../../words/connection-words.ts'
import { troubleWords } from '../../../words/trouble-words.ts'

const useSecondsUntil = (retryAt: number | null): number => {
  const { client } = useRoom()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (retryAt === null) return
    const read = () => setSeconds(Math.max(0, Math.ceil((retryAt - client.monotonicNow()) / 1000)))
    read()
    const timer = window.setInterval(read, 500)
    return () => window.clearInterval(timer)
  }, [retryAt, client])
  return retryAt === null ? 0 : seconds
}

const savedOf = (snapshot: BoardSnapshot) => snapshot.saved

/** Whether one is connected and everything is saved: always visible, and never claiming more than is known. */
export function ConnectionChip({
  connection,
  board,
  isTight,
}: {
  readonly connection: ConnectionState
  readonly board: BoardClient | null
  /** Beside the clock and the call there is room for the sign alone, while all is well. */
  readonly isTight: boolean
}) {
  const { client } = useRoom()
  const saved = useBoardSnapshot(board, savedOf)
  const seconds = useSecondsUntil(connection.kind === 'waiting' ? connection.retryAt : null)
  const { trouble, session, participant, serverSaves } = useRoomSnapshot()
  const others = useOtherTabs(session?.session ?? null, participant)
  const cause = trouble && trouble !== 'unreachable' ? troubleWords(trouble, window.location.origin) : null
  const words = connectionWords(connection, saved, seconds, cause, serverSaves)
  const away = words.tone === 'away'
  return (
    <TooltipTrigger delay={200}>
      <AriaButton
        onPress={() => client.retryNow()}
        data-testid="connection"
        data-saved={saved?.kind ?? 'none'}
        className={cx(
          'flex h-8 shrink-0 cursor-default items-center gap-1.5 rounded-md px-2 text-xs font-medium',
          away ? 'bg-warn-soft text-warn-ink' : 'text-ink-faint hovered:bg-hover',
        )}
      >
        {away ? (
          connection.kind === 'connecting' ? (
            <RefreshCw aria-hidden="true" className="size-3.5 animate-spin" />
          ) : (
            <CloudOff aria-hidden="true" className="size-3.5" />
          )
        ) : words.tone === 'busy' ? (
          <Spinner label={words.short} className="size-3.5" />
        ) : saved?.kind === 'read-only' ? (
          <Eye aria-hidden="true" className="size-3.5" />
        ) : (
          <Check aria-hidden="true" className="size-3.5 text-accent" />
        )}
        <span
          className={cx(
            'tabular text-left',
            !away && 'min-w-12',
            'max-sm:sr-only',
            !away && isTight && 'lg:max-[100rem]:sr-only',
          )}
        >
          {words.short}
        </span>
        {others > 0 && <span className="max-xl:sr-only">{t`· ${others + 1} tabs`}</span>}
      </AriaButton>
      <Tooltip>
        {words.long}
        {others > 0 && ` ${t`You have this session open in ${others + 1} tabs. They all show the same thing.`}`}
      </Tooltip>
    </TooltipTrigger>
  )
}

import type { ConnectionState, SavedState } from '@greenroom/room-client'
import { Check, CloudOff, Eye, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { cx, Spinner, Tooltip, TooltipTrigger } from '../../design/index.ts'
import { useRoom } from './room-context.ts'

type Words = {
  readonly tone: 'calm' | 'busy' | 'away'
  readonly short: string
  readonly long: string
}

const edits = (count: number) => (count === 1 ? '1 edit' : `${count} edits`)

/** What the chip says. "Saved" is said only when the server has committed everything that was typed here. */
export const connectionWords = (
  connection: ConnectionState,
  saved: SavedState | null,
  secondsToRetry: number,
): Words => {
  if (connection.kind !== 'live') {
    const unsaved = saved && 'unsaved' in saved ? saved.unsaved : 0
    const kept = unsaved > 0 ? ` ${edits(unsaved)} kept on this device until then.` : ''
    if (connection.kind === 'connecting' && connection.attempt <= 1 && saved === null) {
      return { tone: 'busy', short: 'Connecting', long: 'Connecting to the server.' }
    }
    const short = unsaved > 0 ? `Offline · ${edits(unsaved)} kept` : 'Offline'
    const when =
      connection.kind === 'waiting' && secondsToRetry > 0
        ? `Trying again in ${secondsToRetry} s. Press to try now.`
        : 'Trying to reach the server.'
    return { tone: 'away', short, long: `${when}${kept}` }
  }
  switch (saved?.kind) {
    case undefined:
      return { tone: 'calm', short: 'Connected', long: 'Connected to the server.' }
    case 'loading':
      return { tone: 'busy', short: 'Loading', long: 'Loading the board.' }
    case 'saved':
      return { tone: 'calm', short: 'Saved', long: 'Everything that you typed is saved on the server.' }
    case 'saving':
      return { tone: 'busy', short: 'Saving', long: `${edits(saved.unsaved)} on the way to the server.` }
    case 'offline':
      return {
        tone: 'away',
        short: `Offline · ${edits(saved.unsaved)} kept`,
        long: 'The board is out of reach. Your edits are kept on this device and sent when it is back.',
      }
    case 'read-only':
      return {
        tone: 'calm',
        short: 'Reading along',
        long: {
          observer: 'You watch: the interviewer and the candidate write on the board.',
          'round-ended': 'The round has ended, so the board is closed to edits.',
          'not-started': 'The board opens when the round starts.',
        }[saved.why],
      }
  }
}

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

/** Whether one is connected and everything is saved: always in sight, and never more than is known. */
export const ConnectionChip = ({
  connection,
  saved,
}: {
  readonly connection: ConnectionState
  readonly saved: SavedState | null
}) => {
  const { client } = useRoom()
  const seconds = useSecondsUntil(connection.kind === 'waiting' ? connection.retryAt : null)
  const words = connectionWords(connection, saved, seconds)
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
        <span className={cx('tabular text-left', !away && 'min-w-12', 'max-sm:sr-only')}>{words.short}</span>
      </AriaButton>
      <Tooltip>{words.long}</Tooltip>
    </TooltipTrigger>
  )
}

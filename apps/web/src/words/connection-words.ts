import type { ConnectionState, SavedState } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'

type Words = {
  readonly tone: 'calm' | 'busy' | 'away'
  readonly short: string
  readonly long: string
}

/** The text of the chip. "Saved" appears only when the server has committed everything that was typed here. */
export function connectionWords(
  connection: ConnectionState,
  saved: SavedState | null,
  secondsToRetry: number,
  /** Why there is no connection, when more is known than that nothing answers. */
  cause: { readonly short: string; readonly words: string } | null = null,
  /** Whether the server can save what it is sent: not with a full or failing disk. */
  serverSaves = true,
): Words {
  if (connection.kind !== 'live') {
    const unsaved = saved && 'unsaved' in saved ? saved.unsaved : 0
    // Of a board that never arrived there is nothing yet to write on.
    const kept =
      unsaved > 0
        ? t` What you typed is kept on this device until then.`
        : saved?.kind === 'loading'
          ? t` Your board opens for writing once it has loaded.`
          : ''
    if (connection.kind === 'connecting' && connection.attempt <= 1 && saved === null) {
      return { tone: 'busy', short: t`Connecting`, long: t`Connecting to the server.` }
    }
    const away = cause?.short ?? t`Offline`
    const short = unsaved > 0 ? t`${away} · kept here` : away
    const when =
      connection.kind === 'waiting' && secondsToRetry > 0
        ? t`Trying again in ${secondsToRetry} s. Press to try now.`
        : t`Trying to reach the server.`
    return { tone: 'away', short, long: [cause?.words, `${when}${kept}`].filter(Boolean).join(' ') }
  }
  if (!serverSaves)
    return {
      tone: 'away',
      short: t`Can’t save`,
      long: t`The server can’t save right now. What you type is kept on this device and sent again automatically. If you run the server, check whether its disk is full.`,
    }
  switch (saved?.kind) {
    case undefined:
      return { tone: 'calm', short: t`Connected`, long: t`Connected to the server.` }
    case 'loading':
      return { tone: 'busy', short: t`Loading`, long: t`Loading the board.` }
    case 'saved':
      return { tone: 'calm', short: t`Saved`, long: t`Everything that you typed is saved on the server.` }
    case 'saving':
      return { tone: 'busy', short: t`Saving`, long: t`What you typed is on its way to the server.` }
    case 'offline':
      return {
        tone: 'away',
        short: saved.unsaved > 0 ? t`Offline · kept here` : t`Offline`,
        long: t`The board can’t be reached. What you type is kept on this device and sent when you reconnect.`,
      }
    case 'read-only':
      return {
        tone: 'calm',
        short: saved.why === 'observer' ? t`View only` : t`Board is closed`,
        long: {
          observer: t`You are watching. Only the interviewer and the candidate can edit the board.`,
          'round-ended': t`The round has ended, so the board is closed.`,
          'not-started': t`The board opens when the round starts.`,
        }[saved.why],
      }
  }
}

import type { ConnectionState, SavedState } from '@greenroom/room-client'

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
  /** Why there is no connection, when more is known than that nothing answers. */
  cause: { readonly short: string; readonly words: string } | null = null,
): Words => {
  if (connection.kind !== 'live') {
    const unsaved = saved && 'unsaved' in saved ? saved.unsaved : 0
    const kept = unsaved > 0 ? ` ${edits(unsaved)} kept on this device until then.` : ''
    if (connection.kind === 'connecting' && connection.attempt <= 1 && saved === null) {
      return { tone: 'busy', short: 'Connecting', long: 'Connecting to the server.' }
    }
    const away = cause?.short ?? 'Offline'
    const short = unsaved > 0 ? `${away} · ${edits(unsaved)} kept` : away
    const when =
      connection.kind === 'waiting' && secondsToRetry > 0
        ? `Trying again in ${secondsToRetry} s. Press to try now.`
        : 'Trying to reach the server.'
    return { tone: 'away', short, long: [cause?.words, `${when}${kept}`].filter(Boolean).join(' ') }
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
        long: 'The board can’t be reached. Your edits are kept on this device and sent when you reconnect.',
      }
    case 'read-only':
      return {
        tone: 'calm',
        short: saved.why === 'observer' ? 'View only' : 'Board is closed',
        long: {
          observer: 'You are watching. Only the interviewer and the candidate can edit the board.',
          'round-ended': 'The round has ended, so the board is closed.',
          'not-started': 'The board opens when the round starts.',
        }[saved.why],
      }
  }
}

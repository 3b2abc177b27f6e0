import type { BoardView } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { momentWords } from '../clock/moment.ts'

/** A card that a thread is about: its text, and when it was removed (the store's milliseconds; `gone`: nobody here knows when). */
export type CommentedCard = { readonly words: string; readonly removedAt: number | 'gone' | null }

/** From the board as it is at the end: for a card that is not on it, nothing more is known. `view: null`: there is no board. */
export function cardAtEnd(view: BoardView | null, item: string): CommentedCard | null {
  if (view === null) return null
  const found = [...view.items.values()].find(({ id }) => id === item)
  return found === undefined ? { words: '', removedAt: 'gone' } : { words: found.text, removedAt: null }
}

/** What a thread is about, besides its moment. `card: null`: nothing is known about it. */
export function cardWords(card: CommentedCard | null, startedAt: number | null): string {
  if (card === null) return t`On a card`
  const { words, removedAt } = card
  if (removedAt === 'gone') return t`On a card that was removed`
  const quoted = words.trim() === '' ? t`an empty card` : `“${words}”`
  return removedAt === null ? t`On ${quoted}` : t`On ${quoted}, card removed at ${momentWords(removedAt, startedAt)}`
}

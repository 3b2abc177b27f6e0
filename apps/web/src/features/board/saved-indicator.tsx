import type { SavedState } from '@greenroom/room-client'
import { Check, CloudOff, Eye, LoaderCircle, Lock } from 'lucide-react'

export type SavedWords = { readonly text: string; readonly detail: string }

const edits = (count: number): string => (count === 1 ? '1 edit' : `${count} edits`)

const readOnly: Readonly<Record<Extract<SavedState, { kind: 'read-only' }>['why'], SavedWords>> = {
  observer: { text: 'Watching', detail: 'You see the board as it is written. Your seat does not edit it.' },
  'round-ended': { text: 'Round ended', detail: 'The board is closed to edits, as it was when the round ended.' },
  'not-started': { text: 'Not started', detail: 'The board opens for edits when the interviewer starts the round.' },
}

/** "Saved" means committed on the server, never merely sent. */
export function savedWords(saved: SavedState): SavedWords {
  switch (saved.kind) {
    case 'loading':
      return { text: 'Opening', detail: 'The board is being fetched.' }
    case 'saved':
      return { text: 'Saved', detail: 'Everything you wrote is stored on the server.' }
    case 'saving':
      return { text: `Saving ${saved.unsaved}`, detail: `${edits(saved.unsaved)} on the way to the server.` }
    case 'offline':
      return {
        text: saved.unsaved === 0 ? 'Offline' : `Offline, ${edits(saved.unsaved)} kept`,
        detail:
          saved.unsaved === 0
            ? 'No connection. What you write is kept on this device and sent when the line is back.'
            : `No connection. ${edits(saved.unsaved)} kept on this device, sent when the line is back.`,
      }
    case 'read-only':
      return readOnly[saved.why]
  }
}

const Icon = ({ saved }: { readonly saved: SavedState }) => {
  switch (saved.kind) {
    case 'saved':
      return <Check aria-hidden="true" />
    case 'loading':
    case 'saving':
      return <LoaderCircle aria-hidden="true" className="board-saved-turning" />
    case 'offline':
      return <CloudOff aria-hidden="true" />
    case 'read-only':
      return saved.why === 'observer' ? <Eye aria-hidden="true" /> : <Lock aria-hidden="true" />
  }
}

/** Connection and "saved" in one chip of constant width. Screen readers hear of it only when the line goes or comes back. */
export const SavedIndicator = ({ saved }: { readonly saved: SavedState }) => {
  const { text, detail } = savedWords(saved)
  const loud = saved.kind === 'offline' || saved.kind === 'read-only'
  return (
    <span className="board-saved" data-kind={saved.kind} title={detail}>
      <Icon saved={saved} />
      <span>{text}</span>
      <span className="sr-only" role="status">
        {loud ? detail : saved.kind === 'loading' ? 'Opening the board.' : 'Connected.'}
      </span>
    </span>
  )
}

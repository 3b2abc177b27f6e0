import type { BoardSnapshot } from '@greenroom/room-client'
import { mayEditBoard } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { MapPin, StickyNote } from 'lucide-react'
import { Button, showToast } from '../../design/index.ts'
import { announce } from '../../live/announcements.ts'
import { type OpenBoard, useBoardSnapshot } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { lookAtCard } from '../../live/room-view.ts'
import { refusalWords } from '../board/model/board-words.ts'
import { momentWords } from '../clock/moment.ts'
import { factItem, isPlaced, placingCommands } from './fact-card.ts'

type Given = RoomProps['round']['facts'][number]

/** Puts a given fact on the board as a card, in one press; once it is there, shows where. Nothing for people who may not edit. */
export function PlaceFact({
  round,
  me,
  open,
  given,
}: Pick<RoomProps, 'round' | 'me'> & { readonly open: OpenBoard | null; readonly given: Given }) {
  const placed = useBoardSnapshot(open?.board ?? null, (snapshot: BoardSnapshot) => isPlaced(snapshot.view, given.fact))
  const item = factItem(given.fact)
  if (open === null || item === null) return null
  const { board, framework } = open
  if (placed === true)
    return (
      <Button
        size="sm"
        variant="quiet"
        aria-label={t`Show on the board: ${given.label}`}
        onPress={() => lookAtCard(item)}
      >
        <MapPin aria-hidden="true" />
        {t`On the board`}
      </Button>
    )
  if (!mayEditBoard(round, me) || placingCommands(framework, board.getSnapshot().view, given, '') === null) return null
  const place = (): void => {
    const source = t`Given at ${momentWords(given.at, round.startedAt)}`
    const commands = placingCommands(framework, board.getSnapshot().view, given, source) ?? []
    board.breakUndo()
    for (const command of commands) {
      const answer = board.apply(command)
      if (!answer.ok) return void showToast({ tone: 'danger', title: t`Not added`, words: refusalWords(answer.code) })
    }
    board.breakUndo()
    announce(t`${given.label} is on the board`)
    lookAtCard(item)
  }
  return (
    <Button size="sm" variant="quiet" aria-label={t`Put on the board: ${given.label}`} onPress={place}>
      <StickyNote aria-hidden="true" />
      {t`Put on the board`}
    </Button>
  )
}

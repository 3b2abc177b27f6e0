import { t } from '@lingui/core/macro'
import { Undo2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { BoardBar } from './board-bar.tsx'
import { useBoardContext, useBoardUi } from './board-context.ts'
import type { BoardActions } from './board-props.ts'
import type { BoardUiState } from './board-ui.ts'

/** Long enough to read and reach; undo by key works afterwards as well. */
const shownFor = 8000

/** What was just removed can be restored with one press. Stays while it is pointed at or focused. */
export function UndoBar() {
  const { board } = useBoardContext()
  const offer = useBoardUi((state) => state.offer)
  // Each offer has its own bar: one that was dismissed under the pointer must not hold the next.
  return offer && board !== null ? <Offer key={offer.n} offer={offer} board={board} /> : null
}

const Offer = ({
  offer,
  board,
}: {
  readonly offer: NonNullable<BoardUiState['offer']>
  readonly board: BoardActions
}) => {
  const { ui } = useBoardContext()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(ui.dropOffer, shownFor)
    return () => clearTimeout(timer)
  }, [held, ui])
  return (
    <BoardBar
      // A finger that tapped is no longer pointing, though the browser may think so.
      onPointerEnter={(event) => setHeld(event.pointerType === 'mouse')}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>
        {/* The words of a card run in their own direction. */}
        {offer.text.split(/(“[^”]*”)/).map((part, at) => (at % 2 === 1 ? <bdi key={at}>{part}</bdi> : part))}
      </span>
      {offer.undo && (
        <button
          type="button"
          onClick={() => {
            board.undo()
            ui.dropOffer()
            ui.say(t`Put back.`)
          }}
        >
          <Undo2 aria-hidden="true" />
          {t`Undo`}
        </button>
      )}
      <button type="button" aria-label={t`Dismiss`} onClick={ui.dropOffer}>
        <X aria-hidden="true" />
      </button>
    </BoardBar>
  )
}

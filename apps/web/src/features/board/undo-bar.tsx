import { Undo2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useBoardRoom, useBoardUi } from './board-context.ts'

/** Long enough to read and reach; undo by key works afterwards as well. */
const shownFor = 8000

/** What was just removed can be taken back with one press. Stays while it is pointed at or focused. */
export const UndoBar = () => {
  const { ui, board } = useBoardRoom()
  const offer = useBoardUi((state) => state.offer)
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!offer || held) return
    const timer = setTimeout(ui.dropOffer, shownFor)
    return () => clearTimeout(timer)
  }, [offer, held, ui])
  if (!offer || board === null) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going away
    <div
      className="board-undo-bar"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{offer.text}</span>
      {offer.undo && (
        <button
          type="button"
          onClick={() => {
            board.undo()
            ui.dropOffer()
            ui.say('Put back.')
          }}
        >
          <Undo2 aria-hidden="true" />
          Undo
        </button>
      )}
      <button type="button" aria-label="Dismiss" onClick={ui.dropOffer}>
        <X aria-hidden="true" />
      </button>
    </div>
  )
}

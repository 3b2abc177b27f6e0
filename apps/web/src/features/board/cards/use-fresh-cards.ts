import { useEffect } from 'react'
import { isUntouched } from '../actions/remove-card.ts'
import type { BoardActions } from '../board-props.ts'
import type { BoardUi } from '../board-ui.ts'

/** A click must hit what it aimed at, so an empty card is removed only after it. */
const afterTheClick = 250

/** A card that was added here and left empty is removed again, without an undo step. */
export function useFreshCards(ui: BoardUi, board: BoardActions | null): void {
  useEffect(() => {
    if (board === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const sweep = (): void => {
      const { fresh, focus, overlay } = ui.store.getState()
      for (const item of fresh) {
        if (focus?.item === item || overlay?.item === item) continue
        const untouched = isUntouched(ui, board.current(), item)
        ui.setFresh(item, false)
        if (untouched) board.apply({ kind: 'removeItem', item })
      }
    }
    const stop = ui.store.subscribe((state, before) => {
      if (state.focus === before.focus && state.overlay === before.overlay) return
      if (state.fresh.size === 0) return
      clearTimeout(timer)
      timer = setTimeout(sweep, afterTheClick)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [ui, board])
}

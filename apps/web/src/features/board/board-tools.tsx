import { t } from '@lingui/core/macro'
import { Redo2, Undo2 } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { IconButton } from '../../design/index.ts'
import type { BoardActions } from './board-props.ts'

/** Buttons for the whole board. Drawn again only when one of them changes, not for every letter. */
export const BoardTools = memo(function BoardTools({
  board,
  canUndo,
  canRedo,
  tools,
}: {
  readonly board: BoardActions | null
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly tools: ReactNode
}) {
  return (
    <div className="board-tools">
      {tools}
      {board !== null && (
        <>
          <IconButton label={t`Undo`} keys="Mod+Z" size="sm" isDisabled={!canUndo} onPress={board.undo}>
            <Undo2 aria-hidden="true" />
          </IconButton>
          <IconButton label={t`Redo`} keys="Mod+Shift+Z" size="sm" isDisabled={!canRedo} onPress={board.redo}>
            <Redo2 aria-hidden="true" />
          </IconButton>
        </>
      )}
    </div>
  )
})

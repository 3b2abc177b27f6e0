import type { Placement } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { Undo2, X } from 'lucide-react'
import { draftOf } from '../../browser/drafts.ts'
import { BoardBar } from './board-bar.tsx'
import { useBoardContext, useBoardUi } from './board-context.ts'
import { nameOf } from './model/board-words.ts'

/** A card that somebody else removed while it was being edited here. Stays until it is put back or dismissed. */
export function LostCardBar() {
  const { ui, board, framework, apply, draftsUnder } = useBoardContext()
  const lost = useBoardUi((state) => state.lost)
  if (!lost || board === null) return null
  const { item, text, before, said } = lost
  const putBack = (): void => {
    const { items } = board.current()
    const parent = item.parent !== null && items.has(item.parent) ? item.parent : null
    const next = before !== null ? items.get(before) : undefined
    const at: Placement = {
      section: item.section,
      parent,
      before: next && next.section === item.section && next.parent === parent ? next.id : null,
    }
    const back = board.newItemId()
    board.breakUndo()
    if (!apply({ kind: 'addItem', item: back, itemKind: item.kind, text, at })) return
    const fields = framework.kinds.find((kind) => kind.id === item.kind)?.fields ?? []
    for (const { id } of fields) {
      // Text that was being typed into one of its fields comes back, too.
      const draft = draftOf(`${draftsUnder}${item.id}.${id}`)
      const value = draft.read()?.words ?? item.fields[id] ?? ''
      if (value !== '' && apply({ kind: 'setField', item: back, field: id, value })) draft.remove()
    }
    board.breakUndo()
    ui.dropLost()
    ui.edit(back)
    ui.say(t`Put back.`)
  }
  return (
    <BoardBar>
      <span>
        {said} <bdi>{text.trim() === '' ? '' : nameOf(framework, { ...item, text })}</bdi>
      </span>
      <button type="button" onClick={putBack}>
        <Undo2 aria-hidden="true" />
        {t`Put it back`}
      </button>
      <button type="button" aria-label={t`Dismiss`} onClick={ui.dropLost}>
        <X aria-hidden="true" />
      </button>
    </BoardBar>
  )
}

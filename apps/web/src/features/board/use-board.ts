import type { ItemId } from '@greenroom/board'
import { type BoardClient, type BoardSnapshot, freshItemId } from '@greenroom/room-client'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { PersonColour } from '../../design/index.ts'
import type { BoardActions, BoardProps, OtherPerson } from './board-props.ts'

/** A participant's name and look. */
export type PersonLook = { readonly name: string; readonly colour: PersonColour }

/** What the components do with a live board. The same object for the same client. */
function boardActionsOf(client: BoardClient): BoardActions {
  return {
    apply: client.apply,
    breakUndo: client.breakUndo,
    undo: client.undo,
    redo: client.redo,
    setFocus: client.setFocus,
    current: () => client.getSnapshot().view,
    newItemId: freshItemId,
  }
}

/** The live board in the form that `<Board>` takes. Redraws when the snapshot changed; items keep their identity. */
export function useBoard(
  client: BoardClient,
  lookOf: (participant: string) => PersonLook,
): Pick<
  BoardProps,
  'view' | 'saved' | 'others' | 'authorOf' | 'actions' | 'canUndo' | 'canRedo' | 'setAside' | 'onPutBack' | 'onForget'
> {
  const snapshot: BoardSnapshot = useSyncExternalStore(client.subscribe, client.getSnapshot)
  const actions = useMemo(() => boardActionsOf(client), [client])
  const others = useMemo(
    () =>
      snapshot.others.map(
        (one): OtherPerson => ({
          key: String(one.client),
          ...lookOf(one.participant),
          focus: one.focus as OtherPerson['focus'],
          caret: one.caret,
        }),
      ),
    [snapshot.others, lookOf],
  )
  const authorOf = useCallback(
    (item: ItemId): string | null => {
      const author = client.placedBy(item)
      return author === null || author === 'me' ? null : lookOf(author.participant).name
    },
    [client, lookOf],
  )
  const { view, saved, canUndo, canRedo, setAside } = snapshot
  return {
    view,
    saved,
    others,
    authorOf,
    actions,
    canUndo,
    canRedo,
    setAside,
    onPutBack: client.putBack,
    onForget: client.forget,
  }
}

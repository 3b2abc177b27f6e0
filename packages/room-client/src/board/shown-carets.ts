import type { ItemId } from '@greenroom/board'
import type { OtherFocus } from './others-focus.ts'

/** Somebody else's focus, with the caret as UTF-16 offsets in the text (or field) as it is here now. */
export type ShownFocus = Omit<OtherFocus, 'caret'> & {
  readonly caret: { readonly field: string | null; readonly anchor: number; readonly head: number } | null
}

/**
 * Places others' carets in the texts of this replica, each time they or the texts change. A caret before a letter that has not arrived yet
 * stays where it was last. Returns the same objects, and the same list, while nothing moves.
 */
export function createShownCarets(
  offsetOf: (item: ItemId, place: string) => number | null,
): (others: readonly OtherFocus[]) => readonly ShownFocus[] {
  let last: readonly ShownFocus[] = []
  const placed = (other: OtherFocus): ShownFocus => {
    const before = last.find(({ client }) => client === other.client)
    const caret = caretOf(other, before)
    const same =
      before !== undefined &&
      before.focus === other.focus &&
      before.participant === other.participant &&
      before.caret?.field === caret?.field &&
      before.caret?.anchor === caret?.anchor &&
      before.caret?.head === caret?.head
    return same ? before : { ...other, caret }
  }
  const caretOf = ({ focus, caret }: OtherFocus, before: ShownFocus | undefined): ShownFocus['caret'] => {
    if (caret === null) return null
    const { field } = caret
    const known = before?.focus === focus && before?.caret?.field === field ? before.caret : null
    const find = (place: number | string, old: number | undefined): number | null =>
      typeof place === 'number' ? place : ((focus === null ? null : offsetOf(focus as ItemId, place)) ?? old ?? null)
    const anchor = find(caret.anchor, known?.anchor)
    const head = find(caret.head, known?.head)
    return anchor === null || head === null ? null : { field, anchor, head }
  }
  return (others) => {
    const next = others.map(placed)
    if (next.length !== last.length || next.some((one, at) => one !== last[at])) last = next
    return last
  }
}

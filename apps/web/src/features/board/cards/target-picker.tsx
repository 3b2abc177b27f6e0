import type { ItemId } from '@greenroom/board'
import { Dialog } from 'react-aria-components'
import { type PickGroup, PickList } from '../../../design/index.ts'
import { CardPopover } from './card-popover.tsx'

/** A searchable list of places on the board, beside a card. */
export function TargetPicker({
  item,
  title,
  search,
  empty,
  groups,
  onPick,
}: {
  readonly item: ItemId
  readonly title: string
  readonly search: string
  readonly empty: string
  readonly groups: readonly PickGroup[]
  readonly onPick: (key: string) => void
}) {
  return (
    <CardPopover item={item} className="w-80 max-w-[calc(100vw-1rem)]">
      <Dialog aria-label={title} className="flex max-h-[inherit] flex-col outline-none">
        <PickList title={title} heading={title} search={search} empty={empty} groups={groups} onPick={onPick} />
      </Dialog>
    </CardPopover>
  )
}

import { t } from '@lingui/core/macro'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components'
import { Button, IconButton, PickList, Popover } from '../../../design/index.ts'
import type { PickGroup } from '../../../design/pick-list.tsx'

/** Chooses what a card or an item is paired with: type, arrow, Enter; or press. */
export function PairPicker({
  button,
  title,
  groups,
  isDisabled,
  onPick,
}: {
  /** The button's text; without it only the icon is shown. */
  readonly button?: string
  /** What is being paired, for people who hear the button and the list. */
  readonly title: string
  readonly groups: readonly PickGroup[]
  readonly isDisabled: boolean
  readonly onPick: (key: string) => void
}) {
  const [open, setOpen] = useState(false)
  const pick = (key: string): void => {
    setOpen(false)
    onPick(key)
  }
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      {button === undefined ? (
        <IconButton size="sm" label={title} isDisabled={isDisabled}>
          <Link2 aria-hidden="true" />
        </IconButton>
      ) : (
        <Button size="sm" variant="quiet" aria-label={title} isDisabled={isDisabled}>
          <Link2 aria-hidden="true" />
          {button}
        </Button>
      )}
      <Popover placement="bottom start" className="w-96 max-w-[calc(100vw-1rem)]">
        <Dialog aria-label={title} className="flex max-h-[inherit] flex-col outline-none">
          <PickList
            title={title}
            search={t`Search`}
            empty={t`No matches. Try a single word from a card.`}
            groups={groups.filter(({ picks }) => picks.length > 0)}
            onPick={pick}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

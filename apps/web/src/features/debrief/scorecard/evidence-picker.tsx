import { t } from '@lingui/core/macro'
import { Plus, Replace } from 'lucide-react'
import { useState } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components'
import { Button, PickList, Popover } from '../../../design/index.ts'
import type { EvidenceChoice, EvidenceGroup } from '../evidence-choices.ts'

/** A searchable list of moments and cards: type, arrow, Enter; or press. */
export function EvidencePicker({
  title,
  replaces = false,
  groups,
  onPick,
}: {
  /** Of the dimension that the evidence is for. */
  readonly title: string
  /** There is room for one only, and what is picked takes its place. */
  readonly replaces?: boolean
  readonly groups: readonly EvidenceGroup[]
  readonly onPick: (choice: EvidenceChoice) => void
}) {
  const [open, setOpen] = useState(false)
  const pick = (id: string): void => {
    setOpen(false)
    const chosen = groups.flatMap(({ choices }) => choices).find((choice) => choice.id === id)
    if (chosen) onPick(chosen)
  }
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      {replaces ? (
        <Button size="sm" aria-label={t`Choose another for ${title}`}>
          <Replace aria-hidden="true" />
          {t`Choose another`}
        </Button>
      ) : (
        <Button size="sm" aria-label={t`Add a card or a moment for ${title}`}>
          <Plus aria-hidden="true" />
          {t`Add a card or a moment`}
        </Button>
      )}
      <Popover placement="bottom start" className="w-96 max-w-[calc(100vw-1rem)]">
        <Dialog aria-label={t`Evidence for ${title}`} className="flex max-h-[inherit] flex-col outline-none">
          <PickList
            title={t`Evidence for ${title}`}
            search={t`Search cards and moments`}
            empty={t`No matches. Try a single word from a card.`}
            className="tabular"
            groups={groups.map((group) => ({
              key: group.id,
              title: group.title,
              picks: group.choices.map(({ id, label }) => ({ key: id, text: label })),
            }))}
            onPick={pick}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

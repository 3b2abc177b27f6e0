import { Plus } from 'lucide-react'
import { useState } from 'react'
import {
  Autocomplete,
  Dialog,
  DialogTrigger,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  useFilter,
} from 'react-aria-components'
import { Button, Popover, SearchField } from '../../design/index.ts'
import type { EvidenceChoice, EvidenceGroup } from './evidence-choices.ts'

/** A searchable list of moments and cards: type, arrow, Enter; or press. */
export const EvidencePicker = ({
  title,
  groups,
  onPick,
}: {
  /** Of the dimension that the evidence is for. */
  readonly title: string
  readonly groups: readonly EvidenceGroup[]
  readonly onPick: (choice: EvidenceChoice) => void
}) => {
  const { contains } = useFilter({ sensitivity: 'base' })
  const [open, setOpen] = useState(false)
  const pick = (id: string): void => {
    setOpen(false)
    const chosen = groups.flatMap(({ choices }) => choices).find((choice) => choice.id === id)
    if (chosen) onPick(chosen)
  }
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button size="sm" aria-label={`Add a card or a moment for ${title}`}>
        <Plus aria-hidden="true" />
        Add a card or a moment
      </Button>
      <Popover placement="bottom start" className="w-96 max-w-[calc(100vw-1rem)]">
        <Dialog aria-label={`Evidence for ${title}`} className="flex max-h-[inherit] flex-col outline-none">
          <Autocomplete filter={contains}>
            <div className="p-2 pb-1">
              <SearchField label="Search cards and moments" placeholder="Search cards and moments" autoFocus />
            </div>
            {/* The list is walked from the search field; what scrolls must be reachable as well. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
            <section tabIndex={0} aria-label="Found" className="max-h-80 min-h-0 overflow-auto -outline-offset-2">
              <ListBox
                aria-label={`Evidence for ${title}`}
                className="p-1 outline-none"
                selectionMode="none"
                onAction={(key) => pick(String(key))}
                renderEmptyState={() => (
                  <p className="px-3 py-4 text-sm text-ink-faint">Nothing with these words. Try one word of a card.</p>
                )}
              >
                {groups.map((group) => (
                  <ListBoxSection key={group.id} id={group.id}>
                    <Header className="tabular px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">{group.title}</Header>
                    {group.choices.map((choice) => (
                      <ListBoxItem
                        key={choice.id}
                        id={choice.id}
                        textValue={choice.label}
                        className="tabular flex min-h-8 cursor-default items-center rounded-md px-2 py-1 text-sm -outline-offset-2 focused:bg-hover"
                      >
                        <span className="min-w-0 grow truncate text-start" dir="auto">
                          {choice.label}
                        </span>
                      </ListBoxItem>
                    ))}
                  </ListBoxSection>
                ))}
              </ListBox>
            </section>
          </Autocomplete>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

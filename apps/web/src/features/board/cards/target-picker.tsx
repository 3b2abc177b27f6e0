import type { ItemId } from '@greenroom/board'
import { Check } from 'lucide-react'
import { Autocomplete, Dialog, Header, ListBox, ListBoxItem, ListBoxSection, useFilter } from 'react-aria-components'
import { SearchField } from '../../../design/index.ts'
import { CardPopover } from './card-popover.tsx'

export type Target = {
  readonly key: string
  readonly text: string
  readonly note?: string
  readonly depth?: number
  readonly chosen?: boolean
}
export type TargetGroup = { readonly key: string; readonly title: string; readonly targets: readonly Target[] }

/** A searchable list of places on the board: type, arrow, Enter; or press. */
export const TargetPicker = ({
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
  readonly groups: readonly TargetGroup[]
  readonly onPick: (key: string) => void
}) => {
  const { contains } = useFilter({ sensitivity: 'base' })
  return (
    <CardPopover item={item} className="w-80 max-w-[calc(100vw-1rem)]">
      <Dialog aria-label={title} className="flex max-h-[inherit] flex-col outline-none">
        <Autocomplete filter={contains}>
          <div className="p-2 pb-1">
            <div className="px-1 pb-1.5 text-xs font-medium text-ink-faint" dir="auto">
              {title}
            </div>
            <SearchField label={search} placeholder={search} autoFocus />
          </div>
          {/* The list is walked from the search field; what scrolls must be reachable as well. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
          <section tabIndex={0} aria-label={search} className="max-h-76 min-h-0 overflow-auto">
            <ListBox
              aria-label={title}
              className="p-1 outline-none"
              selectionMode="none"
              onAction={(key) => onPick(String(key))}
              renderEmptyState={() => <p className="px-3 py-4 text-sm text-ink-faint">{empty}</p>}
            >
              {groups.map((group) => (
                <ListBoxSection key={group.key} id={group.key}>
                  <Header className="px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">{group.title}</Header>
                  {group.targets.map((target) => (
                    <ListBoxItem
                      key={target.key}
                      id={target.key}
                      textValue={target.text}
                      className="flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-sm -outline-offset-2 focused:bg-hover"
                      style={{ paddingInlineStart: 8 + (target.depth ?? 0) * 14 }}
                    >
                      <span className="min-w-0 grow truncate text-start" dir="auto">
                        {target.text}
                      </span>
                      {target.note && <span className="shrink-0 text-xs text-ink-faint">{target.note}</span>}
                      {target.chosen && <Check aria-label="linked" className="size-4 shrink-0 text-accent-ink" />}
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ))}
            </ListBox>
          </section>
        </Autocomplete>
      </Dialog>
    </CardPopover>
  )
}

import { t } from '@lingui/core/macro'
import { Check } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { Autocomplete, Header, ListBox, ListBoxItem, ListBoxSection, useFilter } from 'react-aria-components'
import { cx } from './class-names.ts'
import { SearchField } from './search-field.tsx'

export type Pick = {
  readonly key: string
  readonly text: string
  readonly note?: string
  readonly depth?: number
  /** What it is found by besides its text. */
  readonly words?: string
  /** What it means that this one is already chosen. */
  readonly chosen?: string
}
export type PickGroup = { readonly key: string; readonly title: string; readonly picks: readonly Pick[] }

/** How many are drawn at first, so that the first keystrokes find something; the rest follow afterwards. */
const drawnAtOnce = 8

function beginningOf(groups: readonly PickGroup[]): readonly PickGroup[] {
  let left = drawnAtOnce
  return groups.flatMap((group) => {
    const picks = group.picks.slice(0, left)
    left -= picks.length
    return picks.length === 0 ? [] : [{ ...group, picks }]
  })
}

/** A searchable list in a dialog: type, arrow, Enter; or press. The search text is dropped with the list. */
export function PickList({
  title,
  heading,
  search,
  empty,
  groups,
  onPick,
  className,
}: {
  readonly title: string
  /** Shown above the search; without it only the title is read out. */
  readonly heading?: string
  readonly search: string
  readonly empty: string
  readonly groups: readonly PickGroup[]
  readonly onPick: (key: string) => void
  readonly className?: string
}) {
  const { contains } = useFilter({ sensitivity: 'base' })
  const beginning = useMemo(() => beginningOf(groups), [groups])
  const drawn = useDeferredValue(groups, beginning)
  return (
    <Autocomplete filter={contains}>
      <div className="p-2 pb-1">
        {heading !== undefined && <div className="px-1 pb-1.5 text-xs font-medium text-ink-faint">{heading}</div>}
        <SearchField label={search} placeholder={search} autoFocus />
      </div>
      {/* The list is walked from the search field; what scrolls must be reachable as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section tabIndex={0} aria-label={t`Results`} className="max-h-80 min-h-0 overflow-auto -outline-offset-2">
        <ListBox
          aria-label={title}
          className={cx('p-1 outline-none', className)}
          selectionMode="none"
          onAction={(key) => onPick(String(key))}
          renderEmptyState={() => <p className="px-3 py-4 text-sm text-ink-faint">{empty}</p>}
        >
          {drawn.map((group) => (
            <ListBoxSection key={group.key} id={group.key}>
              <Header className="px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">{group.title}</Header>
              {group.picks.map((pick) => (
                <ListBoxItem
                  key={pick.key}
                  id={pick.key}
                  textValue={pick.words === undefined ? pick.text : `${pick.text} ${pick.words}`}
                  className="flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-sm -outline-offset-2 focused:bg-hover"
                  style={{ paddingInlineStart: 8 + (pick.depth ?? 0) * 14 }}
                >
                  <span className="wrap-anywhere line-clamp-3 min-w-0 grow text-start" dir="auto">
                    {pick.text}
                  </span>
                  {pick.note && <span className="shrink-0 text-xs text-ink-faint">{pick.note}</span>}
                  {pick.chosen && <Check aria-label={pick.chosen} className="size-4 shrink-0 text-accent-ink" />}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </section>
    </Autocomplete>
  )
}

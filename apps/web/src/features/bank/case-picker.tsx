import { t } from '@lingui/core/macro'
import { Check } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useDraft } from '../../browser/drafts.ts'
import { Button, cx, Loading, SearchField } from '../../design/index.ts'
import { matches } from '../../words/matches.ts'
import { difficultyWords } from '../../words/words.ts'
import { useOwnCases } from '../own-case-list/own-cases.ts'
import { hasSeen, useSeen } from '../seen/seen.ts'
import { loadBank, useBank } from './bank.ts'
import { createCaseFinder } from './case-search.ts'
import { categoryTitle } from './category-words.ts'

type Choosable = {
  readonly caseId: string
  readonly title: string
  readonly category: string
  readonly difficulty: string
  /** One of those whose link is stored in this browser. */
  readonly own: boolean
}

const none: ReadonlySet<string> = new Set()

/** A searchable list for choosing a case. It keeps its height while one types. */
export function CasePicker({
  draftKey,
  chosen,
  onChoose,
  missing = false,
  tall = false,
  knownToCandidate = none,
}: {
  /** The key under which the search text is kept until a case is chosen. */
  readonly draftKey: string
  readonly chosen: string | null
  readonly onChoose: (caseId: string) => void
  readonly missing?: boolean
  readonly tall?: boolean
  /** Cases whose guide the candidate has seen: shown, but they cannot be chosen. */
  readonly knownToCandidate?: ReadonlySet<string>
}) {
  const bank = useBank()
  const seen = useSeen((state) => state.seen)
  const draft = useDraft(draftKey)
  const late = useDeferredValue(draft.words)
  const cases = bank.kind === 'ready' ? bank.cases : null
  const search = useMemo(() => createCaseFinder(cases ?? []), [cases])
  const own = useOwnCases()
  const found = useMemo(
    () => [
      ...own
        .filter(({ secret, title }) => secret !== null && (late.trim() === '' || matches(title, late)))
        .map((one): Choosable => ({ ...one, caseId: one.id, own: true })),
      ...search(late).map((one): Choosable => ({ ...one, own: false })),
    ],
    [own, search, late],
  )

  return (
    <div className="flex flex-col gap-2">
      <SearchField
        label={t`Find a case`}
        placeholder={t`Company, topic, skill…`}
        value={draft.words}
        onChange={draft.write}
        autoFocus={tall}
      />
      <div
        className={cx('overflow-hidden rounded-lg border border-line bg-raised', tall ? 'h-[min(24rem,50vh)]' : 'h-44')}
      >
        {bank.kind === 'loading' && <Loading>{t`Loading the cases`}</Loading>}
        {bank.kind === 'failed' && (
          <div className="grid h-full place-content-center gap-2 p-4 text-center text-sm text-ink-soft">
            {bank.message}
            <Button size="sm" onPress={() => void loadBank()}>{t`Try again`}</Button>
          </div>
        )}
        {bank.kind === 'ready' && (
          <ListBox
            aria-label={t`Cases`}
            items={found}
            selectionMode="single"
            disabledKeys={knownToCandidate}
            selectedKeys={chosen ? [chosen] : []}
            onSelectionChange={(keys) => {
              // Pressing the chosen one again would deselect it, but is meant as choosing it.
              const [key = chosen] = keys === 'all' ? [] : [...keys]
              if (key !== null) onChoose(String(key))
            }}
            renderEmptyState={() => (
              <p className="p-4 text-sm text-ink-soft">{t`No cases match. Try a company name or fewer words.`}</p>
            )}
            className="h-full overflow-auto p-1 outline-none"
          >
            {(one) => (
              <ListBoxItem
                id={one.caseId}
                textValue={one.title}
                className="group flex cursor-default items-start gap-2 rounded-md px-2 py-1.5 text-sm -outline-offset-2 focus-visible:bg-hover hovered:bg-hover selected:bg-accent-soft disabled:opacity-60"
              >
                <Check
                  aria-hidden="true"
                  className="invisible mt-0.5 size-4 shrink-0 text-accent group-selected:visible"
                />
                <span className="min-w-0 grow">
                  <span className="block font-medium">{one.title}</span>
                  <span className="block truncate text-xs text-ink-soft">
                    {[
                      ...(one.own ? ['yours'] : []),
                      categoryTitle(one.category),
                      difficultyWords[one.difficulty] ?? one.difficulty,
                      ...(knownToCandidate.has(one.caseId)
                        ? [t`the candidate has seen its guide`]
                        : hasSeen(seen, one.caseId)
                          ? ['seen']
                          : []),
                    ].join(' · ')}
                  </span>
                </span>
              </ListBoxItem>
            )}
          </ListBox>
        )}
      </div>
      {missing && (
        <p role="alert" className="text-sm text-danger-ink">{t`Choose a case from the list, or pick “Random case”.`}</p>
      )}
    </div>
  )
}

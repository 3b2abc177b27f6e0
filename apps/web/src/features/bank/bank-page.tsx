import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Dices, PenLine, Route, SlidersHorizontal } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { Button, ButtonLink, cx, EmptyState, SearchField, showToast } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { clearSeen, hasSeen, restoreSeen, useSeen } from '../seen/seen.ts'
import { type BankCase, useBank } from './bank.ts'
import { BankFilters } from './bank-filters.tsx'
import { BankPending } from './bank-pending.tsx'
import { type BankQuery, type BankQueryKey, filterCount, narrow, readBankQuery } from './bank-query.ts'
import { CaseRow } from './case-row.tsx'
import { createCaseFinder } from './case-search.ts'
import { categorySentence } from './category-words.ts'
import { drawFilterKeys } from './draw-filters.ts'

/** Drawing uses the same filters, in the form of a new session. */
const drawAddress = (query: BankQuery): string =>
  new URLSearchParams(drawFilterKeys.flatMap((key) => (query[key] === '' ? [] : [[key, query[key]]]))).toString()

/** The bank: search as you type, narrowed down by filters that are part of the address. */
export function BankPage() {
  usePageTitle(t`Cases`)
  const bank = useBank()
  return (
    <PageShell>
      <BankPending what="cases" />
      {bank.kind === 'ready' && <Bank cases={bank.cases} />}
    </PageShell>
  )
}

const Bank = ({ cases }: { readonly cases: readonly BankCase[] }) => {
  const [address, setAddress] = useSearchParams()
  const [filtersOpen, setFiltersOpen] = useState(false)
  const seen = useSeen((state) => state.seen)
  const query = readBankQuery(address)
  const late = useDeferredValue(address)
  const search = useMemo(() => createCaseFinder(cases), [cases])
  const found = useMemo(() => {
    const asked = readBankQuery(late)
    return narrow(search(asked.q), asked, new Set(seen.map((one) => one.caseId)))
  }, [search, late, seen])

  const change = (key: BankQueryKey, value: string) =>
    setAddress(
      (now) => {
        const next = new URLSearchParams(now)
        if (value === '') next.delete(key)
        else next.set(key, value)
        return next
      },
      { replace: true },
    )
  const filters = filterCount(query)
  const forgetSeen = () => {
    clearSeen()
    showToast({
      tone: 'good',
      title: t`Your list of seen cases is now empty`,
      action: { label: t`Undo`, onPress: () => restoreSeen(seen) },
    })
  }

  return (
    <div className="grid grid-cols-1 items-start gap-x-8 gap-y-4 md:grid-cols-[13rem_minmax(0,1fr)] md:grid-rows-[auto_1fr]">
      <header className="md:col-start-2">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 sm:flex-nowrap">
          <div className="min-w-0">
            <h1 className="text-2xl font-semibold">{t`Cases`}</h1>
            <p className="mt-1 text-base text-ink-soft">{t`Anyone can read the prompts. The guide opens only for the interviewer, once the case is in use.`}</p>
          </div>
          <div className="flex shrink-0 flex-wrap gap-2">
            <ButtonLink to="/loops" size="sm">
              <Route aria-hidden="true" />
              {t`Loops`}
            </ButtonLink>
            <ButtonLink to="/bank/own" size="sm">
              <PenLine aria-hidden="true" />
              {t`Your own cases`}
            </ButtonLink>
          </div>
        </div>
      </header>
      <aside
        aria-label={t`Filters`}
        className={cx('md:row-span-2 md:row-start-1 md:mt-1', !filtersOpen && 'max-md:hidden')}
      >
        <BankFilters cases={cases} query={query} onChange={change} />
        <div className="mt-4 flex flex-col items-start gap-1">
          {filters > 0 && (
            <Button
              variant="quiet"
              size="sm"
              onPress={() => setAddress(query.q ? { q: query.q } : {}, { replace: true })}
            >
              {plural(filters, { one: 'Clear the filter', other: 'Clear # filters' })}
            </Button>
          )}
          {seen.length > 0 && query.show !== 'seen' && (
            <Button variant="quiet" size="sm" onPress={() => change('show', 'seen')}>
              <Trans>Cases I have seen ({seen.length})</Trans>
            </Button>
          )}
          {seen.length > 0 && <Button variant="quiet" size="sm" onPress={forgetSeen}>{t`Clear the list`}</Button>}
        </div>
      </aside>
      <div className="min-w-0 md:col-start-2">
        <div className="flex gap-2">
          <SearchField
            label={t`Search cases`}
            placeholder={t`Company, topic, skill…`}
            value={query.q}
            onChange={(value) => change('q', value)}
            className="grow"
          />
          <Button className="md:hidden" aria-expanded={filtersOpen} onPress={() => setFiltersOpen(!filtersOpen)}>
            <SlidersHorizontal aria-hidden="true" />
            {filters > 0 ? t`Filters (${filters})` : t`Filters`}
          </Button>
        </div>
        <div className="mt-3 mb-2 flex min-h-8 items-center justify-between gap-3">
          <p role="status" className="tabular text-sm text-ink-faint">
            {found.length === cases.length ? t`${cases.length} cases` : t`${found.length} of ${cases.length} cases`}
          </p>
          {query.q === '' && query.show !== 'seen' && found.length > 0 && (
            <ButtonLink to={`/?${drawAddress(query)}`} size="sm" variant="quiet">
              <Dices aria-hidden="true" />
              {t`Random case from these`}
            </ButtonLink>
          )}
        </div>
        {query.category !== '' && (
          <p className="mb-3 max-w-prose text-sm text-ink-soft">{categorySentence(query.category)}</p>
        )}
        {found.length > 0 ? (
          <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
            {found.map((one) => (
              <CaseRow key={one.caseId} one={one} seen={hasSeen(seen, one.caseId)} />
            ))}
          </ul>
        ) : (
          <EmptyState
            title={t`No cases match`}
            className="rounded-xl border border-dashed border-line-strong"
            actions={<Button onPress={() => setAddress({}, { replace: true })}>{t`Show all cases`}</Button>}
          >{t`Try fewer words, or remove a filter.`}</EmptyState>
        )}
      </div>
    </div>
  )
}

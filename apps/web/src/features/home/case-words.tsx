import { t } from '@lingui/core/macro'
import { useBank } from '../bank/bank.ts'
import { categoryTitle } from '../bank/category-words.ts'
import { any } from '../bank/draw-filters.ts'
import { useOwnCases } from '../own-case-list/own-cases.ts'
import type { StartForm } from './start-form.ts'

/** The case that was chosen, or what one is drawn by. */
export function CaseWords({ form }: { readonly form: StartForm }) {
  const bank = useBank()
  const own = useOwnCases()
  const { caseId, caseFrom, filters } = form
  if (caseFrom === 'drawn')
    return filters.category === any ? t`random case, filtered` : t`random ${categoryTitle(filters.category)} case`
  const title =
    own.find(({ id }) => id === caseId)?.title ??
    (bank.kind === 'ready' ? bank.cases.find((one) => one.caseId === caseId)?.title : undefined)
  return title === undefined ? t`the case I chose` : <bdi>{title}</bdi>
}

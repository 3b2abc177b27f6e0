import { t } from '@lingui/core/macro'
import { useBank } from '../bank/bank.ts'
import { categoryTitle } from '../bank/category-words.ts'
import { any, mixOf } from '../bank/draw-filters.ts'
import { companyWithin, loopsOf, useLoops } from '../bank/loops.ts'
import { useOwnCases } from '../own-case-list/own-cases.ts'
import type { StartForm } from './start-form.ts'

/** The case that was chosen, or what one is drawn by. */
export function CaseWords({ form }: { readonly form: StartForm }) {
  const bank = useBank()
  const own = useOwnCases()
  const { caseId, caseFrom, filters } = form
  if (caseFrom === 'drawn')
    return filters.category === any
      ? t`random case, filtered`
      : mixOf(filters.category) === null
        ? t`random ${categoryTitle(filters.category)} case`
        : t`random case from a loop’s mix`
  const title =
    own.find(({ id }) => id === caseId)?.title ??
    (bank.kind === 'ready' ? bank.cases.find((one) => one.caseId === caseId)?.title : undefined)
  return title === undefined ? t`the case I chose` : <bdi>{title}</bdi>
}

/** The loop that the session holds. */
export function LoopWords({ form }: { readonly form: StartForm }) {
  const loop = loopsOf(useLoops()).find(({ id }) => id === form.loop)
  if (loop === undefined) return t`a whole loop`
  const company = companyWithin(loop.company)
  return t`loop in the style of ${company}`
}

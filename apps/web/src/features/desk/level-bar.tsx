import { barOf, seniorities } from '@greenroom/frameworks/levels'
import { t } from '@lingui/core/macro'
import { Disclosure } from '../../design/index.ts'
import { seniorityWords } from '../bank/seniority-words.ts'

/** What meets the bar in this dimension at each seniority, in a disclosure; nothing when it is not described. */
export function LevelBar({ category, dimension }: { readonly category: string; readonly dimension: string }) {
  const bar = barOf(category, dimension)
  if (bar === null) return null
  return (
    <Disclosure title={t`The bar by seniority`} level={4}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 py-1 text-sm">
        {seniorities.map((one) => (
          <div key={one} className="contents">
            <dt className="font-medium text-ink">{seniorityWords[one]}</dt>
            <dd className="text-ink-soft">{bar[one]}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}

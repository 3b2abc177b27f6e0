import { minutesOf } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { Check } from 'lucide-react'
import { Link } from 'react-router'
import { DifficultyBadge } from '../prompt/difficulty-badge.tsx'
import type { BankCase } from './bank.ts'
import { categoryTitle } from './category-words.ts'

/** A case in a list: the whole row is its link. */
export function CaseRow({ one, seen }: { readonly one: BankCase; readonly seen: boolean }) {
  return (
    <li className="relative flex items-start gap-4 px-4 py-3.5 transition-colors duration-100 hover:bg-hover sm:px-5">
      <div className="min-w-0 grow">
        <h2 className="text-base font-medium">
          <Link to={`/bank/${one.caseId}`} className="rounded-sm after:absolute after:inset-0">
            {one.title}
          </Link>
        </h2>
        <p className="mt-0.5 line-clamp-2 text-sm text-ink-soft">{one.prompt}</p>
        <p className="mt-1.5 text-xs text-ink-faint">
          {[
            categoryTitle(one.category),
            one.company,
            one.industry,
            t`${minutesOf(one, 45)} minutes`,
            ...(one.hasRun ? [t`has a reference run`] : []),
          ].join(' · ')}
        </p>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1.5">
        <DifficultyBadge difficulty={one.difficulty} isOpinion={one.status === 'draft'} />
        {seen && (
          <span className="flex items-center gap-1 text-xs text-ink-faint">
            <Check aria-hidden="true" className="size-3.5" />
            {t`Seen`}
          </span>
        )}
      </div>
    </li>
  )
}

import { t } from '@lingui/core/macro'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from '../../../design/index.ts'
import type { Part } from '../form/parts.ts'
import { ArithmeticForm } from './arithmetic-form.tsx'
import { CaseFields } from './case-fields.tsx'
import { PhasesForm } from './phases-form.tsx'

/** One page of the form, with links to its neighbours. */
export function CaseForm({
  part,
  parts,
  onPart,
}: {
  readonly part: Part
  readonly parts: readonly Part[]
  readonly onPart: (id: string) => void
}) {
  const at = parts.findIndex(({ id }) => id === part.id)
  const before = parts[at - 1]
  const after = parts[at + 1]
  return (
    <section aria-labelledby="part-title" className="min-w-0">
      <h2 id="part-title" tabIndex={-1} className="text-lg font-semibold outline-none">
        {part.title}
      </h2>
      <p className="mt-0.5 mb-4 text-sm text-ink-soft">{part.lead}</p>
      {part.fields === 'phases' ? (
        <PhasesForm />
      ) : part.fields === 'arithmetic' ? (
        <ArithmeticForm />
      ) : (
        <CaseFields fields={part.fields} base={part.base} />
      )}
      <nav aria-label={t`Pages of the form`} className="mt-8 flex justify-between gap-3 border-t border-line pt-4">
        {before ? (
          <Button variant="quiet" onPress={() => onPart(before.id)}>
            <ChevronLeft aria-hidden="true" />
            {before.title}
          </Button>
        ) : (
          <span />
        )}
        {after && (
          <Button onPress={() => onPart(after.id)}>
            {after.title}
            <ChevronRight aria-hidden="true" />
          </Button>
        )}
      </nav>
    </section>
  )
}

import { t } from '@lingui/core/macro'
import { Suspense } from 'react'
import { Loading, type Option, Segmented } from '../../design/index.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { mayPrepareCase, type StartForm } from './start-form.ts'

// Lists and search are the heavier half of this page, and nobody needs them to read it.
const CasePicker = lazyPart(() => import('../bank/case-picker.tsx').then((m) => m.CasePicker))
const DrawFilterFields = lazyPart(() => import('../bank/draw-filter-fields.tsx').then((m) => m.DrawFilterFields))

const sources: readonly Option<StartForm['caseFrom']>[] = [
  { id: 'drawn', label: t`Random case` },
  { id: 'chosen', label: t`Choose` },
  { id: 'later', label: t`Later` },
]

const sourceLines: Readonly<Record<StartForm['caseFrom'], string>> = {
  drawn: t`One you haven’t seen in this browser.`,
  chosen: t`Search the bank below.`,
  later: t`Choose it in the lobby.`,
}

type Part = { readonly form: StartForm; readonly onChange: (part: Partial<StartForm>) => void }

/** Where the case comes from. A candidate is told why there is nothing to choose. */
export function CaseSource({ form, onChange }: Part) {
  return mayPrepareCase(form) ? (
    <Segmented
      label={t`Case`}
      options={sources}
      value={form.caseFrom}
      onChange={(caseFrom) => onChange({ caseFrom })}
      description={sourceLines[form.caseFrom]}
    />
  ) : (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">{t`Case`}</p>
      <p className="text-sm text-ink-faint">{t`The interviewer chooses it in the lobby, so that it is new to you.`}</p>
    </div>
  )
}

/** Drawing takes filters; choosing, a searchable list. */
export function CaseDetails({ form, onChange, missing }: Part & { readonly missing: boolean }) {
  if (!mayPrepareCase(form) || form.caseFrom === 'later') return null
  return (
    <ErrorBoundary part={t`list of cases`}>
      {form.caseFrom === 'chosen' ? (
        <Suspense fallback={<Loading />}>
          <CasePicker
            draftKey="start.case-search"
            chosen={form.caseId}
            onChoose={(caseId) => onChange({ caseId })}
            missing={missing}
          />
        </Suspense>
      ) : (
        // As high as what replaces it, so that nothing moves.
        <Suspense fallback={<div className="h-18" />}>
          <DrawFilterFields
            filters={form.filters}
            onChange={(part) => onChange({ filters: { ...form.filters, ...part } })}
          />
        </Suspense>
      )}
    </ErrorBoundary>
  )
}

import { type Option, Segmented } from '../../design/index.ts'
import { CasePicker } from '../bank/case-picker.tsx'
import { DrawFilterFields } from '../bank/draw-filter-fields.tsx'
import { mayPrepareCase, type StartForm } from './start-form.ts'

const sources: readonly Option<StartForm['caseFrom']>[] = [
  { id: 'drawn', label: 'Random case' },
  { id: 'chosen', label: 'Choose' },
  { id: 'later', label: 'Later' },
]

const sourceLines: Readonly<Record<StartForm['caseFrom'], string>> = {
  drawn: 'One you haven’t seen in this browser.',
  chosen: 'Search the bank below.',
  later: 'Choose it in the lobby.',
}

type Part = { readonly form: StartForm; readonly onChange: (part: Partial<StartForm>) => void }

/** Where the case comes from. A candidate is told why there is nothing to choose. */
export const CaseSource = ({ form, onChange }: Part) =>
  mayPrepareCase(form) ? (
    <Segmented
      label="Case"
      options={sources}
      value={form.caseFrom}
      onChange={(caseFrom) => onChange({ caseFrom })}
      description={sourceLines[form.caseFrom]}
    />
  ) : (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">Case</p>
      <p className="text-sm text-ink-faint">The interviewer chooses it in the lobby, so that it is new to you.</p>
    </div>
  )

/** Drawing takes filters; choosing, a searchable list. */
export const CaseDetails = ({ form, onChange, missing }: Part & { readonly missing: boolean }) => {
  if (!mayPrepareCase(form) || form.caseFrom === 'later') return null
  if (form.caseFrom === 'chosen') {
    return (
      <CasePicker
        draftKey="start.case-search"
        chosen={form.caseId}
        onChoose={(caseId) => onChange({ caseId })}
        missing={missing}
      />
    )
  }
  return (
    <DrawFilterFields filters={form.filters} onChange={(part) => onChange({ filters: { ...form.filters, ...part } })} />
  )
}

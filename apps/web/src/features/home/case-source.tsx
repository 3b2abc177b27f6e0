import { categories } from '@greenroom/frameworks'
import { difficultyWords } from '../../app/words.ts'
import { type Choice, type Option, Segmented, Select } from '../../design/index.ts'
import { CasePicker } from '../bank/case-picker.tsx'
import { any, mayPrepareCase, type StartForm } from './start-form.ts'

const sources: readonly Option<StartForm['caseFrom']>[] = [
  { id: 'drawn', label: 'Draw one' },
  { id: 'chosen', label: 'Choose' },
  { id: 'later', label: 'Later' },
]

export const categoryChoices: readonly Choice[] = [
  { id: any, label: 'Any category' },
  ...categories.map(({ id, title }) => ({ id, label: title })),
]
export const difficultyChoices: readonly Choice[] = [
  { id: any, label: 'Any difficulty' },
  ...Object.entries(difficultyWords).map(([id, label]) => ({ id, label })),
]

const sourceLines: Readonly<Record<StartForm['caseFrom'], string>> = {
  drawn: 'One that this browser has not seen.',
  chosen: 'Search the bank below.',
  later: 'Drawn or chosen in the lobby.',
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
      <p className="text-sm text-ink-faint">The interviewer prepares it in the lobby, so that it stays new to you.</p>
    </div>
  )

/** Drawing takes two filters; choosing, a searchable list. */
export const CaseDetails = ({ form, onChange, missing }: Part & { readonly missing: boolean }) => {
  if (!mayPrepareCase(form) || form.caseFrom === 'later') return null
  if (form.caseFrom === 'chosen') {
    return <CasePicker chosen={form.caseId} onChoose={(caseId) => onChange({ caseId })} missing={missing} />
  }
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-5">
      <Select
        aria-label="Category"
        choices={categoryChoices}
        value={form.category}
        onChange={(key) => onChange({ category: String(key ?? any) })}
      />
      <Select
        aria-label="Difficulty"
        choices={difficultyChoices}
        value={form.difficulty}
        onChange={(key) => onChange({ difficulty: String(key ?? any) })}
      />
    </div>
  )
}

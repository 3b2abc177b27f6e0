import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { TextArea } from '../../../design/index.ts'
import { listAt, type Path, readAt, textAt, writeAt } from '../../own-case-list/draft.ts'
import { curveballChoices, type Field, phaseChoices } from '../form/fields.ts'
import { FieldList } from './field-list.tsx'
import { useCaseForm, within } from './form-context.ts'
import { ItemLinks, useItemFields } from './item-fields.tsx'
import { sentenceOf } from './messages.tsx'
import { type At, ChoiceInput, ManyInput, NumberInput, SwitchInput, TextInput, WordsInput } from './simple-fields.tsx'

/** Fields side by side where they are short, below `base`. */
export function CaseFields({ fields, base }: { readonly fields: readonly Field[]; readonly base: Path }) {
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-4 sm:grid-cols-2">
      {fields.map((field) => (
        <div
          key={`${field.kind} ${field.key}`}
          data-at={[...base, field.key].join('/')}
          className={'half' in field && field.half ? 'min-w-0' : 'min-w-0 sm:col-span-2'}
        >
          <CaseField field={field} path={[...base, field.key]} />
        </div>
      ))}
    </div>
  )
}

const CaseField = ({ field, path }: { readonly field: Field; readonly path: Path }) => {
  switch (field.kind) {
    case 'line':
    case 'text':
      return <TextInput field={field} path={path} />
    case 'number':
      return <NumberInput field={field} path={path} />
    case 'choice':
      return <ChoiceInput field={field} path={path} />
    case 'many':
      return <ManyInput field={field} path={path} />
    case 'words':
    case 'lines':
      return <WordsInput field={field} path={path} />
    case 'switch':
      return <SwitchInput field={field} path={path} />
    case 'group':
      return <Group field={field} path={path} />
    case 'list':
      return (
        <FieldList
          field={field}
          path={path}
          renderFields={(fields, base) => <CaseFields fields={fields} base={base} />}
        />
      )
    case 'release':
      return <ReleaseInput path={path} />
    case 'table':
      return <TableInput path={path} />
    case 'item-fields':
      return <ItemFields item={path.slice(0, -1)} />
    case 'item-links':
      return <ItemLinks item={path.slice(0, -1)} />
  }
}

const ItemFields = ({ item }: { readonly item: Path }) => {
  const fields = useItemFields(item)
  return fields.length > 0 ? <CaseFields fields={fields} base={[...item, 'fields']} /> : null
}

const Group = ({ field, path }: At<'group'>) =>
  field.label === '' ? (
    <CaseFields fields={field.fields} base={path} />
  ) : (
    <fieldset className="mt-2 border-t border-line pt-4">
      <legend className="sr-only">{field.label}</legend>
      <p aria-hidden="true" className="mb-3 text-sm font-semibold text-ink">
        {field.label}
      </p>
      <CaseFields fields={field.fields} base={path} />
    </fieldset>
  )

const releaseWays = [
  { id: 'request', label: t`When asked for it` },
  { id: 'phase', label: t`At the start of a phase` },
  { id: 'curveball', label: t`With a curveball` },
] as const

/** When a fact may be given; each way asks for something else. */
const ReleaseInput = ({ path }: { readonly path: Path }) => {
  const { draft, change, context } = useCaseForm()
  const release = readAt(draft, path)
  const on = textAt(release, ['on'])
  const rest: readonly Field[] =
    on === 'phase'
      ? [{ kind: 'choice', key: 'phase', label: t`Which phase`, choices: phaseChoices }]
      : on === 'curveball'
        ? [{ kind: 'choice', key: 'curveball', label: t`Which curveball`, choices: curveballChoices }]
        : [
            {
              kind: 'line',
              key: 'for',
              label: t`What the candidate must ask for`,
              ask: t`What the candidate must ask for.`,
            },
            { kind: 'choice', key: 'notBefore', label: t`Not before`, choices: phaseChoices, none: t`At any time` },
          ]
  const choose = (way: string) => {
    const next =
      way === 'phase'
        ? { on: way, phase: phaseChoices(context)[0]?.id ?? '' }
        : way === 'curveball'
          ? { on: way, curveball: curveballChoices(context)[0]?.id ?? '' }
          : { on: way, for: '[What the candidate has to ask for.]' }
    change((now) => writeAt(now, path, next))
  }
  return (
    <div className="flex flex-col gap-4 rounded-lg border border-line p-3">
      <ChoiceInput
        field={{ kind: 'choice', key: 'on', label: t`Given`, choices: () => releaseWays }}
        path={[...path, 'on']}
        onChoose={choose}
      />
      <CaseFields fields={rest} base={path} />
    </div>
  )
}

const cellsOf = (line: string): string[] => line.split('|').map((cell) => cell.trim())
const toTable = (typed: string): unknown => {
  const [head, ...rows] = typed.split('\n').filter((line) => line.trim() !== '')
  return head === undefined ? undefined : { columns: cellsOf(head), rows: rows.map(cellsOf) }
}
const fromTable = (table: unknown): string =>
  [listAt(table, ['columns']), ...listAt(table, ['rows']).map((row) => (Array.isArray(row) ? row : []))]
    .map((cells) => cells.map(String).join(' | '))
    .join('\n')

/** A table as lines of cells between bars, as one pastes or types it. */
const TableInput = ({ path }: { readonly path: Path }) => {
  const { draft, change, messages } = useCaseForm()
  const held = readAt(draft, path)
  const [typed, setTyped] = useState(() => fromTable(held))
  const shown = JSON.stringify(toTable(typed)) === JSON.stringify(held) ? typed : fromTable(held)
  const own = within(messages, path)
  return (
    <div className="flex flex-col gap-1.5">
      <TextArea
        label={t`Table`}
        aside="optional"
        value={shown}
        rows={held === undefined ? 2 : 5}
        placeholder={t`Bank | Before | After
Norbank | 96% | 71%`}
        description={t`The first line holds the column names. Separate cells with |.`}
        onChange={(next) => {
          setTyped(next)
          change((now) => writeAt(now, path, toTable(next)))
        }}
        error={own.length > 0 ? own.map(sentenceOf).join(' ') : undefined}
      />
    </div>
  )
}

import { isPlaceholder, readPlaceholder, toPlaceholder } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useDraft } from '../../../browser/drafts.ts'
import { Button, IconButton, Select, TextField } from '../../../design/index.ts'
import { listAt, readAt, textAt, writeAt } from '../../own-case-list/draft.ts'
import type { Field } from '../form/fields.ts'
import { list, said } from '../form/shared-fields.ts'
import { CaseFields } from './case-fields.tsx'
import { exactly, useCaseForm, within } from './form-context.ts'
import { Messages } from './messages.tsx'
import { readTypedNumber } from './typed-number.ts'

const base = ['guide', 'reconciliation'] as const
const numbersPath = [...base, 'numbers'] as const
const authorsOwn = 'own'

const how: Field = { kind: 'text', key: 'how', label: t`How the numbers fit together`, ask: t`In words.`, rows: 3 }
const checks: Field = list({
  key: 'checks',
  label: t`Checks`,
  description: t`A formula with + − * / and brackets, using the names above, and the result it must give.`,
  noun: 'check',
  fields: [
    { kind: 'line', key: 'say', label: t`What it checks`, ask: t`The shares add up to all payments.` },
    { kind: 'line', key: 'formula', label: t`Formula`, ask: 'before - after' },
    { kind: 'line', key: 'equals', label: t`Result`, ask: '0.12', optional: true, half: true },
    { kind: 'number', key: 'within', label: t`Tolerance`, optional: true, half: true },
    { kind: 'line', key: 'below', label: t`Or a result below`, ask: '0.5', optional: true, half: true },
    { kind: 'line', key: 'above', label: t`Or a result above`, ask: '0.1', optional: true, half: true },
  ],
  titleOf: (item) => said(item, 'say', t`A check`),
  blank: () => ({ say: toPlaceholder(t`The shares add up to all payments.`), formula: '1', equals: '1' }),
})

/** The numbers of the case by name, and what they must come to: the linter computes it. */
export function ArithmeticForm() {
  const { draft, change, messages } = useCaseForm()
  const present = readAt(draft, base) !== undefined
  const begin = () =>
    change((now) =>
      writeAt(now, base, {
        how: toPlaceholder(t`In words.`),
        numbers: { before: 100, after: 88 },
        checks: [{ say: toPlaceholder(t`The fall is twelve.`), formula: 'before - after', equals: '12' }],
      }),
    )
  if (!present)
    return (
      <div className="flex flex-col items-start gap-3">
        <Messages messages={exactly(messages, ['guide'])} />
        <p className="max-w-prose text-sm text-ink-soft">{t`Name the numbers in your facts and say how they must add up. They are checked while you write. Worth it for root-cause and trade-off cases.`}</p>
        <Button onPress={begin}>
          <Plus aria-hidden="true" />
          {t`Add the arithmetic`}
        </Button>
      </div>
    )
  return (
    <div className="flex flex-col gap-5">
      <CaseFields fields={[how]} base={base} />
      <Numbers />
      <CaseFields fields={[checks]} base={base} />
      <Button
        variant="quiet"
        size="sm"
        className="self-start"
        onPress={() => change((now) => writeAt(now, base, undefined))}
      >
        <Trash2 aria-hidden="true" />
        {t`Remove the arithmetic`}
      </Button>
    </div>
  )
}

/** A part of the case as its author would call it, even while it still contains the template's request. */
function nameOf(part: unknown): string {
  const words = textAt(part, ['label']) || textAt(part, ['text']) || textAt(part, ['question'])
  return (isPlaceholder(words) ? readPlaceholder(words) : words) || textAt(part, ['id'])
}

const Numbers = () => {
  const { draft, change, messages } = useCaseForm()
  const held = readAt(draft, numbersPath)
  const entries = typeof held === 'object' && held !== null ? Object.entries(held) : []
  const put = (next: readonly (readonly [string, unknown])[]) =>
    change((now) => writeAt(now, numbersPath, Object.fromEntries(next)))
  const add = () => {
    for (let number = 1; ; number++)
      if (!entries.some(([name]) => name === `number${number}`)) return put([...entries, [`number${number}`, 0]])
  }
  const places = [
    { id: authorsOwn, label: t`Not in any text` },
    { id: 'prompt', label: t`The prompt` },
    ...(['facts', 'curveballs', 'clarifying'] as const).flatMap((name) =>
      listAt(draft, ['guide', name]).map((part) => ({
        id: textAt(part, ['id']),
        label: nameOf(part),
      })),
    ),
  ]
  return (
    <section aria-label={t`Numbers`} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold text-ink">
        <Trans>
          Numbers <span className="tabular font-normal text-ink-faint">{entries.length}</span>
        </Trans>
      </h3>
      <Messages messages={exactly(messages, numbersPath)} />
      <ul className="flex flex-col gap-2">
        {entries.map(([name, number], index) => {
          const at = textAt(number, ['in'])
          const value = typeof number === 'object' ? readAt(number, ['value']) : number
          const write = (next: unknown) => put(entries.map((entry, row) => (row === index ? [name, next] : entry)))
          const writeValue = (typed: string) => {
            const next = readTypedNumber(typed) ?? typed
            write(typeof number === 'object' ? writeAt(number, ['value'], next) : next)
          }
          return (
            <li key={index} data-at={[...numbersPath, name].join('/')} className="rounded-lg border border-line p-2.5">
              <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2">
                <NameInput
                  name={name}
                  taken={entries.map(([one]) => one)}
                  onName={(next) => put(entries.map((entry, row) => (row === index ? [next, entry[1]] : entry)))}
                />
                <ValueInput value={value} onValue={writeValue} />
                <IconButton
                  label={t`Remove the number ${name}`}
                  onPress={() => put(entries.filter((_, row) => row !== index))}
                >
                  <Trash2 aria-hidden="true" />
                </IconButton>
                <Select
                  label={t`Used in`}
                  choices={places}
                  value={at === '' ? authorsOwn : at}
                  onChange={(key) =>
                    write(
                      key === authorsOwn
                        ? value
                        : { value, in: String(key), as: textAt(number, ['as']) || String(value) },
                    )
                  }
                />
                {at !== '' && (
                  <TextField
                    label={t`Written as`}
                    value={textAt(number, ['as'])}
                    placeholder={t`Written as`}
                    onChange={(as) => write(writeAt(number, ['as'], as))}
                  />
                )}
              </div>
              <Messages messages={within(messages, [...numbersPath, name])} />
            </li>
          )
        })}
      </ul>
      <Button size="sm" className="self-start" onPress={add}>
        <Plus aria-hidden="true" />
        {t`Add a number`}
      </Button>
    </section>
  )
}

/** A name is accepted only when no other number has it, or one of the two would be lost. */
const NameInput = ({
  name,
  taken,
  onName,
}: {
  readonly name: string
  readonly taken: readonly string[]
  readonly onName: (name: string) => void
}) => {
  const { draftsUnder } = useCaseForm()
  const draft = useDraft(`${draftsUnder}number.${name}`, name)
  const clashes = draft.words !== name && (draft.words === '' || taken.includes(draft.words))
  return (
    <TextField
      label={t`Name`}
      value={draft.words}
      onChange={(next) => {
        if (next === name || next === '' || taken.includes(next)) return draft.write(next)
        draft.write(name)
        onName(next)
      }}
      error={clashes ? (draft.words === '' ? t`A number needs a name.` : t`Another number has this name.`) : undefined}
    />
  )
}

const ValueInput = ({ value, onValue }: { readonly value: unknown; readonly onValue: (typed: string) => void }) => {
  const held = textAt(value, [])
  const [typed, setTyped] = useState(held)
  return (
    <TextField
      label={t`Value`}
      inputMode="decimal"
      value={typed !== '' && readTypedNumber(typed) === readTypedNumber(held) ? typed : held}
      onChange={(next) => {
        setTyped(next)
        onValue(next)
      }}
    />
  )
}

import { isPlaceholder, type LintMessage, readPlaceholder, toPlaceholder } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { useState } from 'react'
import { type Choice, Select, Switch, TextArea, TextField } from '../../../design/index.ts'
import { listAt, type Path, readAt, textAt, writeAt } from '../../own-case-list/draft.ts'
import type { Field } from '../form/fields.ts'
import { isRequest, useCaseForm, within } from './form-context.ts'
import { Messages, sentenceOf } from './messages.tsx'
import { readTypedNumber } from './typed-number.ts'

/** A field with its path in the case. */
export type At<Kind extends Field['kind']> = { readonly field: Field & { readonly kind: Kind }; readonly path: Path }

const none = 'none'
/** Long texts grow to their full height where the browser can do that. */
const growing = '[&_textarea]:min-h-17 [&_textarea]:field-sizing-content'

const useField = (path: Path) => {
  const { draft, change, messages } = useCaseForm()
  const own = within(messages, path)
  return {
    value: readAt(draft, path),
    text: textAt(draft, path),
    own,
    write: (next: unknown) => change((now) => writeAt(now, path, next)),
  }
}

/** In the form that a text field shows: faults make it invalid, the rest is below. */
const said = (own: readonly LintMessage[]) => {
  const faults = own.filter(({ severity }) => severity === 'fault')
  const warnings = own.filter((message) => message.severity === 'warning' && !isRequest(message))
  return {
    error: faults.length > 0 ? faults.map(sentenceOf).join(' ') : undefined,
    description: warnings.length > 0 ? <span className="text-warn-ink">{warnings.map(sentenceOf).join(' ')}</span> : '',
  }
}

/** An empty field holds its request in brackets, so that the case can still be run. */
export function TextInput({ field, path }: At<'line' | 'text'>) {
  const { text, own, write } = useField(path)
  // Text that somebody typed stays in the field, even if it looks like a request.
  const [typed, setTyped] = useState('')
  const asks = isPlaceholder(text) && typed !== text
  // What is still to be written is not a fault before somebody has been there.
  const [left, setLeft] = useState(false)
  const onChange = (next: string) => {
    setTyped(next)
    write(next === '' ? (field.optional ? undefined : toPlaceholder(field.ask)) : next)
  }
  const shared = {
    label: field.label,
    value: asks ? '' : text,
    placeholder: asks ? readPlaceholder(text) : field.ask,
    onChange,
    onBlur: () => setLeft(true),
    ...(field.optional ? { aside: 'optional' } : asks ? { aside: t`to write` } : {}),
    ...said(asks && !left ? own.filter(({ rule }) => rule !== 'placeholder') : own),
  }
  return field.kind === 'line' ? (
    <TextField {...shared} />
  ) : (
    <TextArea {...shared} rows={field.rows ?? 3} className={growing} />
  )
}

export function NumberInput({ field, path }: At<'number'>) {
  const { text, own, write } = useField(path)
  const [typed, setTyped] = useState(text)
  const shown = readTypedNumber(typed) === readTypedNumber(text) && typed !== '' ? typed : text
  return (
    <TextField
      label={field.label}
      value={shown}
      inputMode="decimal"
      onChange={(next) => {
        setTyped(next)
        write(next.trim() === '' ? undefined : (readTypedNumber(next) ?? next))
      }}
      {...(field.optional ? { aside: 'optional' } : {})}
      {...said(own)}
    />
  )
}

/** `onChoose`: called in place of writing the choice. */
export function ChoiceInput({ field, path, onChoose }: At<'choice'> & { readonly onChoose?: (id: string) => void }) {
  const { context } = useCaseForm()
  const { text, own, write } = useField(path)
  const choices = field.choices(context)
  const known = choices.some(({ id }) => id === text)
  const shown: readonly Choice[] = [
    ...(field.none ? [{ id: none, label: field.none }] : []),
    ...choices,
    // The value in the case is shown, even if it names nothing.
    ...(known || text === '' ? [] : [{ id: text, label: t`${text} (unknown)` }]),
  ]
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Select
        label={field.label}
        choices={shown}
        value={text === '' ? (field.none ? none : null) : text}
        onChange={(key) => {
          const id = String(key ?? none)
          if (onChoose) onChoose(id)
          else write(id === none && field.none ? undefined : field.numeric ? Number(id) : id)
        }}
      />
      <Messages messages={own} />
    </div>
  )
}

export function SwitchInput({ field, path }: At<'switch'>) {
  const { value, own, write } = useField(path)
  return (
    <div className="flex flex-col gap-1.5">
      <Switch
        isSelected={value === true}
        onChange={(on) => write(on)}
        {...(field.description ? { description: field.description } : {})}
      >
        {field.label}
      </Switch>
      <Messages messages={own} />
    </div>
  )
}

/** Text that represents a list; what was typed is kept as long as it means what the case contains. */
const useTyped = (path: Path, join: (items: readonly string[]) => string, split: (typed: string) => string[]) => {
  const { own, write } = useField(path)
  const { draft } = useCaseForm()
  const held = listAt(draft, path).map(String)
  const [typed, setTyped] = useState(() => join(held))
  const means = split(typed)
  const shown = means.length === held.length && means.every((one, at) => one === held[at]) ? typed : join(held)
  return {
    own,
    shown,
    type: (next: string) => {
      setTyped(next)
      write(split(next))
    },
  }
}

const splitWords = (typed: string): string[] =>
  typed
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
const splitLines = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export function WordsInput({ field, path }: At<'words' | 'lines'>) {
  const inLines = field.kind === 'lines'
  const { own, shown, type } = useTyped(
    path,
    (items) => items.join(inLines ? '\n' : ', '),
    inLines ? splitLines : splitWords,
  )
  const shared = { label: field.label, value: shown, placeholder: field.ask, onChange: type, ...said(own) }
  return inLines ? (
    <TextArea {...shared} aside={t`one per line`} rows={field.rows ?? 4} className={growing} />
  ) : (
    <TextField {...shared} aside={t`separated by commas`} />
  )
}

export function ManyInput({ field, path }: At<'many'>) {
  const { draft, context } = useCaseForm()
  const { own, write } = useField(path)
  const chosen = listAt(draft, path).map(String)
  const choices = field.choices(context)
  const left = choices.filter(({ id }) => !chosen.includes(id))
  const nameOf = (id: string) => choices.find((choice) => choice.id === id)?.label ?? t`${id} (unknown)`
  const put = (next: readonly string[]) => write(next.length === 0 && field.optional ? undefined : next)
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span className="text-sm font-medium text-ink">{field.label}</span>
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {chosen.map((id) => (
            <li key={id} className="min-w-0 max-w-full">
              <button
                type="button"
                aria-label={t`Remove ${nameOf(id)}`}
                onClick={() => put(chosen.filter((one) => one !== id))}
                className="flex max-w-full items-center gap-1 rounded-full bg-sunken py-0.5 pr-1.5 pl-2.5 text-xs font-medium text-ink-soft hover:bg-hover hover:text-ink"
              >
                <span className="truncate" dir="auto">
                  {nameOf(id)}
                </span>
                <X aria-hidden="true" className="size-3.5 shrink-0" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {left.length > 0 && (
        <Select
          aria-label={`${field.label}: ${field.add.toLowerCase()}`}
          placeholder={field.add}
          choices={left}
          value={null}
          onChange={(key) => key !== null && put([...chosen, String(key)])}
        />
      )}
      <Messages messages={own} />
    </div>
  )
}

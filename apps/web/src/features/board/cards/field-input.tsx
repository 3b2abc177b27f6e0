import type { Field, Item } from '@greenroom/board'
import { limits } from '@greenroom/protocol'
import { useEffect, useRef, useState } from 'react'
import { useBoardRoom, usePeopleOn } from '../board-context.ts'
import { isComposing } from '../keyboard.ts'
import { clipText } from '../text/text-diff.ts'

/** How long a person pauses before a field's words are sent: a field is one value, and goes out whole. */
const pause = 350

/** One field of a card, in place: a list of choices, or a short text. */
export const FieldInput = ({
  item,
  field,
  labelled,
  autoFocus = false,
  onDone,
}: {
  readonly item: Item
  readonly field: Field
  /** Id of the visible label; without it the field's name is its label. */
  readonly labelled?: string
  readonly autoFocus?: boolean
  /** Enter was pressed: nothing more to write here. */
  readonly onDone?: () => void
}) =>
  field.type === 'choice' ? (
    <ChoiceInput item={item} field={field} labelled={labelled} autoFocus={autoFocus} />
  ) : (
    <TextInput item={item} field={field} labelled={labelled} autoFocus={autoFocus} onDone={onDone} />
  )

type Props<F extends Field['type']> = {
  readonly item: Item
  readonly field: Extract<Field, { type: F }>
  readonly labelled: string | undefined
  readonly autoFocus: boolean
}

const ChoiceInput = ({ item, field, labelled, autoFocus }: Props<'choice'>) => {
  const { board, apply } = useBoardRoom()
  const value = item.fields[field.id] ?? ''
  return (
    <select
      className="board-field"
      value={value}
      data-empty={value === '' || undefined}
      aria-label={labelled ? undefined : field.label}
      aria-labelledby={labelled}
      disabled={board === null}
      // biome-ignore lint/a11y/noAutofocus: the person asked for this field by pressing its chip
      autoFocus={autoFocus}
      onFocus={() => board?.setFocus(item.id, { field: field.id, anchor: 0, head: 0 })}
      onChange={(event) => {
        board?.breakUndo()
        apply({ kind: 'setField', item: item.id, field: field.id, value: event.target.value })
        board?.breakUndo()
      }}
    >
      <option value="">–</option>
      {field.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}

const TextInput = ({
  item,
  field,
  labelled,
  autoFocus,
  onDone,
}: Props<'text'> & { readonly onDone: (() => void) | undefined }) => {
  const { board, apply } = useBoardRoom()
  const people = usePeopleOn(item.id)
  const value = item.fields[field.id] ?? ''
  /** What is typed and not yet sent; `null` when there is nothing. */
  const [draft, setDraft] = useState<string | null>(null)
  const unsent = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const send = useRef((): void => undefined)
  send.current = () => {
    clearTimeout(timer.current)
    const text = unsent.current
    unsent.current = null
    setDraft(null)
    if (text !== null && text !== value) apply({ kind: 'setField', item: item.id, field: field.id, value: text })
  }
  useEffect(() => () => send.current(), [])

  const here = people.find((person) => person.caret?.field === field.id)
  return (
    <input
      type="text"
      dir="auto"
      className="board-field"
      value={draft ?? value}
      placeholder={field.placeholder || '–'}
      aria-label={labelled ? undefined : field.label}
      aria-labelledby={labelled}
      title={here ? `${here.name} is writing here` : undefined}
      data-busy={here ? '' : undefined}
      autoComplete="off"
      readOnly={board === null}
      // biome-ignore lint/a11y/noAutofocus: the person asked for this field by pressing its chip
      autoFocus={autoFocus}
      onFocus={() => {
        board?.breakUndo()
        board?.setFocus(item.id, { field: field.id, anchor: 0, head: 0 })
      }}
      onSelect={(event) => {
        const { selectionStart, selectionEnd } = event.currentTarget
        board?.setFocus(item.id, { field: field.id, anchor: selectionStart ?? 0, head: selectionEnd ?? 0 })
      }}
      onChange={(event) => {
        const text = clipText(event.target.value, limits.itemTextLength)
        unsent.current = text
        setDraft(text)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => send.current(), pause)
      }}
      onBlur={() => {
        send.current()
        board?.breakUndo()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
        send.current()
        onDone?.()
      }}
    />
  )
}

import type { Field, Item } from '@greenroom/board'
import { limits } from '@greenroom/protocol'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { limitError } from '../../../words/limit-words.ts'
import { useBoardRoom, usePeopleOn } from '../board-context.ts'

import { isComposing } from '../keyboard.ts'
import { mergeWords } from '../text/text-diff.ts'

/** How long a person pauses before a field's words are sent: a field is one value, and goes out whole. */
const pause = 350

/** Milliseconds within which two people's words for one field may have crossed on their way. */
const crossing = 5000

/** `base`: the field's value that the words were typed on. */
type FieldDraft = { readonly base: string; readonly words: string }

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
  const [draft, setDraft] = useState<FieldDraft | null>(null)
  const unsent = useRef<FieldDraft | null>(null)
  /** What was sent last, and until when another person's words may still have been written without knowing it. */
  const sent = useRef<(FieldDraft & { readonly until: number }) | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const become = (next: FieldDraft | null): void => {
    unsent.current = next
    setDraft(next)
  }
  const send = useEffectEvent((): void => {
    clearTimeout(timer.current)
    const mine = unsent.current
    if (mine === null) return
    // Words that are too long stay in the field, with the limit beside them.
    if (mine.words.length > limits.itemTextLength) return
    become(null)
    if (mine.words === value) return
    if (apply({ kind: 'setField', item: item.id, field: field.id, value: mine.words }))
      sent.current = { ...mine, until: performance.now() + crossing }
  })
  const sendSoon = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(), pause)
  }
  // A field is one value, so of two people's words the last ones win: mine are merged into theirs, and sent again.
  const merge = useEffectEvent((theirs: string): void => {
    const mine = unsent.current
    if (mine !== null) {
      if (mine.base === theirs) return
      become({ base: theirs, words: mergeWords(mine.base, mine.words, theirs) })
      sendSoon()
      return
    }
    const last = sent.current
    if (last === null || theirs === last.words) return
    sent.current = null
    if (performance.now() > last.until) return
    const merged = mergeWords(last.base, last.words, theirs)
    if (merged === theirs) return
    become({ base: theirs, words: merged })
    sendSoon()
  })
  useEffect(() => merge(value), [value])
  useEffect(() => {
    const leave = () => send()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      leave()
    }
  }, [])

  const tooLong = limitError(draft?.words ?? '', limits.itemTextLength)
  const here = people.find((person) => person.caret?.field === field.id)
  return (
    <input
      type="text"
      dir="auto"
      className="board-field"
      value={draft?.words ?? value}
      aria-invalid={tooLong !== undefined || undefined}
      placeholder={field.placeholder || '–'}
      aria-label={labelled ? undefined : field.label}
      aria-labelledby={labelled}
      title={tooLong ?? (here ? `${here.name} is typing here` : undefined)}
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
        become({ base: unsent.current?.base ?? value, words: event.target.value })
        sendSoon()
      }}
      onBlur={() => {
        send()
        board?.breakUndo()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
        send()
        onDone?.()
      }}
    />
  )
}

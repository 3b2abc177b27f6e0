import { boardLimits, type Field, type Item, mapOffset, mergeWords } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { type Draft, draftOf, isChangedHere, writeDraft } from '../../../browser/drafts.ts'
import { limitError } from '../../../words/limit-words.ts'
import { useBoardContext, usePeopleOn } from '../board-context.ts'

import { isComposing } from '../keyboard.ts'
import { useVirtualEnter } from '../text/use-virtual-enter.ts'

/** How long a person pauses before a field's text is sent: a field is one value, and is sent whole. */
const pause = 350

/** Milliseconds within which two people's texts for one field may have crossed on their way. */
const crossing = 5000

/** One field of a card, in place: a list of choices, or a short text. */
export function FieldInput({
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
}) {
  return field.type === 'choice' ? (
    <ChoiceInput item={item} field={field} labelled={labelled} autoFocus={autoFocus} />
  ) : (
    <TextInput item={item} field={field} labelled={labelled} autoFocus={autoFocus} onDone={onDone} />
  )
}

type Props<F extends Field['type']> = {
  readonly item: Item
  readonly field: Extract<Field, { type: F }>
  readonly labelled: string | undefined
  readonly autoFocus: boolean
}

const ChoiceInput = ({ item, field, labelled, autoFocus }: Props<'choice'>) => {
  const { board, apply } = useBoardContext()
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
  const { board, apply, draftsUnder } = useBoardContext()
  const people = usePeopleOn(item.id)
  const value = item.fields[field.id] ?? ''
  const entry = draftOf(`${draftsUnder}${item.id}.${field.id}`)
  /** What is typed and not yet on the board. `null` when there is nothing. */
  const draft = useSyncExternalStore(entry.subscribe, entry.read)
  /** What was sent last, and until when another person's text may still have been written without knowing it. */
  const sent = useRef<(Draft & { readonly until: number }) | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  /** An input method is in the middle of a word: it would be broken by a text that changes under it, and is no word for others yet. */
  const composing = useRef(false)
  /** Where the caret stands once the merged text is drawn. */
  const caret = useRef<readonly (number | null)[] | null>(null)
  const errorId = useId()
  const send = useEffectEvent((): void => {
    clearTimeout(timer.current)
    if (composing.current) return
    const kept = entry.read()
    // What another tab of the same person types is sent by that tab.
    if (kept === null || board === null || !(isChangedHere(entry) || kept.base === value)) return
    const mine = kept.base === value ? kept.words : mergeWords(kept.base, kept.words, value)
    // Text that is too long stays in the field, with the limit beside it.
    if (mine.length > boardLimits.textLength) return
    // Before the board is drawn with it: otherwise the field would take its own text for another person's.
    entry.remove()
    if (mine === value) return
    if (apply({ kind: 'setField', item: item.id, field: field.id, value: mine }))
      sent.current = { words: mine, base: value, until: performance.now() + crossing }
    // What the board refuses stays in the field; the reason has been shown.
    else entry.write(kept)
  })
  const sendSoon = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(), pause)
  }
  // A field is one value, so of two people's texts the last one wins: mine is merged into theirs, and sent again.
  const merge = useEffectEvent((theirs: string): void => {
    if (composing.current) return
    const mine = entry.read()
    if (mine !== null && (mine.base === theirs || !isChangedHere(entry))) return
    const last = sent.current
    if (mine === null && (last === null || theirs === last.words)) return
    // What I sent before may have been overwritten as well.
    const mayHaveCrossed = last !== null && theirs !== last.words && performance.now() <= last.until
    const kept = mayHaveCrossed ? mergeWords(last.base, last.words, theirs) : theirs
    sent.current = null
    const merged = mine === null ? kept : mergeWords(mine.base, mine.words, kept)
    if (mine === null && merged === theirs) return
    const shown = input.current
    // The browser would move the caret to the end, and the rest of the word with it.
    const carets = mine && [shown?.selectionStart ?? null, shown?.selectionEnd ?? null]
    entry.write({ base: theirs, words: merged })
    if (mine && carets && shown === document.activeElement)
      caret.current = carets.map((at) => (at === null ? null : mapOffset(mine.words, merged, at)))
    sendSoon()
  })
  const takeIn = useEffectEvent((): void => {
    merge(value)
    send()
  })
  useEffect(() => merge(value), [value])
  useLayoutEffect(() => {
    const [start = null, end = null] = caret.current ?? []
    caret.current = null
    if (start !== null) input.current?.setSelectionRange(start, end)
  })
  useEffect(() => {
    const leave = () => send()
    // Left by a page that was closed in the middle of a word.
    if (entry.read() !== null) sendSoon()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      leave()
    }
  }, [])

  const finish = (): void => {
    send()
    onDone?.()
  }
  useVirtualEnter(input, () => {
    finish()
    return true
  })

  const tooLong = limitError(draft?.words ?? '', boardLimits.textLength)
  const here = people.find((person) => person.caret?.field === field.id)
  return (
    <span className="board-field-frame">
      <input
        ref={input}
        type="text"
        dir="auto"
        className="board-field"
        value={draft?.words ?? value}
        aria-invalid={tooLong !== undefined || undefined}
        placeholder={field.placeholder || '–'}
        aria-label={labelled ? undefined : field.label}
        aria-labelledby={labelled}
        aria-describedby={tooLong === undefined ? undefined : errorId}
        title={here ? t`${here.name} is typing here` : undefined}
        data-busy={here ? '' : undefined}
        autoComplete="off"
        enterKeyHint="done"
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
          // The base stays what the text was typed on.
          writeDraft(entry, event.target.value, entry.read()?.base ?? value)
          sendSoon()
        }}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={() => {
          composing.current = false
          // Some browsers hand the last letters over only after this.
          clearTimeout(timer.current)
          timer.current = setTimeout(() => takeIn(), pause)
        }}
        onBlur={() => {
          send()
          board?.breakUndo()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposing(event.nativeEvent)) finish()
        }}
      />
      {tooLong !== undefined && (
        <span id={errorId} role="alert" className="board-field-error">
          {tooLong}
        </span>
      )}
    </span>
  )
}

import { textLimits, typedWords } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type ReactNode, type Ref, useRef, useState } from 'react'
import { Button, TextArea } from '../../design/index.ts'
import { type RoomField, useRoomDraft } from '../../live/room-draft.ts'
import { limitError } from '../../words/limit-words.ts'
import { isComposing } from '../board/keyboard.ts'

/**
 * A field for a comment, a reply or a new text for one. What is typed is a draft on this device until it is accepted: without a connection
 * it waits there, and text that is too long is never cut.
 */
export function CommentForm({
  place,
  field,
  stored = '',
  label,
  description,
  submit,
  connected,
  refusal,
  mayBeEmpty = false,
  enterSends = false,
  areaRef,
  autoFocus = false,
  onSend,
  onDone,
  onCancel,
  extra,
}: {
  readonly place: Parameters<typeof useRoomDraft>[0]
  readonly field: RoomField
  readonly stored?: string
  readonly label: string
  readonly description?: string
  readonly submit: string
  readonly connected: boolean
  /** Why it would be refused; the field keeps what is typed. */
  readonly refusal?: string | undefined
  readonly mayBeEmpty?: boolean
  /** Enter alone sends, and Shift+Enter breaks the line; otherwise Ctrl or ⌘ and Enter send. */
  readonly enterSends?: boolean
  readonly areaRef?: Ref<HTMLTextAreaElement>
  readonly autoFocus?: boolean
  /** Returns whether it was done. */
  readonly onSend: (words: string) => Promise<boolean>
  readonly onDone?: () => void
  readonly onCancel?: () => void
  readonly extra?: ReactNode
}) {
  const draft = useRoomDraft(place, field, stored)
  const [sending, setSending] = useState(false)
  // A second press may come before the first has drawn anything.
  const busy = useRef(false)
  const tooLong = limitError(draft.words, textLimits.comment)
  const isEmpty = typedWords(draft.words) === '' && !mayBeEmpty
  const disabled = !connected || isEmpty || tooLong !== undefined || refusal !== undefined
  const send = async (): Promise<void> => {
    if (disabled || busy.current) return
    busy.current = true
    setSending(true)
    const words = draft.words
    const done = await onSend(typedWords(words))
    busy.current = false
    setSending(false)
    if (!done) return
    draft.settle(words)
    onDone?.()
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void send()
      }}
    >
      <TextArea
        label={label}
        description={
          connected ? description : t`You are offline. What you type is kept on this device until you can send it.`
        }
        rows={2}
        className="[&_textarea]:field-sizing-content [&_textarea]:max-h-64 [&_textarea]:min-h-15"
        value={draft.words}
        onChange={draft.write}
        error={tooLong ?? refusal}
        areaRef={areaRef}
        autoFocus={autoFocus}
        onKeyDown={(pressed) => {
          // Escape and Enter end a composition first.
          if (isComposing(pressed.nativeEvent)) return
          if (pressed.key === 'Escape' && onCancel) {
            pressed.preventDefault()
            onCancel()
            return
          }
          if (pressed.key !== 'Enter') return
          if (!(pressed.metaKey || pressed.ctrlKey) && (!enterSends || pressed.shiftKey)) return
          pressed.preventDefault()
          void send()
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" variant="primary" isPending={sending} isDisabled={disabled}>
          {submit}
        </Button>
        {extra}
        {onCancel && <Button size="sm" variant="quiet" onPress={onCancel}>{t`Cancel`}</Button>}
      </div>
    </form>
  )
}

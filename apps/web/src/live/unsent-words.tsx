import { noteIdSchema, type Round, roundIdSchema, type Seat, textLimits, typedWords } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nanoid } from 'nanoid'
import { useState } from 'react'
import { copyText } from '../browser/copy-text.ts'
import { draftOf } from '../browser/drafts.ts'
import { Button, Callout, showToast } from '../design/index.ts'
import { limitError } from '../words/limit-words.ts'
import type { UnsentWords } from './room-draft.ts'
import type { RoomProps } from './room-props.ts'

const sources: Readonly<Record<string, string>> = {
  note: t`Note`,
  question: t`Question`,
  whisper: t`Whisper`,
  pin: t`Pinned moment`,
  focus: t`What you’re working on`,
  card: t`Card details`,
  'card.unfit': t`For a card that was full`,
  feedback: t`Feedback point`,
  scorecard: t`Comments on scores`,
  comment: t`Comment`,
  reply: t`Reply to a comment`,
  reworded: t`Comment`,
  // From a version in which the debrief had fields for them.
  takeaway: t`Keep, stop, start`,
}
const sourceOf = (field: string): string | undefined => sources[field] ?? sources[field.split('.')[0] ?? '']

/** Of a person's drafts, those whose field is no longer shown. */
export function isLeftBehind({ field }: UnsentWords): boolean {
  return /^(note|question|whisper|focus|pin\.|card\.|takeaway\.)/.test(field)
}

/** Whether its field is nowhere in the round that it belongs to: that has started, or its writer has another seat now. */
export function hasNoField({ field }: UnsentWords, round: Round, seat: Seat | null): boolean {
  if (field === 'focus') return round.status !== 'lobby'
  return seat !== 'mentor' && /^(whisper|pin\.)/.test(field)
}

/**
 * What somebody was still typing when the field disappeared (the round ended, the next one began, they were removed): to keep as a note, to
 * copy, or to discard. Nothing is drawn when there is nothing.
 */
export function UnsentWordsList({
  unsent,
  save,
}: {
  readonly unsent: readonly UnsentWords[]
  /** `null`: no note can be written here any more. */
  readonly save: Pick<RoomProps, 'send' | 'connected'> | null
}) {
  const [saving, setSaving] = useState<string | null>(null)
  const shown = unsent.filter(({ field }) => sourceOf(field) !== undefined)
  if (shown.length === 0) return null
  const saveAsNote = async ({ key, words, round }: UnsentWords): Promise<void> => {
    if (save === null) return
    setSaving(key)
    const note = noteIdSchema.parse(nanoid())
    const of = roundIdSchema.safeParse(round)
    const done = await save.send({
      kind: 'writeNote',
      note,
      words: typedWords(words),
      ...(of.success && { round: of.data }),
    })
    setSaving(null)
    if (done) draftOf(key).remove()
  }
  const copy = async (words: string): Promise<void> => {
    const done = await copyText(words)
    showToast(done ? { tone: 'good', title: t`Copied` } : { tone: 'danger', title: t`The browser blocked copying` })
  }
  return (
    <Callout tone="warn" title={t`You typed this and never sent it. It is kept on this device.`}>
      <ul aria-label={t`Unsent words`} className="mt-1 flex flex-col gap-2">
        {shown.map((one) => {
          const tooLong = limitError(one.words, textLimits.noteOrWhisper)
          return (
            <li key={one.key} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
              <p dir="auto" className="min-w-0 grow basis-56 whitespace-pre-line break-words text-ink">
                <span className="text-ink-soft">{sourceOf(one.field)}: </span>
                {one.words}
                {save !== null && tooLong !== undefined && <span className="block text-danger-ink">{tooLong}</span>}
              </p>
              <div className="flex flex-wrap gap-2">
                {save !== null && (
                  <Button
                    size="sm"
                    isPending={saving === one.key}
                    isDisabled={!save.connected || tooLong !== undefined}
                    onPress={() => void saveAsNote(one)}
                  >{t`Save as a note`}</Button>
                )}
                <Button size="sm" onPress={() => void copy(one.words)}>{t`Copy`}</Button>
                <Button size="sm" variant="quiet" onPress={() => draftOf(one.key).remove()}>{t`Discard`}</Button>
              </div>
            </li>
          )
        })}
      </ul>
    </Callout>
  )
}

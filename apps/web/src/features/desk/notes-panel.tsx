import { currentRound, isDeskSeat, type NoteId, noteIdSchema, seatIn, textLimits, typedWords } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Flag, Share2, Trash2 } from 'lucide-react'
import { nanoid } from 'nanoid'
import { useState } from 'react'
import { Badge, Button, EmptyState, IconButton, TextArea } from '../../design/index.ts'
import { useRoomDraft, useUnsentWords } from '../../live/room-draft.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { hasNoField, isLeftBehind, UnsentWordsList } from '../../live/unsent-words.tsx'
import { limitError } from '../../words/limit-words.ts'
import { isComposing } from '../board/keyboard.ts'
import { Stamp } from './stamp.tsx'

/** One's own notes, seen by nobody else until shared; each stamped on the timeline. The desk can mark moments, too. */
export function NotesPanel({
  listsUnsent = true,
  ...props
}: RoomProps & {
  /** `false` when what other rounds left unsent is listed elsewhere. */
  readonly listsUnsent?: boolean
}) {
  const { session, round, me, connected, send } = props
  const draft = useRoomDraft(props, 'note')
  const { words } = draft
  const unsent = useUnsentWords(session.session ?? '', me).filter(
    (one) => isLeftBehind(one) && (one.round !== round.id || hasNoField(one, round, seatIn(round, me))),
  )
  /** The text that somebody tried to mark a moment with, although it is too long for that. */
  const [tooLongToMark, setTooLongToMark] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const seat = seatIn(round, me)
  // Notes can always be written; whispers and marks belong to the running round.
  const isCurrent = currentRound(session)?.id === round.id
  const atDesk = isCurrent && isDeskSeat(seat) && (round.status === 'lobby' || round.status === 'running')
  const writes = seat !== null && seat !== 'observer'
  const mine = round.notes.filter((note) => note.by === me).sort((a, b) => b.at - a.at)
  const shared = round.notes.filter((note) => note.by !== me && note.shared)

  const tooLong = limitError(words, textLimits.noteOrWhisper)
  const markLimit = tooLongToMark === words ? limitError(words, textLimits.markLabel) : undefined

  const mark = async (): Promise<void> => {
    if (limitError(words, textLimits.markLabel) !== undefined) return setTooLongToMark(words)
    if (await send({ kind: 'markMoment', label: typedWords(words) })) draft.settle(words)
  }

  const write = async (): Promise<void> => {
    const text = typedWords(words)
    if (text === '' || tooLong) return
    setSending(true)
    const done = await send({ kind: 'writeNote', note: newNoteId(), words: text, round: round.id })
    setSending(false)
    // Text that was refused stays in the field, and so does what was typed in the meantime.
    if (done) draft.settle(words)
  }

  return (
    <div className="flex flex-col gap-3">
      {listsUnsent && <UnsentWordsList unsent={unsent} save={props} />}
      {writes && (
        <form
          onSubmit={(submitted) => {
            submitted.preventDefault()
            void write()
          }}
        >
          <TextArea
            label={t`Private note`}
            description={
              <>
                {t`Only you see it until you share it.`}{' '}
                <span className="pointer-coarse:hidden">{t`${isMac ? '⌘' : t`Ctrl`} Enter saves it.`}</span>
              </>
            }
            rows={2}
            value={words}
            onChange={draft.write}
            error={tooLong ?? (markLimit && t`${markLimit} Or save it as a note.`)}
            onKeyDown={(pressed) => {
              if (pressed.key !== 'Enter' || !(pressed.metaKey || pressed.ctrlKey)) return
              if (isComposing(pressed.nativeEvent)) return
              // Elsewhere in a debrief this leads to the next screen.
              pressed.preventDefault()
              void write()
            }}
          />
          <div className="mt-2 flex flex-wrap gap-2">
            <Button
              type="submit"
              size="sm"
              variant="primary"
              isPending={sending}
              isDisabled={!connected || typedWords(words) === '' || tooLong !== undefined}
            >{t`Save note`}</Button>
            {atDesk && (
              <Button size="sm" isDisabled={!connected || round.status === 'lobby'} onPress={() => void mark()}>
                <Flag aria-hidden="true" />
                {t`Mark this moment`}
              </Button>
            )}
          </div>
        </form>
      )}
      {mine.length === 0 &&
        shared.length === 0 &&
        round.whispers.length === 0 &&
        round.marks.length === 0 &&
        round.pins.length === 0 && (
          <EmptyState title={t`No notes yet`}>
            {writes
              ? t`Notes are stamped with the time and come back in the debrief and the replay.`
              : t`Notes that someone shares appear here.`}
          </EmptyState>
        )}
      <ul className="flex flex-col gap-1.5">
        {mine.map((note) => (
          <li
            key={note.note}
            className="flex items-start gap-1 rounded-md border border-line bg-raised py-1.5 pr-1 pl-2.5 text-sm"
          >
            <div className="min-w-0 grow py-0.5">
              <p className="whitespace-pre-line break-words text-ink">{note.words}</p>
              <p className="mt-0.5 flex items-center gap-2">
                <Stamp at={note.at} startedAt={round.startedAt} />
                {note.shared && <Badge tone="info">{t`Shared`}</Badge>}
              </p>
            </div>
            {!note.shared && (
              <>
                <IconButton
                  label={t`Share with everybody`}
                  size="sm"
                  isDisabled={!connected}
                  onPress={() => void send({ kind: 'shareNote', note: note.note })}
                >
                  <Share2 aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={t`Remove this note`}
                  size="sm"
                  isDisabled={!connected}
                  onPress={() => void send({ kind: 'removeNote', note: note.note })}
                >
                  <Trash2 aria-hidden="true" />
                </IconButton>
              </>
            )}
          </li>
        ))}
        {[
          ...shared.map((note) => ({
            key: note.note as string,
            at: note.at,
            by: note.by,
            words: note.words,
            what: t`shared a note`,
          })),
          ...round.whispers.map((one) => ({
            key: `whisper-${one.at}`,
            at: one.at,
            by: one.by,
            words: one.words,
            what: t`whispered`,
          })),
          ...round.marks.map((one) => ({
            key: `mark-${one.at}`,
            at: one.at,
            by: one.by,
            words: one.label || t`This moment`,
            what: t`marked`,
          })),
          ...round.pins.map((one) => ({
            key: `pin-${one.by}-${one.pin}`,
            at: one.at,
            by: one.by,
            words: one.words || t`I would push here`,
            what: t`pinned`,
          })),
        ]
          .sort((a, b) => b.at - a.at)
          .map((one) => (
            <li key={one.key} className="rounded-md bg-sunken px-2.5 py-1.5 text-sm">
              <p className="flex items-baseline gap-2 text-xs text-ink-faint">
                <span className="min-w-0 grow">
                  {one.by === me ? t`You` : nameIn(session, one.by)} {one.what}
                </span>
                <Stamp at={one.at} startedAt={round.startedAt} />
              </p>
              <p className="whitespace-pre-line break-words text-ink">{one.words}</p>
            </li>
          ))}
      </ul>
    </div>
  )
}

const newNoteId = (): NoteId => noteIdSchema.parse(nanoid())
const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

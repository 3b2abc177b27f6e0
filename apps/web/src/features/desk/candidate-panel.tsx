import { hintsLeft, isSolo, phaseOf, seatOf, textLimits, typedWords } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Lightbulb } from 'lucide-react'
import { useId, useState } from 'react'
import { Button, TabPanel, Tabs, TextField } from '../../design/index.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import { useRoomDraft } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { limitError } from '../../words/limit-words.ts'
import { NotesPanel } from './notes-panel.tsx'
import { ReleasedPanel, releasedCount } from './released-panel.tsx'

/** What candidate and observers have at hand: the given cards, and their own notes. In solo the room is asked here. */
export function CandidatePanel({ board, ...props }: RoomProps & { readonly board: OpenBoard | null }) {
  const { session, round, me } = props
  const seat = seatOf(session, me)
  const solo = isSolo(session, round) && seat === 'candidate'
  if (seat !== 'candidate') {
    return (
      <div className="h-full overflow-y-auto p-3">
        <h2 className="mb-2 text-sm font-medium text-ink">{t`From the interviewer`}</h2>
        <ReleasedPanel round={round} me={me} open={board} />
      </div>
    )
  }
  return (
    <Tabs
      label={t`Your panel`}
      stretch
      className="h-full"
      tabs={[
        { id: 'released', label: solo ? t`Ask` : t`From the interviewer`, count: releasedCount(round) },
        { id: 'notes', label: t`Notes`, count: round.notes.filter((note) => note.by === me).length },
      ]}
    >
      <TabPanel id="released" className="flex flex-col gap-3 p-3">
        {solo && <AskPanel {...props} />}
        <ReleasedPanel round={round} me={me} open={board} isLive={solo} />
      </TabPanel>
      <TabPanel id="notes" className="p-3">
        <NotesPanel {...props} />
      </TabPanel>
    </Tabs>
  )
}

/** In solo the room answers: a fact when the question is concrete enough, the next rung of help when asked for it. */
const AskPanel = (props: RoomProps) => {
  const { round, connected, send } = props
  const draft = useRoomDraft(props, 'question')
  const question = draft.words
  // A behavioural case has no facts: there would be no answer to anything.
  const isOwnStory = round.case?.personal === true
  const tooLong = limitError(question, textLimits.question)
  const [asking, setAsking] = useState(false)
  const running = round.status === 'running'
  const hintReason = useId()
  const ofPhase = round.agenda?.[phaseOf(round) ?? 0]?.hints
  const noHint = running && hintsLeft(round) === 0
  const ask = async (): Promise<void> => {
    if (typedWords(question) === '' || tooLong !== undefined) return
    setAsking(true)
    const done = await send({ kind: 'askFact', question: typedWords(question) })
    setAsking(false)
    if (done) draft.settle(question)
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void ask()
      }}
    >
      {isOwnStory ? (
        <p className="text-sm text-ink-soft">{t`The story is yours, so there is no data to ask for.`}</p>
      ) : (
        <TextField
          label={t`Ask for data`}
          description={t`Ask as you would ask an analyst: which number, for whom, over what period.`}
          placeholder={t`How does it split by platform?`}
          value={question}
          onChange={draft.write}
          error={tooLong}
          isDisabled={!running}
        />
      )}
      <div className="flex gap-2">
        {!isOwnStory && (
          <Button
            type="submit"
            size="sm"
            variant="primary"
            isPending={asking}
            isDisabled={!connected || !running || typedWords(question) === '' || tooLong !== undefined}
          >{t`Ask`}</Button>
        )}
        <Button
          size="sm"
          aria-describedby={noHint ? hintReason : undefined}
          isDisabled={!connected || !running || noHint}
          onPress={() => void send({ kind: 'askHint' })}
        >
          <Lightbulb aria-hidden="true" />
          {t`Get a hint`}
        </Button>
      </div>
      {noHint && (
        <p id={hintReason} className="text-xs text-ink-faint">
          {ofPhase === 0 ? t`This phase has no hints.` : t`You’ve had every hint for this phase.`}
        </p>
      )}
    </form>
  )
}

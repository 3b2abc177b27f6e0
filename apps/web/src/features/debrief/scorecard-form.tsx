import type { Guide } from '@greenroom/question-bank'
import { type Evidence, type Score, sessionLimits, textLimits } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { Lock, X } from 'lucide-react'
import { useId, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Button, cx, Disclosure, TextArea } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { limitError } from '../../words/limit-words.ts'
import { type EvidenceGroup, evidenceAddress } from './evidence-choices.ts'
import { EvidenceLink } from './evidence-link.tsx'
import { EvidencePicker } from './evidence-picker.tsx'
import { scoreChoices } from './score-words.ts'
import { emptyLine, missingIn, type ScorecardDraft, scorecardDraftOf, scorecardOf } from './scorecard-draft.ts'

/** One person's scorecard: a call for each dimension, words, and what it points at. Sealed until both are. */
export function ScorecardForm({
  session,
  round,
  me,
  connected,
  send,
  guide,
  choices,
  own,
  late = false,
}: RoomProps & {
  readonly guide: Guide | null
  readonly choices: readonly EvidenceGroup[]
  /** The candidate judges their own run. */
  readonly own: boolean
  /** The scores are open already; this one is seen as soon as it is sealed. */
  readonly late?: boolean
}) {
  const id = session.session ?? ''
  const kept = useMemo(() => scorecardDraftOf(id, round.id, me), [id, round.id, me])
  const changes = useSyncExternalStore(kept.subscribe, kept.read)
  const sealedScores = round.scorecards[me]?.scores
  // What nobody touches here follows what was sealed, perhaps in another tab.
  const draft: ScorecardDraft = useMemo(() => ({ ...sealedScores, ...changes }), [sealedScores, changes])
  const [tried, setTried] = useState(false)
  const [sealing, setSealing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const sealed = round.sealedBy.includes(me)
  const missing = missingIn(draft, round.dimensions)
  const change = (id: string, line: Partial<ScorecardDraft[string]>): void => {
    const newest = kept.read()
    kept.write({ ...newest, [id]: { ...(newest[id] ?? draft[id] ?? emptyLine), ...line } })
  }
  const seal = async (): Promise<void> => {
    setTried(true)
    const [first] = missing
    if (first !== undefined) {
      form.current?.querySelector<HTMLElement>(`[data-dimension="${CSS.escape(first)}"] input`)?.focus()
      return
    }
    const tooLong = round.dimensions.find(({ id }) => limitError(draft[id]?.words ?? '', textLimits.scorecardWords))
    if (tooLong) {
      form.current?.querySelector<HTMLElement>(`[data-dimension="${CSS.escape(tooLong.id)}"] textarea`)?.focus()
      return
    }
    setSealing(true)
    const sent = kept.read()
    const done = await send({ kind: 'sealScorecard', scorecard: scorecardOf(draft, round.dimensions), round: round.id })
    setSealing(false)
    // What was changed while it was on its way is still a draft.
    if (done && kept.read() === sent) kept.remove()
  }
  return (
    <form
      ref={form}
      className="flex flex-col gap-4"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void seal()
      }}
    >
      {round.dimensions.map((dimension) => (
        <DimensionLine
          key={dimension.id}
          id={dimension.id}
          title={dimension.title}
          levels={guide?.rubric.find((one) => one.id === dimension.id)?.levels ?? null}
          line={draft[dimension.id] ?? emptyLine}
          choices={choices}
          session={session}
          missing={tried && missing.includes(dimension.id)}
          onChange={(line) => change(dimension.id, line)}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
        <Button type="submit" variant={sealed ? 'secondary' : 'primary'} isPending={sealing} isDisabled={!connected}>
          <Lock aria-hidden="true" />
          {late
            ? own
              ? t`Add my self-score`
              : t`Add my scores`
            : sealed
              ? t`Seal again`
              : own
                ? t`Seal my self-score`
                : t`Seal my scores`}
        </Button>
        <p className="min-w-0 grow text-sm text-ink-faint" role="status">
          {tried && missing.length > 0
            ? t`${plural(missing.length, { one: '# dimension still needs', other: '# dimensions still need' })} a score. “Not seen” counts.`
            : late
              ? t`Everybody sees it at once. It can’t be changed afterwards.`
              : sealed
                ? t`Sealed. You can change it until the scorecards open.`
                : t`Nobody sees it until everybody has sealed; then all open together.`}
        </p>
      </div>
    </form>
  )
}

const DimensionLine = ({
  id,
  title,
  levels,
  line,
  choices,
  session,
  missing,
  onChange,
}: {
  readonly id: string
  readonly title: string
  readonly levels: Guide['rubric'][number]['levels'] | null
  readonly line: ScorecardDraft[string]
  readonly choices: readonly EvidenceGroup[]
  readonly session: RoomProps['session']
  readonly missing: boolean
  readonly onChange: (line: Partial<ScorecardDraft[string]>) => void
}) => (
  <fieldset
    data-dimension={id}
    className={cx('rounded-lg border bg-raised p-3.5', missing ? 'border-danger-line' : 'border-line')}
  >
    <legend className="float-left mb-2.5 w-full text-sm font-medium text-ink">
      {title}
      {missing && <span className="ml-2 text-xs text-danger-ink">{t`Choose a score`}</span>}
    </legend>
    <ScoreChoice title={title} score={line.score} onChange={(score) => onChange({ score })} />
    {levels && typeof line.score === 'number' && <p className="mt-2 text-sm text-ink-soft">{levels[line.score]}</p>}
    {levels && (
      <Disclosure title={<span className="font-normal text-ink-soft">{t`What each level looks like`}</span>} level={3}>
        <ol className="flex flex-col gap-1 py-1 text-sm text-ink-soft">
          {([1, 2, 3, 4] as const).map((level) => (
            <li key={level} className="flex gap-2">
              <span className="tabular w-3 shrink-0 font-medium text-ink-faint">{level}</span>
              {levels[level]}
            </li>
          ))}
        </ol>
      </Disclosure>
    )}
    <TextArea
      className="mt-2"
      aria-label={t`Comment on ${title}`}
      placeholder={t`What you saw or heard`}
      rows={1}
      value={line.words}
      error={limitError(line.words, textLimits.scorecardWords)}
      onChange={(words) => onChange({ words })}
    />
    <EvidenceLine
      title={title}
      evidence={line.evidence}
      choices={choices}
      session={session}
      onChange={(evidence) => onChange({ evidence: [...evidence] })}
    />
  </fieldset>
)

const ScoreChoice = ({
  title,
  score,
  onChange,
}: {
  readonly title: string
  readonly score: Score | null
  readonly onChange: (score: Score) => void
}) => {
  const name = useId()
  return (
    <div
      className="clear-left grid grid-cols-[repeat(4,minmax(0,1fr))_minmax(max-content,1fr)] gap-1.5"
      role="radiogroup"
      aria-label={t`Score for ${title}`}
    >
      {scoreChoices.map((choice) => (
        <label
          key={choice.short}
          title={choice.words}
          className={cx(
            'relative flex h-9 cursor-pointer items-center justify-center whitespace-nowrap rounded-md border px-2 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2',
            score === choice.score
              ? 'border-accent bg-accent text-on-accent'
              : 'border-line-strong bg-raised text-ink-soft hover:border-control',
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            aria-label={`${choice.short}: ${choice.words}`}
            checked={score === choice.score}
            onChange={() => onChange(choice.score)}
          />
          {choice.short}
        </label>
      ))}
    </div>
  )
}

const EvidenceLine = ({
  title,
  evidence,
  choices,
  session,
  onChange,
}: {
  readonly session: RoomProps['session']
  readonly title: string
  readonly evidence: readonly Evidence[]
  readonly choices: readonly EvidenceGroup[]
  readonly onChange: (evidence: readonly Evidence[]) => void
}) => (
  <div className="mt-2 flex flex-wrap items-center gap-1.5">
    {evidence.map((one, index) => (
      <span key={`${one.kind}-${one.label}`} className="flex min-w-0 items-center">
        <EvidenceLink session={session} evidence={one} />
        <button
          type="button"
          aria-label={t`Remove ${one.label}`}
          className="grid size-6 shrink-0 place-items-center rounded-full text-ink-faint hover:bg-hover hover:text-ink"
          onClick={() => onChange(evidence.filter((_, other) => other !== index))}
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      </span>
    ))}
    {evidence.length < sessionLimits.evidencePerScore && choices.length > 0 && (
      <EvidencePicker
        title={title}
        groups={choices}
        onPick={(chosen) => {
          const is = (one: Evidence) => evidenceAddress(session, one) === evidenceAddress(session, chosen.evidence)
          if (!evidence.some(is)) onChange([...evidence, chosen.evidence])
        }}
      />
    )}
  </div>
)

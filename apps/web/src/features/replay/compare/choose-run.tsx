import type { ReferenceRun } from '@greenroom/protocol'
import type { RecordedSession } from '@greenroom/replay'
import type { Round, RoundId } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Columns2, FolderOpen } from 'lucide-react'
import { memo, useEffect, useMemo, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { Button, Callout, Dialog, DialogTrigger, longWords, Modal } from '../../../design/index.ts'
import {
  type ComparedRun,
  candidatesFor,
  endOf,
  isSameCase,
  playedRounds,
  roundWords,
  runFrom,
  runsOfOne,
} from './compared-run.ts'

/** A recording that was opened; `message`: why it can't be. */
export type OpenedRun =
  | { readonly ok: true; readonly recording: RecordedSession }
  | { readonly ok: false; readonly message: string }

/** The reference runs of a round's case: none before its scores are open to the reader. */
export type ReferenceSource = {
  readonly list: (round: RoundId, signal: AbortSignal) => Promise<readonly ReferenceRun[]>
  readonly open: (round: RoundId, run: string) => Promise<OpenedRun>
}

/** Where else runs to compare with come from. */
export type RunSources = {
  readonly fromFile?: ((file: File) => Promise<OpenedRun>) | undefined
  readonly references?: ReferenceSource | undefined
}

type Runs = readonly [ComparedRun, ComparedRun]
type Choice = { readonly key: string; readonly words: string; readonly runs: Runs }

/** The round that is shown beside each other round of its recording; only those of the same case, if there are any. */
function choicesWithin(recording: RecordedSession, id: RoundId): readonly Choice[] {
  const rounds = playedRounds(recording)
  const round = rounds.find((one) => one.id === id)
  if (round === undefined) return []
  const session = endOf(recording)
  return candidatesFor(
    round,
    rounds.filter((one) => one.id !== id),
  ).flatMap((one): readonly Choice[] => {
    const runs = runsOfOne(recording, [id, one.id])
    return runs === null ? [] : [{ key: one.id, words: roundWords(session, one), runs }]
  })
}

/** The round that is shown beside each round of another recording. */
function choicesFrom(own: RecordedSession, round: Round, other: RecordedSession, name: string): readonly Choice[] {
  const session = endOf(other)
  const left = runFrom(own, round, t`this session`)
  return candidatesFor(round, playedRounds(other)).map((one) => ({
    key: one.id,
    words: isSameCase(round, one) ? roundWords(session, one) : t`${roundWords(session, one)} (another case)`,
    runs: [left, runFrom(other, one, name)],
  }))
}

/** "Strong run", for a list and above a board. */
function levelWords(level: ReferenceRun['level']): string {
  return level === 'strong' ? t`Strong run` : t`Run that meets the bar`
}

/** The round that is shown beside a reference run of its case. `null`: nothing was played in it. */
function besideReference(
  own: RecordedSession,
  round: Round,
  run: ReferenceRun,
  recording: RecordedSession,
): Runs | null {
  const [played] = playedRounds(recording)
  return played === undefined
    ? null
    : [runFrom(own, round, t`this session`), { recording, round: played.id, title: levelWords(run.level), from: null }]
}

/**
 * What a round can be compared with: others of its recording, reference runs of its case, and one from a file. Nothing when there is
 * nothing to choose.
 */
export const CompareButton = memo(function CompareButton({
  recording,
  round: id,
  sources,
  onCompare,
}: {
  readonly recording: RecordedSession
  readonly round: RoundId | null
  readonly sources: RunSources
  readonly onCompare: (runs: Runs) => void
}) {
  const rounds = useMemo(() => playedRounds(recording), [recording])
  const round = rounds.find((one) => one.id === id)
  if (round === undefined || (sources.fromFile === undefined && rounds.length < 2)) return null
  return (
    <DialogTrigger>
      <Button size="sm">
        <Columns2 aria-hidden="true" />
        {t`Compare`}
      </Button>
      <Modal>
        <Dialog
          title={t`Compare this round`}
          lead={t`Two runs side by side under one clock, with their phases aligned.`}
        >
          {(close) => (
            <ChooseRun
              recording={recording}
              round={round}
              sources={sources}
              onChoose={(runs) => {
                close()
                onCompare(runs)
              }}
            />
          )}
        </Dialog>
      </Modal>
    </DialogTrigger>
  )
})

function ChooseRun({
  recording,
  round,
  sources: { fromFile, references },
  onChoose,
}: {
  readonly recording: RecordedSession
  readonly round: Round
  readonly sources: RunSources
  readonly onChoose: (runs: Runs) => void
}) {
  const within = useMemo(() => choicesWithin(recording, round.id), [recording, round.id])
  return (
    <div className="flex flex-col gap-5">
      {within.length > 0 && <Choices title={t`In this session`} choices={within} onChoose={onChoose} />}
      {references !== undefined && (
        <References recording={recording} round={round} source={references} onChoose={onChoose} />
      )}
      {fromFile !== undefined && (
        <FromFile recording={recording} round={round} fromFile={fromFile} onChoose={onChoose} />
      )}
    </div>
  )
}

type Opening =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly run: string }
  | { readonly kind: 'failed'; readonly message: string }

/** Reference runs of the round's case. Nothing is drawn when it has none, or when they are not open to the reader yet. */
function References({
  recording,
  round,
  source,
  onChoose,
}: {
  readonly recording: RecordedSession
  readonly round: Round
  readonly source: ReferenceSource
  readonly onChoose: (runs: Runs) => void
}) {
  const [runs, setRuns] = useState<readonly ReferenceRun[]>([])
  const [state, setState] = useState<Opening>({ kind: 'none' })
  useEffect(() => {
    const gone = new AbortController()
    source.list(round.id, gone.signal).then(
      (found) => {
        if (!gone.signal.aborted) setRuns(found)
      },
      () => undefined,
    )
    return () => gone.abort()
  }, [source, round.id])
  const choose = async (run: ReferenceRun): Promise<void> => {
    setState({ kind: 'opening', run: run.id })
    const opened = await source.open(round.id, run.id).catch(() => ({
      ok: false as const,
      message: t`The connection was lost. Check it and try again.`,
    }))
    if (!opened.ok) {
      setState({ kind: 'failed', message: opened.message })
      return
    }
    const beside = besideReference(recording, round, run, opened.recording)
    if (beside === null) setState({ kind: 'failed', message: t`No round was started in this recording.` })
    else onChoose(beside)
  }
  if (runs.length === 0) return null
  return (
    <section aria-label={t`Reference runs`} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{t`Reference runs of this case`}</h3>
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
        {runs.map((run) => (
          <li key={run.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2">
            <div className="min-w-0 grow basis-56">
              <p className="text-sm text-ink">{run.title}</p>
              <p className="text-xs text-ink-soft">{t`Recorded by ${run.madeBy}`}</p>
            </div>
            <Button
              size="sm"
              className={longWords}
              isPending={state.kind === 'opening' && state.run === run.id}
              onPress={() => void choose(run)}
            >
              {levelWords(run.level)}
            </Button>
          </li>
        ))}
      </ul>
      <div aria-live="polite">
        {state.kind === 'failed' && (
          <Callout tone="danger" title={t`The run could not be opened`}>
            {state.message}
          </Callout>
        )}
      </div>
    </section>
  )
}

type FileState =
  | { readonly kind: 'none' | 'opening' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'here'; readonly choices: readonly Choice[] }

function FromFile({
  recording,
  round,
  fromFile,
  onChoose,
}: {
  readonly recording: RecordedSession
  readonly round: Round
  readonly fromFile: (file: File) => Promise<OpenedRun>
  readonly onChoose: (runs: Runs) => void
}) {
  const [file, setFile] = useState<FileState>({ kind: 'none' })
  const take = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return
    setFile({ kind: 'opening' })
    const opened = await fromFile(chosen).catch(() => ({
      ok: false as const,
      message: t`This file can’t be read. Check that it is still there, and try again.`,
    }))
    if (!opened.ok) {
      setFile({ kind: 'failed', message: opened.message })
      return
    }
    const choices = choicesFrom(recording, round, opened.recording, chosen.name)
    const [only] = choices
    if (only === undefined) setFile({ kind: 'failed', message: t`No round was started in this recording.` })
    else if (choices.length === 1) onChoose(only.runs)
    else setFile({ kind: 'here', choices })
  }
  return (
    <section aria-label={t`From a file`} className="flex flex-col items-start gap-2">
      <h3 className="text-sm font-medium">{t`From a file`}</h3>
      <p className="text-sm text-ink-soft">{t`Another session as a recording (.greenroom), or a saved page. The file stays on this device.`}</p>
      <FileTrigger acceptedFileTypes={['.greenroom', '.html']} onSelect={(files) => void take(files?.[0])}>
        <Button size="sm" isPending={file.kind === 'opening'}>
          <FolderOpen aria-hidden="true" />
          {t`Choose a file`}
        </Button>
      </FileTrigger>
      <div aria-live="polite" className="w-full">
        {file.kind === 'failed' && (
          <Callout tone="danger" title={t`The recording could not be opened`}>
            {file.message}
          </Callout>
        )}
        {file.kind === 'here' && (
          <Choices title={t`Rounds of this recording`} choices={file.choices} onChoose={onChoose} />
        )}
      </div>
    </section>
  )
}

const Choices = ({
  title,
  choices,
  onChoose,
}: {
  readonly title: string
  readonly choices: readonly Choice[]
  readonly onChoose: (runs: Runs) => void
}) => (
  <section aria-label={title} className="flex flex-col items-start gap-2">
    <h3 className="text-sm font-medium">{title}</h3>
    <ul className="flex flex-wrap gap-2">
      {choices.map(({ key, words, runs }) => (
        <li key={key}>
          <Button size="sm" onPress={() => onChoose(runs)}>
            {words}
          </Button>
        </li>
      ))}
    </ul>
  </section>
)

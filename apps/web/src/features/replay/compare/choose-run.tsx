import type { RecordedSession } from '@greenroom/replay'
import type { Round, RoundId } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Columns2, FolderOpen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { Button, Callout, Dialog, DialogTrigger, Modal } from '../../../design/index.ts'
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

/** A recording that was opened from a file; `message`: why it can't be. */
export type OpenedRun =
  | { readonly ok: true; readonly recording: RecordedSession }
  | { readonly ok: false; readonly message: string }

/** Where else runs to compare with come from. */
export type RunSources = {
  readonly fromFile?: ((file: File) => Promise<OpenedRun>) | undefined
}

type Choice = { readonly key: string; readonly words: string; readonly runs: readonly [ComparedRun, ComparedRun] }

/** The round that is shown beside each other one of its recording; those of the same case alone, where there are any. */
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

/** What a round can be compared with: others of its recording, and one from a file. Nothing where there is nothing to choose. */
export function CompareButton({
  recording,
  round: id,
  sources,
  onCompare,
}: {
  readonly recording: RecordedSession
  readonly round: RoundId | null
  readonly sources: RunSources
  readonly onCompare: (runs: readonly [ComparedRun, ComparedRun]) => void
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
}

type FileState =
  | { readonly kind: 'none' | 'opening' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'here'; readonly choices: readonly Choice[] }

function ChooseRun({
  recording,
  round,
  sources,
  onChoose,
}: {
  readonly recording: RecordedSession
  readonly round: Round
  readonly sources: RunSources
  readonly onChoose: (runs: readonly [ComparedRun, ComparedRun]) => void
}) {
  const { fromFile } = sources
  const [file, setFile] = useState<FileState>({ kind: 'none' })
  const within = useMemo(() => choicesWithin(recording, round.id), [recording, round.id])
  const take = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined || fromFile === undefined) return
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
    <div className="flex flex-col gap-5">
      {within.length > 0 && <Choices title={t`In this session`} choices={within} onChoose={onChoose} />}
      {fromFile !== undefined && (
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
      )}
    </div>
  )
}

const Choices = ({
  title,
  choices,
  onChoose,
}: {
  readonly title: string
  readonly choices: readonly Choice[]
  readonly onChoose: (runs: readonly [ComparedRun, ComparedRun]) => void
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

import { t } from '@lingui/core/macro'
import { BadgeCheck, CircleAlert, FileQuestion } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { Button, Callout, Dialog, DialogTrigger, Modal } from '../../design/index.ts'
import type { RunSources } from '../replay/compare/choose-run.tsx'
import { ReplayView } from '../replay/replay-view.tsx'
import { nothingToCome, type Rest, RestOfRecording } from '../replay/source/rest-of-recording.tsx'
import { type OpenedRecording, readerOf } from './open-recording.ts'
import { wordsOfProof, wordsOfView } from './proof-words.ts'

const icons = { good: BadgeCheck, info: FileQuestion, warn: CircleAlert, danger: CircleAlert } as const
/** The title of its first case, or what it is. */
function titleOf({ header }: OpenedRecording): string {
  return header.cases[0]?.title ?? t`Recording`
}

/** What a recording proves about itself: a word that is always visible, with the details behind it. */
function Proven({ opened }: { readonly opened: OpenedRecording }) {
  const { tone, title, words } = wordsOfProof(opened.proof)
  const Icon = icons[tone]
  const { madeAt, madeBy, view } = opened.header
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(madeAt)
  return (
    <DialogTrigger>
      <Button size="sm" variant={tone === 'danger' ? 'danger' : 'secondary'}>
        <Icon aria-hidden="true" />
        {title}
      </Button>
      <Modal>
        <Dialog title={t`About this recording`}>
          <div className="flex flex-col gap-3 text-sm">
            <Callout tone={tone} title={title}>
              {words}
            </Callout>
            {opened.sourceDamaged && (
              <Callout tone="warn">{t`The session was damaged on its server, so the recording ends there.`}</Callout>
            )}
            <p className="text-ink-soft">
              {wordsOfView(view)}.{' '}
              {madeBy.address === null ? t`Made on ${day}.` : t`Made on ${day} by ${madeBy.address}.`}
            </p>
          </div>
        </Dialog>
      </Modal>
    </DialogTrigger>
  )
}

/** A recording that was opened from a file or a share link, in the same player as every other. */
export function RecordingView({
  opened,
  seconds,
  before,
  after,
  sources,
  shared = null,
  rest = nothingToCome,
  onTryAgain = () => undefined,
}: {
  readonly opened: OpenedRecording
  /** Where to begin. `null`: at the first thing worth seeing. */
  readonly seconds: number | null
  readonly before?: ReactNode
  readonly after?: ReactNode
  /** Where runs to compare with come from. */
  readonly sources?: RunSources
  /** The secret of the share link that it was opened with. */
  readonly shared?: string | null
  /** What is still to come; `opened` is then the beginning, and the next one passed in continues from it. */
  readonly rest?: Rest
  readonly onTryAgain?: () => void
}) {
  const audience = useMemo(
    () => ({ kind: 'nobody', reader: readerOf(opened.header), shared, voices: opened.voices }) as const,
    [opened, shared],
  )
  return (
    <ReplayView
      recording={opened.recording}
      isWhole={rest.kind === 'none'}
      seconds={seconds}
      card={null}
      path=""
      sources={sources}
      audience={audience}
      heading={
        <>
          {before}
          <h1 className="min-w-0 truncate text-sm font-semibold text-ink">{titleOf(opened)}</h1>
          <Proven opened={opened} />
          <RestOfRecording rest={rest} onTryAgain={onTryAgain} />
          {after}
        </>
      }
    />
  )
}

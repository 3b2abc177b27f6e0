import { createStates, createTimeline, type RecordedSession } from '@greenroom/replay'
import { boardOf, clockAt, type Fork, type ParticipantId, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { Badge, Callout, MessageSlot, Progress } from '../../design/index.ts'
import { frameworkOf } from '../../live/framework-of.ts'
import { Board } from '../board/board.tsx'
import { minutesAndSeconds, timeOnFace } from '../clock/clock-words.ts'
import { momentWords } from '../clock/moment.ts'
import { TakeLink } from '../takes/take-link.tsx'
import { roundNumber } from '../takes/take-words.ts'
import type { BoardAt } from './use-board-at.ts'
import { useTwoBoards } from './use-two-boards.ts'

export type TakenRound = Round & { readonly fork: Fork }

/** A second take that was started, if the recording has it. */
export function takenRoundIn(session: SessionState, id: string | null): TakenRound | null {
  const round = session.rounds.find((one) => one.id === id)
  return round !== undefined && round.fork !== null && round.startedAt !== null ? { ...round, fork: round.fork } : null
}

/** Both takes under one clock: it starts at the moment that was taken again, where both boards are the same. */
export function BothTakes({
  recording,
  take,
  me,
  heading,
}: {
  readonly recording: RecordedSession
  /** As it is at the end of the recording. */
  readonly take: TakenRound
  /** The person who may take it again from where it stands; `null` where nobody is known. */
  readonly me: ParticipantId | null
  readonly heading: ReactNode
}) {
  const { end } = useMemo(() => createTimeline(recording), [recording])
  const stateAt = useMemo(() => createStates(recording.entries), [recording])
  const session = stateAt(end)
  const { fork } = take
  const source = session.rounds.find(({ id }) => id === fork.from)
  const [since, setSince] = useState(0)
  const startedAt = take.startedAt ?? end
  const sourceEnd = source?.endedAt ?? end
  const takeEnd = take.endedAt ?? end
  /** Whole seconds, so that the slider's last step is the end of the longer one. */
  const longest = Math.ceil(Math.max(1, sourceEnd - fork.at, takeEnd - startedAt) / 1000) * 1000
  const first = { document: boardOf(fork.from), at: Math.min(sourceEnd, fork.at + since) }
  const second = { document: boardOf(take.id), at: Math.min(takeEnd, startedAt + since) }
  const [one, other] = useTwoBoards(recording, first, second)
  const words = minutesAndSeconds(Math.floor(since / 1000) * 1000)
  const from = momentWords(fork.at, source?.startedAt ?? null)
  return (
    <div className="relative flex h-dvh flex-col overflow-clip low:h-auto low:min-h-dvh max-lg:h-auto max-lg:min-h-dvh">
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-2">
        {heading}
        <p className="text-sm text-ink-soft">{t`Both takes from ${from}`}</p>
      </header>
      <main id="main" className="grid min-h-0 grow grid-cols-1 lg:grid-cols-2">
        <Side
          title={t`Round ${roundNumber(session, fork.from)}`}
          session={stateAt(first.at)}
          round={fork.from}
          at={first.at}
          over={fork.at + since > sourceEnd}
          again={source && me && <TakeLink session={session} round={source} me={me} at={first.at} />}
          board={one}
        />
        <Side
          title={t`Second take (round ${roundNumber(session, take.id)})`}
          session={stateAt(second.at)}
          round={take.id}
          at={second.at}
          over={startedAt + since > takeEnd}
          again={me && <TakeLink session={session} round={take} me={me} at={second.at} />}
          board={other}
        />
      </main>
      <MessageSlot className="shrink-0 border-t border-line" />
      <section
        aria-label={t`Playback`}
        className="sticky bottom-0 flex shrink-0 items-center gap-4 border-t border-line bg-surface px-4 py-3"
      >
        <SinceSlider since={since} longest={longest} words={words} onChange={setSince} />
        <p className="tabular min-w-24 text-right text-sm text-ink">{t`${words} after ${from}`}</p>
      </section>
    </div>
  )
}

const SinceSlider = ({
  since,
  longest,
  words,
  onChange,
}: {
  readonly since: number
  readonly longest: number
  readonly words: string
  readonly onChange: (since: number) => void
}) => {
  // React Aria says the bare number; the words are put in after each of its drawings.
  const spoken = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => spoken.current?.setAttribute('aria-valuetext', words))
  return (
    <Slider
      aria-label={t`Time since the moment that was taken again`}
      className="grow"
      minValue={0}
      maxValue={longest}
      step={1000}
      value={since}
      onChange={onChange}
    >
      <SliderTrack className="relative h-9 cursor-pointer rounded-sm bg-sunken">
        <SliderThumb
          inputRef={spoken}
          className="top-1/2 h-9 w-3 rounded-full border-2 border-surface bg-accent shadow-2 focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
        />
      </SliderTrack>
    </Slider>
  )
}

const Side = ({
  title,
  session,
  round: id,
  at,
  over,
  again,
  board,
}: {
  readonly title: string
  /** As it was at the time. */
  readonly session: SessionState
  readonly round: Round['id']
  readonly at: number
  /** This take had ended by then. */
  readonly over: boolean
  /** The way to take it again from there. */
  readonly again: ReactNode
  readonly board: BoardAt
}) => {
  const round = session.rounds.find((one) => one.id === id) ?? null
  const framework = useMemo(() => (round?.framework ? frameworkOf(round.framework) : null), [round?.framework])
  const reading = round === null ? null : clockAt(round, at)
  const phase = reading === null ? undefined : round?.agenda?.[reading.phase]
  return (
    <section
      aria-label={title}
      className="flex min-w-0 flex-col border-line max-lg:h-[32rem] max-lg:border-b max-sm:h-auto lg:min-h-0 lg:border-r"
    >
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-2 text-sm">
        <h2 className="font-semibold">{title}</h2>
        <Badge tone={over ? 'neutral' : 'accent'}>{over ? t`Ended` : (phase?.name ?? '')}</Badge>
        {reading && (
          <span className="tabular ml-auto text-ink-soft">
            {reading.overrun > 0
              ? t`${timeOnFace(-reading.overrun)} over`
              : t`${timeOnFace(reading.remaining)} left of the phase`}
          </span>
        )}
        {again}
      </div>
      <div className="min-h-0 grow overflow-y-auto max-sm:overflow-visible">
        {board.kind === 'opening' && (
          <div className="p-4">
            <Progress label={t`Preparing the recording`} value={board.share} />
          </div>
        )}
        {board.kind === 'failed' && (
          <div className="p-4">
            <Callout tone="danger" title={t`This recording can’t be played`}>
              {board.words}
            </Callout>
          </div>
        )}
        {board.kind === 'ready' && framework && (
          <Board
            view={board.board.view}
            framework={framework}
            openSections={phase?.sections ?? []}
            others={[]}
            saved={{ kind: 'saved' }}
            actions={null}
          />
        )}
      </div>
    </section>
  )
}

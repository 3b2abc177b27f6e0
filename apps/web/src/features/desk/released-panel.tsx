import type { ParticipantId, Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { CircleHelp, Lightbulb, MessageCircleQuestion, ScrollText, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../../design/index.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { PlaceFact } from '../readings/place-fact.tsx'
import { FactText } from './fact-text.tsx'
import { Stamp } from './stamp.tsx'

export function releasedCount(round: Round): number {
  return round.facts.length + round.hints.length + round.curveballs.length
}

type Released = {
  readonly key: string
  /** The fact that it gives; `null` for a hint, a curveball or a question. */
  readonly fact: Round['facts'][number] | null
  readonly isQuestion: boolean
  readonly at: number
  readonly icon: ReactNode
  readonly title: string
  readonly text: string | null
}

/** Everything that has been given, newest first: the same cards on both sides. */
export function releasedIn(round: Round): readonly Released[] {
  return [
    ...round.facts.map((one) => ({
      key: `fact-${one.fact}`,
      fact: one,
      isQuestion: false,
      at: one.at,
      icon: <ScrollText />,
      title: one.label,
      text: one.text,
    })),
    ...round.hints.map((one) => ({
      key: `hint-${one.hint}`,
      fact: null,
      isQuestion: false,
      at: one.at,
      icon: <Lightbulb />,
      title: t`Hint ${one.rung}`,
      text: one.text,
    })),
    ...round.curveballs.map((one) => ({
      key: `curveball-${one.curveball}`,
      fact: null,
      isQuestion: false,
      at: one.at,
      icon: <Zap />,
      title: t`Curveball`,
      text: one.text,
    })),
    ...round.asked
      .filter((one) => one.fact === null)
      .map((one) => ({
        key: `asked-${one.at}-${one.question}`,
        fact: null,
        isQuestion: true,
        at: one.at,
        icon: <CircleHelp />,
        title: `“${one.question}”`,
        text: one.answer ?? t`Nothing in this case answers that. Ask for one number, or write down what you assume.`,
      })),
    ...round.asked.flatMap((one) => {
      // Released before the question, so not because of it.
      const had = round.facts.find((fact) => fact.fact === one.fact && fact.at < one.at)
      return had
        ? [
            {
              key: `again-${one.at}-${one.question}`,
              fact: null,
              isQuestion: true,
              at: one.at,
              icon: <CircleHelp />,
              title: `“${one.question}”`,
              text: t`You have that already: ${had.label}.`,
            },
          ]
        : []
    }),
  ].sort((a, b) => b.at - a.at)
}

type Place = Pick<RoomProps, 'round'> & {
  /** Who may put facts on which board; without this nobody can. */
  readonly me?: ParticipantId | undefined
  readonly open?: OpenBoard | null | undefined
  /** Whether arrivals are announced here; where the room announces them, they are not said twice. */
  readonly isLive?: boolean
}

export function ReleasedPanel(props: Place) {
  const released = releasedIn(props.round)
  if (released.length === 0) {
    return (
      <EmptyState
        icon={<MessageCircleQuestion />}
        title={t`Nothing given yet`}
      >{t`Facts, hints and curveballs appear here once they are given.`}</EmptyState>
    )
  }
  return <GivenList {...props} given={released} isLive={props.isLive === true} />
}

/** Cards that were given, each with its time; a fact can be put on the board. */
export function GivenList({
  given,
  isLive = false,
  wide = false,
  ...props
}: Place & {
  readonly given: readonly Released[]
  /** Whether arrivals are announced. */
  readonly isLive?: boolean
  /** As many side by side as there is room for. */
  readonly wide?: boolean
}) {
  return (
    <ul
      className={wide ? 'grid items-start gap-2 md:grid-cols-2 xl:grid-cols-3' : 'flex flex-col gap-2'}
      aria-live={isLive ? 'polite' : undefined}
    >
      {given.map((one) => (
        <li key={one.key} className="rounded-md border border-line bg-raised px-3 py-2.5">
          <p className="flex items-start gap-2 text-sm font-medium text-ink [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint">
            {one.icon}
            <span className="min-w-0 grow">{one.title}</span>
            <Stamp at={one.at} startedAt={props.round.startedAt} />
          </p>
          {one.text && (
            <div className="mt-1.5">
              <FactText text={one.text} />
            </div>
          )}
          {one.fact && props.me !== undefined && props.open && (
            <div className="-mb-1 -ml-2 mt-1">
              <PlaceFact round={props.round} me={props.me} open={props.open} given={one.fact} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

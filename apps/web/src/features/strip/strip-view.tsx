import type { Strip } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { memo, useId, useRef } from 'react'
import type { PersonColour } from '../../design/index.ts'
import { useElementSize } from '../board/sections/use-element-size.ts'
import type { StripPeople } from './strip-people.ts'
import { inStrip, StripHead, type StripMoment, StripPicture } from './strip-picture.tsx'
import { MomentSign, PersonPattern } from './strip-shapes.tsx'
import { StripTable } from './strip-table.tsx'
import { airtimeMoments, answersOf, flagWords, stripMoment, stripName, tickWords } from './strip-words.ts'
import './strip.css'

type Props = {
  readonly strip: Strip
  readonly people: StripPeople
  /** The moment that is shown elsewhere. */
  readonly at?: number | null
  /** Stable: a new function draws all of it again. */
  readonly onGo?: ((moment: StripMoment) => void) | undefined
  readonly follows?: boolean
}

/** One round in one picture: the drawing, its answers, its flags, and the same as a table. Needs no context. */
export function StripView({ at = null, ...props }: Props) {
  const ground = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(ground)
  return (
    <div ref={ground} className="strip">
      <Legend {...props} />
      {width > 0 && (
        <div className="strip-stage">
          <StripPicture {...props} width={width} />
          {at !== null && <StripHead strip={props.strip} width={width} at={at} />}
        </div>
      )}
      <Words {...props} />
    </div>
  )
}

/** Everything below the picture; none of it changes while a replay plays. */
const Words = memo(function Words(props: Omit<Props, 'at'>) {
  return (
    <>
      <Flags {...props} of="flags" />
      <StripAnswers {...props} />
      <details className="strip-details">
        <summary>{t`What was given and marked, and all of it as a table`}</summary>
        <Flags {...props} of="ticks" />
        <Flags {...props} of="airtime" />
        <StripTable {...props} />
      </details>
    </>
  )
})

/** The width between the margins of paper, in CSS pixels. */
const paperWidth = 690

/** The same for paper: as wide as the page, with nothing to press, and the table in full. */
export function PaperStrip(props: Pick<Props, 'strip' | 'people'>) {
  return (
    <div className="strip" data-paper="">
      <Legend {...props} />
      <StripPicture {...props} width={paperWidth} />
      <Flags {...props} of="flags" />
      <StripAnswers {...props} />
      <Flags {...props} of="ticks" />
      <StripTable {...props} />
    </div>
  )
}

/** Who has which colour and pattern, and what each shape means. Only what occurs. */
const Legend = memo(function Legend({ strip, people }: Props) {
  const kinds = [...new Set(strip.ticks.map(({ kind }) => kind))]
  const words = {
    fact: t`Fact`,
    hint: t`Hint`,
    curveball: t`Curveball`,
    mark: t`Mark`,
    pin: t`Pin`,
    comment: t`Comment`,
  } as const
  const over = strip.phases.some((phase) => phase.over.length > 0)
  return (
    <ul className="strip-legend" aria-label={t`Legend`}>
      {inStrip(strip).map((participant) => (
        <li key={participant}>
          <PersonSwatch colour={people.get(participant)?.colour ?? 8} />
          {stripName(people, participant)}
        </li>
      ))}
      {kinds.map((kind) => (
        <li key={kind}>
          <MomentSign kind={kind} />
          {words[kind]}
        </li>
      ))}
      {strip.flags.some(({ at, section }) => at !== null && section !== null) && (
        <li>
          <MomentSign kind="flag" />
          {t`First or early`}
        </li>
      )}
      <li>
        <span className="strip-swatch" data-of="open" />
        {t`Its phase`}
      </li>
      {strip.airtime !== null && strip.airtime.talkOvers.length > 0 && (
        <li>
          <span className="strip-swatch" data-of="talk-over" />
          {t`Two at once`}
        </li>
      )}
      {strip.airtime !== null && strip.airtime.silences.length > 0 && (
        <li>
          <span className="strip-swatch" data-of="silence" />
          {t`Silence`}
        </li>
      )}
      {strip.airtime !== null && strip.airtime.monologue !== null && (
        <li>
          <span className="strip-swatch" data-of="monologue" />
          {t`Longest monologue`}
        </li>
      )}
      {over && (
        <li>
          <span className="strip-swatch" data-of="over" />
          {t`Overtime`}
        </li>
      )}
    </ul>
  )
})

function PersonSwatch({ colour }: { readonly colour: PersonColour }) {
  const id = useId()
  return (
    <svg className="strip-swatch" viewBox="0 0 22 12" aria-hidden="true">
      <defs>
        <PersonPattern id={id} colour={colour} />
      </defs>
      <rect width="22" height="12" fill={`url(#${id})`} />
    </svg>
  )
}

/** What the picture answers within ten seconds. */
function StripAnswers({ strip, people }: Pick<Props, 'strip' | 'people'>) {
  return (
    <dl className="strip-answers">
      {answersOf(strip, people).map(({ question, answer }) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd dir="auto">{answer}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Flags, ticks, or what is notable about who spoke, with their times, in one list by time. */
function Flags({ strip, people, onGo, of }: Omit<Props, 'at'> & { readonly of: 'flags' | 'ticks' | 'airtime' }) {
  const names = {
    flags: t`Flags`,
    ticks: t`Given and marked`,
    airtime: t`Talk-overs, silences and the longest monologue`,
  }
  const moments =
    of === 'airtime'
      ? airtimeMoments(strip, people).map(({ at, words }) => ({ at, kind: null, words, item: null }))
      : of === 'flags'
        ? strip.flags.flatMap((flag) =>
            flag.at === null
              ? []
              : [{ at: flag.at, kind: 'flag' as const, words: flagWords(strip, flag), item: flag.item }],
          )
        : strip.ticks.map((tick) => ({ at: tick.at, kind: tick.kind, words: tickWords(people, tick), item: null }))
  if (moments.length === 0) return null
  return (
    <ul className="strip-flags" aria-label={names[of]}>
      {moments.map(({ at, kind, words, item }, index) => {
        const inside = (
          <>
            {kind !== null && <MomentSign kind={kind} />}
            <span className="tabular">{stripMoment(strip, at)}</span> {words}
          </>
        )
        return (
          <li key={index}>
            {onGo ? (
              <button type="button" onClick={() => onGo({ at, item })}>
                {inside}
              </button>
            ) : (
              <span>{inside}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

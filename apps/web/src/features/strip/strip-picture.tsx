import type { ItemId } from '@greenroom/board'
import type { Airtime, Strip, StripBlock, StripFlag, StripTick } from '@greenroom/replay'
import type { ParticipantId } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type KeyboardEvent, memo, useId, useMemo, useRef, useState } from 'react'
import type { StripPeople } from './strip-people.ts'
import { inGroups, plotStrip, type StripPlot, stepInStrip, timeToX } from './strip-plot.ts'
import { MomentShape, PersonPattern } from './strip-shapes.tsx'
import { blockWords, phaseWords, stripMoment, tickWords } from './strip-words.ts'

/** Where the strip leads: a moment in the store's milliseconds, and the card that was worked on there. */
export type StripMoment = { readonly at: number; readonly item: ItemId | null }

/** The width of a letter of the small text, in CSS pixels, to estimate what fits. */
const letter = 6.2

/**
 * The strip as a drawing of `width` CSS pixels, with a button over everything that leads to a moment. The stretches of work are one stop
 * of the Tab key; arrows go from one to the next.
 */
export const StripPicture = memo(function StripPicture({
  strip,
  people,
  width,
  onGo,
  follows = false,
}: {
  readonly strip: Strip
  readonly people: StripPeople
  readonly width: number
  /** Without it nothing can be pressed. */
  readonly onGo?: ((moment: StripMoment) => void) | undefined
  /** Whether the arrow keys already go to a moment, because its board is below. */
  readonly follows?: boolean
}) {
  const plot = useMemo(() => plotStrip(strip, width), [strip, width])
  const blocks = useMemo(() => strip.rows.flatMap(({ blocks }) => blocks), [strip])
  const id = useId()
  const [chosen, setChosen] = useState<StripBlock | null>(null)
  const buttons = useRef(new Map<StripBlock, HTMLButtonElement>())
  const stop = chosen !== null && blocks.includes(chosen) ? chosen : blocks[0]
  const go = (block: StripBlock): void => onGo?.({ at: block.to, item: block.items.at(-1) ?? null })
  const press = (event: KeyboardEvent, block: StripBlock): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const next = stepInStrip(strip, block, event.key)
    if (next === null) {
      // At the end of a row the arrows stay here, and do not move the replay.
      if (event.key.startsWith('Arrow')) stopped(event)
      return
    }
    stopped(event)
    setChosen(next)
    buttons.current.get(next)?.focus()
    if (follows) go(next)
  }
  return (
    <div className="strip-picture" style={{ width: plot.width, height: plot.height }}>
      <Drawing strip={strip} people={people} plot={plot} id={id} />
      {onGo !== undefined && (
        <>
          {strip.phases.map((phase) => {
            const x = timeToX(plot, strip, phase.from)
            const words = `${phase.name}, ${stripMoment(strip, phase.from)}, ${phaseWords(phase)}`
            return (
              <button
                key={phase.from}
                type="button"
                tabIndex={-1}
                className="strip-press"
                aria-label={words}
                title={words}
                style={boxStyle(x, 0, timeToX(plot, strip, phase.to) - x, plot.phases.height)}
                onClick={() => onGo({ at: phase.from, item: null })}
              />
            )
          })}
          {inGroups<StripTick>(plot, strip, strip.ticks).map(({ x, things }) => {
            const words = things.map((tick) => `${stripMoment(strip, tick.at)} ${tickWords(people, tick)}`).join('; ')
            return (
              <button
                key={x}
                type="button"
                className="strip-press"
                aria-label={words}
                title={words}
                style={boxStyle(x - 12, plot.ticks.top, 24, 24)}
                onClick={() => onGo({ at: things[0]?.at ?? strip.from, item: null })}
              />
            )
          })}
          <div role="toolbar" aria-label={t`Work on the board by section; arrow keys go from one stretch to the next`}>
            {plot.rows.flatMap((row) =>
              row.blocks.map(({ block, x, y, width, height }) => (
                <button
                  key={`${row.section} ${block.by} ${block.from}`}
                  ref={(element) => {
                    if (element === null) buttons.current.delete(block)
                    else buttons.current.set(block, element)
                  }}
                  type="button"
                  tabIndex={block === stop ? 0 : -1}
                  className="strip-press"
                  aria-label={blockWords(strip, people, block)}
                  title={blockWords(strip, people, block)}
                  style={boxStyle(x, y, width, height)}
                  onFocus={() => setChosen(block)}
                  onKeyDown={(event) => press(event, block)}
                  onClick={() => go(block)}
                />
              )),
            )}
          </div>
        </>
      )}
    </div>
  )
})

/** A line at the moment that is shown elsewhere. Only this is drawn again while a replay plays. */
export function StripHead({
  strip,
  width,
  at,
}: {
  readonly strip: Strip
  readonly width: number
  readonly at: number
}) {
  const plot = useMemo(() => plotStrip(strip, width), [strip, width])
  if (at < strip.from || at > strip.to) return null
  return <div className="strip-head" style={{ translate: `${timeToX(plot, strip, at)}px 0`, height: plot.axis.top }} />
}

/** Everybody in the picture: who worked on the board, and who spoke. */
export function inStrip({ people, airtime }: Strip): readonly ParticipantId[] {
  const voices = airtime?.voices ?? []
  return [...new Set([...people, ...voices].map(({ participant }) => participant))]
}

const stopped = (event: KeyboardEvent): void => {
  event.preventDefault()
  event.stopPropagation()
}

const boxStyle = (x: number, y: number, width: number, height: number) => ({ left: x, top: y, width, height })

/** How dense the work of a stretch was, as the opacity of its bar: an edit per second or more is full. */
const densityOf = ({ from, to, edits }: StripBlock): number =>
  Math.min(1, 0.55 + (0.45 * edits) / Math.max(1, (to - from) / 1000))

function Drawing({
  strip,
  people,
  plot,
  id,
}: {
  readonly strip: Strip
  readonly people: StripPeople
  readonly plot: StripPlot
  readonly id: string
}) {
  const x = (at: number): number => timeToX(plot, strip, at)
  const pattern = (by: StripBlock['by']): string => `${id}${by}`
  const bottom = plot.axis.top
  const flagged = Map.groupBy(
    strip.flags.filter((flag) => flag.at !== null),
    ({ section }) => section,
  )
  return (
    <svg
      className="strip-drawing"
      viewBox={`0 0 ${plot.width} ${plot.height}`}
      width={plot.width}
      height={plot.height}
      aria-hidden="true"
    >
      <defs>
        {inStrip(strip).map((participant) => (
          <PersonPattern key={participant} id={pattern(participant)} colour={people.get(participant)?.colour ?? 8} />
        ))}
        <pattern id={`${id}over`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0,0V7" className="strip-over-line" />
        </pattern>
      </defs>
      {strip.phases.map((phase, index) => {
        const left = x(phase.from)
        const wide = x(phase.to) - left
        const room = Math.floor((wide - 8) / letter)
        const number = `${phase.phase + 1}`
        return (
          <g key={phase.from}>
            <rect
              className="strip-phase"
              data-odd={index % 2 === 1 || undefined}
              x={left}
              y={0}
              width={Math.max(1, wide - 1)}
              height={plot.phases.height}
              rx={3}
            />
            {phase.over.map((over) => (
              <g key={over.from}>
                <rect
                  x={x(over.from)}
                  y={0}
                  width={Math.max(2, x(over.to) - x(over.from))}
                  height={bottom}
                  fill={`url(#${id}over)`}
                />
                <rect
                  className="strip-over"
                  x={x(over.from)}
                  y={plot.phases.height - 3}
                  width={Math.max(2, x(over.to) - x(over.from))}
                  height={3}
                />
              </g>
            ))}
            {room >= number.length && (
              <text className="strip-phase-name" x={left + 4} y={13}>
                {phase.name.length <= room ? phase.name : room >= 7 ? `${phase.name.slice(0, room - 1)}…` : number}
              </text>
            )}
            {room >= 12 && (
              <text className="strip-small" x={left + 4} y={26}>
                {phaseWords(phase).length <= room ? phaseWords(phase) : phaseWords({ ...phase, over: [] })}
              </text>
            )}
            {index > 0 && <path className="strip-line" d={`M${left - 0.5},0V${bottom}`} />}
          </g>
        )
      })}
      {strip.pauses.map((pause) => (
        <rect
          key={pause.from}
          className="strip-pause"
          x={x(pause.from)}
          y={plot.phases.height + 4}
          width={Math.max(1, x(pause.to) - x(pause.from))}
          height={bottom - plot.phases.height - 4}
        />
      ))}
      {!plot.narrow && (
        <text className="strip-title" x={plot.left - 10} y={plot.ticks.top + 16} textAnchor="end">
          {t`Given and marked`}
        </text>
      )}
      {inGroups<StripTick>(plot, strip, strip.ticks).map(({ x: left, things }) => (
        <g key={left}>
          <path className="strip-tick-line" d={`M${left},${plot.ticks.top + 12}V${bottom}`} />
          <MomentShape kind={things[0]?.kind ?? 'fact'} x={left} y={plot.ticks.top + 12} />
          {things.length > 1 && (
            <text className="strip-count" x={left + 7} y={plot.ticks.top + 9}>
              {things.length}
            </text>
          )}
        </g>
      ))}
      {strip.airtime !== null && <Speech airtime={strip.airtime} plot={plot} x={x} pattern={pattern} />}
      {plot.rows.map((row, index) => {
        const { title, open, cards, edits } = strip.rows[index] ?? { title: '', open: [], cards: 0, edits: 0 }
        const middle = row.top + row.height / 2
        return (
          <g key={row.section}>
            <text
              className="strip-title"
              data-empty={edits === 0 || undefined}
              x={plot.narrow ? plot.left : plot.left - 10}
              y={plot.narrow ? row.top - 5 : middle + 4}
              textAnchor={plot.narrow ? 'start' : 'end'}
            >
              {title}
              {cards > 0 ? ` ${cards}` : ''}
            </text>
            <path className="strip-base" d={`M${plot.left},${row.top + row.height + 0.5}H${plot.left + plot.span}`} />
            {open.map((span) => (
              <rect
                key={span.from}
                className="strip-open"
                x={x(span.from)}
                y={row.top}
                width={Math.max(1, x(span.to) - x(span.from) - 1)}
                height={row.height}
                rx={2}
              />
            ))}
            {row.blocks.map(({ block, x: left, y, width, height }) => (
              <rect
                key={`${block.by} ${block.from}`}
                className="strip-block"
                x={left}
                y={y}
                width={width}
                height={height}
                rx={2.5}
                fill={`url(#${pattern(block.by)})`}
                opacity={densityOf(block)}
              />
            ))}
            {edits === 0 && (
              <text className="strip-small" x={plot.left + 4} y={middle + 4}>
                {t`nothing`}
              </text>
            )}
            {inGroups<StripFlag>(plot, strip, flagged.get(row.section) ?? []).map(({ x: left }) => (
              <MomentShape key={left} kind="flag" x={left + 4} y={row.top + 5} />
            ))}
          </g>
        )
      })}
      {plot.axis.times.map((time, index) => (
        <text
          key={time}
          className="strip-small"
          x={x(time)}
          y={bottom + 15}
          textAnchor={index === 0 ? 'start' : x(time) > plot.left + plot.span - 16 ? 'end' : 'middle'}
        >
          {stripMoment(strip, time)}
        </text>
      ))}
    </svg>
  )
}

/** Who spoke when: a lane for each voice whose microphone was measured, and above them when two spoke at once, and when nobody spoke. */
function Speech({
  airtime: { voices, talkOvers, silences, monologue },
  plot,
  x,
  pattern,
}: {
  readonly airtime: Airtime
  readonly plot: StripPlot
  readonly x: (at: number) => number
  readonly pattern: (by: ParticipantId) => string
}) {
  const place = plot.airtime
  if (place === null) return null
  const across = ({ from, to }: { readonly from: number; readonly to: number }, least: number) => ({
    x: x(from),
    width: Math.max(least, x(to) - x(from)),
  })
  return (
    <g data-part="airtime">
      <text
        className="strip-title"
        x={plot.narrow ? plot.left : plot.left - 10}
        y={plot.narrow ? place.top - 5 : place.top + place.height / 2 + 4}
        textAnchor={plot.narrow ? 'start' : 'end'}
      >
        {t`Who spoke`}
      </text>
      {silences.map((span) => (
        <rect key={span.from} className="strip-silence" {...across(span, 2)} y={place.top} height={place.height - 1} />
      ))}
      {voices.map(({ participant, heard, speech }, index) => {
        const { top, height } = place.lanes[index] ?? { top: place.top, height: 0 }
        return (
          <g key={participant}>
            {heard.map((span) => (
              <rect key={span.from} className="strip-heard" {...across(span, 1)} y={top + height - 1} height={1} />
            ))}
            {speech.map((span) => (
              <rect
                key={span.from}
                {...across(span, 1)}
                y={top}
                height={height}
                fill={`url(#${pattern(participant)})`}
              />
            ))}
          </g>
        )
      })}
      {talkOvers.map((span) => (
        <rect
          key={span.from}
          className="strip-talk-over"
          {...across(span, 3)}
          y={place.top - 1}
          height={place.height + 1}
        />
      ))}
      {monologue !== null && (
        <rect className="strip-monologue" {...across(monologue, 3)} y={place.top + place.height} height={2.5} />
      )}
    </g>
  )
}

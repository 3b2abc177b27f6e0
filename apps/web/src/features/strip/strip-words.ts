import { type Span, type Strip, type StripBlock, type StripFlag, type StripTick, summaryOf } from '@greenroom/replay'
import { plural, t } from '@lingui/core/macro'
import { minutesAndSeconds } from '../clock/clock-words.ts'
import { momentWords } from '../clock/moment.ts'
import type { StripPeople } from './strip-people.ts'

/** A length of time in whole elapsed seconds: `12:40`. */
export function lengthWords(milliseconds: number): string {
  return minutesAndSeconds(Math.floor(Math.max(0, milliseconds) / 1000) * 1000)
}

/** `31:10`, counted from the start of the round. */
export function stripMoment(strip: Pick<Strip, 'from'>, at: number): string {
  return momentWords(at, strip.from)
}

export function stripName(people: StripPeople, participant: StripTick['by']): string {
  return participant === null ? t`The room` : (people.get(participant)?.name ?? t`Someone`)
}

const titleOf = (strip: Strip, section: string | null): string =>
  strip.rows.find((row) => row.section === section)?.title ?? section ?? ''

/** The text of a flag, without its time. `agenda`: the names of all phases. */
export function flagWords(strip: Strip, flag: StripFlag): string {
  const never = flag.at === null
  switch (flag.rule) {
    case 'first-metric':
      return never ? t`No metric` : t`First metric`
    case 'first-north-star':
      return never ? t`No north star` : t`North star chosen`
    case 'first-guardrail':
      return never ? t`No guardrail` : t`First guardrail`
    case 'first-recommendation':
      return never ? t`No recommendation` : t`Recommendation begun`
    case 'goal-changed':
      return t`Goal changed`
    case 'metric-before-goal':
      return t`Metric before a goal`
    case 'solution-before-pain':
      return t`Solution before pain`
    case 'ahead-of-phase':
      return t`${titleOf(strip, flag.section)} ahead of its phase`
    case 'nothing-written':
      return t`Nothing in ${titleOf(strip, flag.section)}`
    case 'phase-not-reached':
      return t`Phase “${strip.agenda[flag.phase ?? 0] ?? ''}” not reached`
  }
}

export function tickWords(people: StripPeople, tick: StripTick): string {
  switch (tick.kind) {
    case 'fact':
      return t`Fact: ${tick.words}`
    case 'hint':
      return t`Hint ${tick.words}`
    case 'curveball':
      return t`Curveball`
    case 'mark':
      return tick.words === '' ? t`Marked` : t`Marked: ${tick.words}`
    case 'pin':
      return tick.words === ''
        ? t`Pinned by ${stripName(people, tick.by)}`
        : t`Pinned by ${stripName(people, tick.by)}: ${tick.words}`
    case 'comment': {
      const count = plural(Number(tick.words), { one: '# comment', other: '# comments' })
      return tick.by === null ? count : t`${count} by ${stripName(people, tick.by)}`
    }
  }
}

/** `Metrics tree, 31:10 to 36:02, Caro, 87 edits`. */
export function blockWords(strip: Strip, people: StripPeople, block: StripBlock): string {
  const times = t`${stripMoment(strip, block.from)} to ${stripMoment(strip, block.to)}`
  const edits = block.edits === 1 ? t`1 edit` : t`${block.edits} edits`
  return `${titleOf(strip, block.section)}, ${times}, ${stripName(people, block.by)}, ${edits}`
}

/** `2:33 of 3:00`, and by how much it ran over. */
export function phaseWords(phase: Strip['phases'][number]): string {
  const over = phase.over.reduce((sum: number, { from, to }: Span) => sum + to - from, 0)
  const used = t`${lengthWords(phase.spent)} of ${lengthWords(phase.granted)}`
  // Less than a second is not an overrun, but the time that a press took.
  return over >= 1000 ? t`${used}, ${lengthWords(over)} over` : used
}

/** `0:14 at 12:10`. */
function lengthAt(strip: Strip, { from, to }: Span): string {
  return t`${lengthWords(to - from)} at ${stripMoment(strip, from)}`
}

const longestOf = (spans: readonly Span[]): Span | null =>
  spans.reduce<Span | null>(
    (most, one) => (most !== null && most.to - most.from >= one.to - one.from ? most : one),
    null,
  )

/** How long each person spoke, their share of all speech, and the longest time for which they held the floor. */
export function voiceRows(
  strip: Strip,
  people: StripPeople,
): readonly { readonly name: string; readonly spoke: string; readonly share: string }[] {
  const voices = strip.airtime?.voices ?? []
  const all = voices.reduce((sum, { spoke }) => sum + spoke, 0)
  return voices.map(({ participant, spoke }) => ({
    name: stripName(people, participant),
    spoke: lengthWords(spoke),
    share: `${all === 0 ? 0 : Math.round((spoke / all) * 100)}%`,
  }))
}

/** What is notable about who spoke when, with the moments to go to. By time. */
export function airtimeMoments(
  strip: Strip,
  people: StripPeople,
): readonly { readonly kind: 'talk-over' | 'silence' | 'monologue'; readonly at: number; readonly words: string }[] {
  const { airtime } = strip
  if (airtime === null) return []
  const { monologue } = airtime
  return [
    ...airtime.talkOvers.map((span) => ({
      kind: 'talk-over' as const,
      at: span.from,
      words: t`Spoke at once, ${lengthWords(span.to - span.from)}`,
    })),
    ...airtime.silences.map((span) => ({
      kind: 'silence' as const,
      at: span.from,
      words: t`Silence, ${lengthWords(span.to - span.from)}`,
    })),
    ...(monologue === null
      ? []
      : [
          {
            kind: 'monologue' as const,
            at: monologue.from,
            words: t`Longest monologue, ${stripName(people, monologue.by)}, ${lengthWords(monologue.to - monologue.from)}`,
          },
        ]),
  ].toSorted((a, b) => a.at - b.at)
}

/** `Caro 62%, 18:02 · …`; `null`: it was not measured. */
function airtimeAnswer(strip: Strip, people: StripPeople): string | null {
  const { airtime } = strip
  if (airtime === null) return null
  const { talkOvers, silences, monologue } = airtime
  const longest = longestOf(silences)
  return [
    ...voiceRows(strip, people).map(({ name, spoke, share }) => `${name} ${share}, ${spoke}`),
    talkOvers.length === 0 ? t`no talk-overs` : plural(talkOvers.length, { one: '# talk-over', other: '# talk-overs' }),
    longest === null
      ? t`no long silence`
      : plural(silences.length, {
          one: `# silence, ${lengthAt(strip, longest)}`,
          other: `# silences, longest ${lengthAt(strip, longest)}`,
        }),
    ...(monologue === null
      ? []
      : [t`longest monologue ${stripName(people, monologue.by)} ${lengthAt(strip, monologue)}`]),
  ].join(' · ')
}

/** One question that the strip answers, and its answer. */
export type StripAnswer = { readonly question: string; readonly answer: string }

const shownSections = 3

/** The questions that the strip answers within ten seconds, in words: five, and who spoke if that was measured. */
export function answersOf(strip: Strip, people: StripPeople): readonly StripAnswer[] {
  const { time, over, early, never, filled, help } = summaryOf(strip)
  const list = (parts: readonly string[], none: string): string => (parts.length === 0 ? none : parts.join(' · '))
  const helpWords = help.map(({ kind, times }) => {
    switch (kind) {
      case 'fact':
        return times === 1 ? t`1 fact` : t`${times} facts`
      case 'hint':
        return times === 1 ? t`1 hint` : t`${times} hints`
      default:
        return times === 1 ? t`1 curveball` : t`${times} curveballs`
    }
  })
  const spoken = airtimeAnswer(strip, people)
  const hints = strip.ticks.filter(({ kind }) => kind === 'hint').map(({ at }) => stripMoment(strip, at))
  return [
    {
      question: t`Where the time went`,
      answer: list(
        [
          ...time.slice(0, shownSections).map(({ title, worked }) => `${title} ${lengthWords(worked)}`),
          ...over.map((one) => t`${one.name} ${lengthWords(one.over)} over`),
        ],
        t`Nobody worked on the board`,
      ),
    },
    {
      question: t`What came too early`,
      answer: list(
        early.map((flag) => `${flagWords(strip, flag)} ${stripMoment(strip, flag.at ?? strip.from)}`),
        t`Nothing`,
      ),
    },
    {
      question: t`What never came`,
      answer: list(
        never.map((flag) => flagWords(strip, flag)),
        strip.ended ? t`Nothing is missing` : t`The round has not ended`,
      ),
    },
    {
      question: t`Who filled the board`,
      answer: list(
        filled.map(({ participant, share, cards }) => {
          const count = cards === 1 ? t`1 card` : t`${cards} cards`
          return t`${stripName(people, participant)} ${Math.round(share * 100)}% of the edits, ${count}`
        }),
        t`Nobody`,
      ),
    },
    {
      question: t`Where help was given`,
      answer: list(
        [...helpWords, ...(hints.length > 0 ? [t`hints at ${hints.join(', ')}`] : [])],
        t`No fact, hint or curveball`,
      ),
    },
    ...(spoken === null ? [] : [{ question: t`Who spoke`, answer: spoken }]),
  ]
}

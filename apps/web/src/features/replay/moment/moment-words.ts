import type { Chapter, MarkedEntry, Timeline } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { durationInWords } from '../../clock/clock-words.ts'
import { momentWords } from '../../clock/moment.ts'

/** What the timeline says about an entry. */
export function markWords({ kind, data }: MarkedEntry): string {
  switch (kind) {
    case 'prompt-shown':
      return t`Prompt shown`
    case 'fact-asked':
      return t`Asked: ${data.question}`
    case 'fact-released':
      return t`Fact: ${data.label}`
    case 'hint-given':
      return t`Hint ${data.rung}`
    case 'curveball-played':
      return t`Curveball`
    case 'note-written':
      return t`Note: ${data.words}`
    case 'note-shared':
      return t`Shared note: ${data.words}`
    case 'moment-marked':
      return data.label === '' ? t`Moment marked` : t`Marked: ${data.label}`
    case 'moment-pinned':
      return data.words === '' ? t`Pinned` : t`Pinned: ${data.words}`
    case 'clock-paused':
      return t`Clock paused`
    case 'clock-resumed':
      return t`Clock resumed`
    case 'time-added':
      return data.added >= 0 ? t`Time added` : t`Time removed`
    case 'scorecard-sealed':
      return t`Scorecard sealed`
    case 'scores-opened':
      return t`Scores opened`
    case 'round-ended':
      return t`Round ended`
    case 'round-reopened':
      return t`Round reopened`
  }
}

/** The round whose clock a moment is counted by: the last that had started. */
function roundAt({ rounds }: Timeline, at: number): { readonly title: string; readonly startedAt: number } | null {
  const index = rounds.findLastIndex((one) => one.startedAt <= at)
  const round = rounds[index]
  return round ? { title: rounds.length > 1 ? t`Round ${index + 1}` : '', startedAt: round.startedAt } : null
}

const isInLobby = ({ chapters }: Timeline, at: number): boolean =>
  chapters.some(({ kind, from, to }) => kind === 'lobby' && from <= at && at < to)

/** A moment of the replay as notes and marks write it, `5:11`; with its round where there are several, `Round 2, 5:11`. */
export function replayMoment(timeline: Timeline, at: number): string {
  const round = roundAt(timeline, at)
  if (isInLobby(timeline, at)) return t`Lobby`
  const words = momentWords(at, round?.startedAt ?? timeline.from)
  return round?.title ? `${round.title}, ${words}` : words
}

/**
 * Where the round of a moment ends, counted like the moment: its last moment before the next round is opened, or the end of the session.
 */
export function replayLength(timeline: Timeline, at: number): string {
  const startedAt = roundAt(timeline, at)?.startedAt ?? timeline.from
  return momentWords(endOf(timeline, at), startedAt)
}
const endOf = ({ chapters, end }: Timeline, at: number): number =>
  chapters.find(({ kind, from }) => kind === 'lobby' && from > at)?.from ?? end

/** The same for screen readers: `5 minutes 11 seconds of 34 minutes`. */
export function spokenMoment(timeline: Timeline, at: number): string {
  const round = roundAt(timeline, at)
  if (isInLobby(timeline, at)) return t`Lobby`
  const startedAt = round?.startedAt ?? timeline.from
  const words = t`${durationInWords(at - startedAt)} of ${durationInWords(endOf(timeline, at) - startedAt)}`
  return round?.title ? `${round.title}, ${words}` : words
}

/** The title of a stretch of the replay; rounds that have the same stretches are told apart. */
export function chapterWords(chapter: Chapter, { rounds }: Pick<Timeline, 'rounds'>): string {
  const number = rounds.length > 1 ? rounds.findIndex((one) => one.round === chapter.round) + 1 : 0
  const ofRound = number > 0 ? t` of round ${number}` : ''
  switch (chapter.kind) {
    case 'lobby':
      return `Lobby${ofRound}`
    case 'phase':
      return chapter.name === '' ? t`Phase ${chapter.phase + 1}` : chapter.name
    case 'reopened':
      return t`Reopened`
    case 'ended':
      return t`Ended`
    case 'debrief':
      return t`Debrief${ofRound}`
  }
}

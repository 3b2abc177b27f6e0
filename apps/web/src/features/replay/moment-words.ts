import type { Chapter, MarkedEntry, Timeline } from '@greenroom/replay'
import { durationInWords } from '../clock/clock-words.ts'
import { momentWords } from '../clock/moment.ts'

/** What the line of time says of an entry. */
export function markWords({ kind, data }: MarkedEntry): string {
  switch (kind) {
    case 'prompt-shown':
      return 'Prompt shown'
    case 'fact-asked':
      return `Asked: ${data.question}`
    case 'fact-released':
      return `Fact: ${data.label}`
    case 'hint-given':
      return `Hint ${data.rung}`
    case 'curveball-played':
      return 'Curveball'
    case 'note-written':
      return `Note: ${data.words}`
    case 'note-shared':
      return `Shared note: ${data.words}`
    case 'moment-marked':
      return data.label === '' ? 'Moment marked' : `Marked: ${data.label}`
    case 'clock-paused':
      return 'Clock paused'
    case 'clock-resumed':
      return 'Clock resumed'
    case 'time-added':
      return data.added >= 0 ? 'Time added' : 'Time taken'
    case 'scorecard-sealed':
      return 'Scorecard sealed'
    case 'scores-opened':
      return 'Scores opened'
    case 'round-ended':
      return 'Round ended'
    case 'round-reopened':
      return 'Round reopened'
  }
}

/** The round whose clock a moment is counted by: the last that had started. */
function roundAt({ rounds }: Timeline, at: number): { readonly title: string; readonly startedAt: number } | null {
  const index = rounds.findLastIndex((one) => one.startedAt <= at)
  const round = rounds[index]
  return round ? { title: rounds.length > 1 ? `Round ${index + 1}` : '', startedAt: round.startedAt } : null
}

const isInLobby = ({ chapters }: Timeline, at: number): boolean =>
  chapters.some(({ kind, from, to }) => kind === 'lobby' && from <= at && at < to)

/** A moment of the replay as notes and marks say it, `5:11`; with its round where there are several, `Round 2, 5:11`. */
export function replayMoment(timeline: Timeline, at: number): string {
  const round = roundAt(timeline, at)
  if (isInLobby(timeline, at)) return 'Lobby'
  const words = momentWords(at, round?.startedAt ?? timeline.from)
  return round?.title ? `${round.title}, ${words}` : words
}

/** Where the round of a moment ends, counted like the moment: its last before the next round is opened, or the end of the session. */
export function replayLength(timeline: Timeline, at: number): string {
  const startedAt = roundAt(timeline, at)?.startedAt ?? timeline.from
  return momentWords(endOf(timeline, at), startedAt)
}
const endOf = ({ chapters, end }: Timeline, at: number): number =>
  chapters.find(({ kind, from }) => kind === 'lobby' && from > at)?.from ?? end

/** The same for screen readers: `5 minutes 11 seconds of 34 minutes`. */
export function spokenMoment(timeline: Timeline, at: number): string {
  const round = roundAt(timeline, at)
  if (isInLobby(timeline, at)) return 'Lobby'
  const startedAt = round?.startedAt ?? timeline.from
  const words = `${durationInWords(at - startedAt)} of ${durationInWords(endOf(timeline, at) - startedAt)}`
  return round?.title ? `${round.title}, ${words}` : words
}

/** The title of a stretch of the replay; the rounds that have the same stretches are told apart. */
export function chapterWords(chapter: Chapter, { rounds }: Pick<Timeline, 'rounds'>): string {
  const number = rounds.length > 1 ? rounds.findIndex((one) => one.round === chapter.round) + 1 : 0
  const ofRound = number > 0 ? ` of round ${number}` : ''
  switch (chapter.kind) {
    case 'lobby':
      return `Lobby${ofRound}`
    case 'phase':
      return chapter.name === '' ? `Phase ${chapter.phase + 1}` : chapter.name
    case 'reopened':
      return 'Reopened'
    case 'ended':
      return 'Ended'
    case 'debrief':
      return `Debrief${ofRound}`
  }
}

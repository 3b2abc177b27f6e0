import type { Chapter, MarkedEntry } from '@greenroom/replay'

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

/** The title of a stretch of the replay. */
export function chapterWords(chapter: Chapter): string {
  switch (chapter.kind) {
    case 'lobby':
      return 'Lobby'
    case 'phase':
      return chapter.name === '' ? `Phase ${chapter.phase + 1}` : chapter.name
    case 'reopened':
      return 'Reopened'
    case 'debrief':
      return 'Debrief'
  }
}

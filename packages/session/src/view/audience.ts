import type { EntryKind } from '../log/entries.ts'

/**
 * Who may receive an entry. `desk`: interviewer and mentor of that round. `author`: who caused it.
 * `document`: whoever may open the document; travels on the board's socket and takes no number. `nobody`: stays on the server.
 */
export type Audience = 'everyone' | 'desk' | 'author' | 'document' | 'nobody'

export type AudienceRow = {
  /** While the round runs. */
  readonly live: Audience
  /** Once that round's scores are open; what was withheld is then delivered after the opening entry. */
  readonly afterScores: Audience
  /** In the export that a participant downloads: what that participant may see (`seen`), or never. */
  readonly export: 'seen' | 'never'
  /** In a nameless replay link given to an outsider. */
  readonly replayLink: 'everyone' | 'never'
}

const open = { live: 'everyone', afterScores: 'everyone', export: 'seen', replayLink: 'everyone' } as const
const deskThenOpen = { live: 'desk', afterScores: 'everyone', export: 'seen', replayLink: 'never' } as const
const authorThenOpen = { live: 'author', afterScores: 'everyone', export: 'seen', replayLink: 'never' } as const
const ownWords = { live: 'author', afterScores: 'author', export: 'seen', replayLink: 'never' } as const

/** The one table of who may receive what. SPEC.md prints it; a test fails on a kind that is missing. */
export const audienceTable: { readonly [K in EntryKind]: AudienceRow } = {
  'session-created': open,
  'session-closed': open,
  'session-reopened': open,
  'participant-joined': open,
  'participant-named': { ...open, replayLink: 'never' },
  'participant-removed': open,
  'round-opened': open,
  'seat-taken': open,
  'seat-left': open,
  'seat-handed-over': open,
  'case-prepared': deskThenOpen,
  'guide-prepared': deskThenOpen,
  'case-made-ready': open,
  'round-started': open,
  'prompt-shown': open,
  'round-ended': open,
  'round-reopened': open,
  'phase-started': open,
  'clock-paused': open,
  'clock-resumed': open,
  'time-added': open,
  'fact-asked': open,
  'fact-released': open,
  'hint-given': open,
  'curveball-played': open,
  'probe-ticked': deskThenOpen,
  'note-written': ownWords,
  'note-removed': ownWords,
  'note-shared': open,
  'moment-marked': deskThenOpen,
  'whisper-sent': { live: 'desk', afterScores: 'desk', export: 'never', replayLink: 'never' },
  'scorecard-filled': authorThenOpen,
  'scorecard-sealed': open,
  'scores-opened': open,
  'takeaway-set': open,
  'board-edited': { live: 'document', afterScores: 'document', export: 'seen', replayLink: 'everyone' },
}

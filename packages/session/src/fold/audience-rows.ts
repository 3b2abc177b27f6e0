/**
 * Who may receive an entry. `desk`: interviewer and mentor of that round. `author`: the participant who caused it. `document`: everybody
 * who may open the document; travels on the board's socket and has no number. `nobody`: stays on the server.
 */
export type Audience = 'everyone' | 'desk' | 'author' | 'document' | 'nobody'

export type AudienceRow = {
  /** While the round runs. */
  readonly live: Audience
  /** Once that round's scores are open; what was withheld is then delivered after the opening entry. */
  readonly afterScores: Audience
  /** In the export that a participant downloads: what that participant may see (`seen`), only when they want the recorded voices too (`sound`), or never. */
  readonly export: 'seen' | 'sound' | 'never'
  /** In a share link, which an outsider opens. */
  readonly replayLink: SharedWith
}

/**
 * Which share links show it: all; those with names; those with notes and comments (`words`); those with the desk's view; those with both
 * (`desk-words`); those with recorded voices (`sound`); none.
 */
export type SharedWith = 'everyone' | 'names' | 'words' | 'desk' | 'desk-words' | 'sound' | 'never'

/** The rows that kinds share. */
export const open: AudienceRow = { live: 'everyone', afterScores: 'everyone', export: 'seen', replayLink: 'everyone' }
/** For everybody in the session, and for no outsider. */
export const insiders: AudienceRow = { ...open, replayLink: 'never' }
export const deskThenOpen: AudienceRow = { live: 'desk', afterScores: 'everyone', export: 'seen', replayLink: 'desk' }
export const deskOnly: AudienceRow = { live: 'desk', afterScores: 'desk', export: 'never', replayLink: 'never' }
export const authorThenOpen: AudienceRow = { ...deskThenOpen, live: 'author' }
export const ownWords: AudienceRow = { live: 'author', afterScores: 'author', export: 'seen', replayLink: 'never' }
/**
 * Updates of a document that only its author may open: they travel on that document's socket and in that author's replay, and nowhere else.
 */
export const ownDocument: AudienceRow = { ...ownWords }
export const boardUpdates: AudienceRow = {
  live: 'document',
  afterScores: 'document',
  export: 'seen',
  replayLink: 'everyone',
}

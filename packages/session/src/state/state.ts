import type { Airtime } from './airtime.ts'
import type { AudioRecording } from './audio.ts'
import type { Comment } from './comment.ts'
import type { FeedbackPoint } from './feedback-point.ts'
import type { CommandId, NoteId, ParticipantId, PinId, ReturnId, RoundId, SessionId } from './ids.ts'
import type { Agenda, FrameworkData, Guide, PublicCase } from './interview-case.ts'
import type { LoopPlan } from './loop-plan.ts'
import type { PairCorrections } from './reference-pairs.ts'
import type { Scorecard } from './scorecard.ts'
import type { Coverage, Cut, FactOrigin, Seat, SessionMode, TakeawayKind } from './vocabulary.ts'

/**
 * The fold of a log: on the server of all entries, in a browser of those that its participant received. What a participant has not received
 * is simply absent (`null`, empty), never wrong. Plain JSON data, so that it can be a keyframe.
 */
export type SessionState = {
  readonly session: SessionId | null
  readonly mode: SessionMode
  readonly cut: Cut
  readonly coverage: Coverage
  readonly callLink: string | null
  /** The rounds that it plans; `null`: single ones. */
  readonly loop: LoopPlan | null
  readonly owner: ParticipantId | null
  readonly createdAt: number
  readonly lastAt: number
  readonly status:
    | { readonly kind: 'open' }
    | { readonly kind: 'closed'; readonly at: number; readonly reason: 'owner' | 'no-interviewer' }
  readonly participants: Readonly<Record<ParticipantId, Participant>>
  /**
   * Counts every change of the interviewer's and the candidate's seat; commands name the version they expect. Mentors and
   * observers come and go without making anybody's command stale.
   */
  readonly seatsVersion: number
  /** Counts every change of the clock. */
  readonly clockVersion: number
  /** Participants who have been absent for longer than a moment; the log records only the absence of seat holders. */
  readonly absent: readonly ParticipantId[]
  /** Whether the clock pauses by itself when interviewer or candidate is recorded as absent. */
  readonly pauseWhenAway: boolean
  /** Whether people who only watch may comment. */
  readonly observersComment: boolean
  /** The newest requests of people to be let in on another device, and how many there have been. */
  readonly returns: readonly ReturnRequest[]
  readonly returnsAsked: number
  /** Recordings of what is said in the call, in the order in which they were requested. */
  readonly audio: readonly AudioRecording[]
  /** Measurements of when interviewer and candidate speak, in the order in which they were asked for. */
  readonly airtimes: readonly Airtime[]
  /** Who was the last to join on another device by a saved link. */
  readonly deviceAdded: { readonly participant: ParticipantId; readonly at: number } | null
  /**
   * Whose guides each participant was sent in this session, by case id, whatever the round. A browser knows those of its own
   * stream.
   */
  readonly guidesSeen: Readonly<Record<ParticipantId, readonly string[]>>
  /** The newest commands that changed clock and seats. `null` in a browser. */
  readonly lastClockChange: LastChange | null
  readonly lastSeatsChange: LastChange | null
  /** In the order in which they opened; the last one is current. */
  readonly rounds: readonly Round[]
  /** Commands that are done, so that a repeat is answered and not carried out again; the newest 500. Empty in a browser. */
  readonly doneCommands: readonly DoneCommand[]
  /** What each participant has added to the log, including board edits and people who were removed. Empty in a browser. */
  readonly usage: Readonly<Record<ParticipantId, Usage>>
}

/** Somebody outside says that they are a participant, on another device. */
export type ReturnRequest = {
  readonly request: ReturnId
  readonly participant: ParticipantId
  /** Whether that participant was connected when it was asked. */
  readonly here: boolean
  readonly at: number
  /** `by: null`: the person who asked gave up. */
  readonly answer: { readonly by: ParticipantId | null; readonly granted: boolean; readonly at: number } | null
}

/** How much of a log is one participant's. */
export type Usage = {
  /** Entries that are not board edits. */
  readonly entries: number
  /** UTF-16 units of the data of these entries as JSON, and something for each entry. */
  readonly characters: number
  /** Board edits, and bytes of their updates. */
  readonly edits: number
  readonly editBytes: number
  /** The same of their think trays. */
  readonly trayEdits: number
  readonly trayBytes: number
}

/** Each participant numbers their own commands: the same id of two people names two commands. */
export type DoneCommand = `${ParticipantId | ''} ${CommandId}`

/** What `doneCommands` keeps of a command. `by` is `null` for what the server did by itself. */
export function doneCommand(by: ParticipantId | null, commandId: CommandId): DoneCommand {
  return `${by ?? ''} ${commandId}`
}

export type Participant = {
  readonly id: ParticipantId
  readonly name: string
  readonly admits: readonly Seat[]
  readonly joinedAt: number
  /** Set permanently when the owner removed them; their name and their words stay. */
  readonly removedAt: number | null
}

export type RoundStatus = 'lobby' | 'running' | 'ended' | 'scored'

export type Round = {
  readonly id: RoundId
  readonly status: RoundStatus
  /** Seats by participant; interviewer and candidate are held by at most one, mentor and observer by many. */
  readonly seats: Readonly<Record<ParticipantId, Seat>>
  /** The seat that each participant gave up last in this round: they may come back to it. */
  readonly seatsBefore: Readonly<Record<ParticipantId, Seat>>
  /** From whom the interviewer took the desk over, until it is handed over, left, or taken back. */
  readonly deskTakenFrom: ParticipantId | null
  /** From whom the interviewer took their own desk back, until it is handed over, left, or taken over again. */
  readonly deskTakenBackFrom: ParticipantId | null
  /** Who was sent this round's guide: everybody who has sat at the desk since a case was ready. */
  readonly guideSeenBy: readonly ParticipantId[]
  readonly caseReady: boolean
  /** Present for the desk from `case-prepared`, for everybody once the prompt is shown. */
  readonly case: PublicCase | null
  readonly preparedFramework: FrameworkData | null
  readonly preparedAgenda: Agenda | null
  readonly guide: Guide | null
  readonly promptShownAt: number | null
  readonly framework: FrameworkData | null
  readonly agenda: Agenda | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly scoresOpenedAt: number | null
  readonly clock: Clock
  /**
   * Milliseconds left of each phase when it was last left or paused, by phase index; the planned minutes before it ran. Negative after an
   * overrun. While the clock runs, the deadline is what counts for the current phase. Empty before the start.
   */
  readonly phaseRemaining: readonly number[]
  /** Milliseconds planned for each phase plus what was added: granted − remaining is the time spent. */
  readonly phaseGranted: readonly number[]
  /** In the order in which they were asked. */
  readonly quiets: readonly Quiet[]
  /** What each candidate's think tray held, by participant. Empty in a browser, which has the tray itself. */
  readonly thoughts: Readonly<Record<ParticipantId, readonly Thought[]>>
  /** The newest count of the candidate's tray, at the desk. `null`: no count has arrived. */
  readonly trayCounted: { readonly cards: number; readonly at: number } | null
  /** When thoughts that reached the board were formed and shared, once their candidate has let others see it. */
  readonly openedThoughts:
    | readonly { readonly item: string; readonly formedAt: number; readonly sharedAt: number }[]
    | null
  /** What the candidate is working on, and who said so. */
  readonly focus: { readonly words: string; readonly by: ParticipantId } | null
  readonly phaseStarts: readonly { readonly phase: number; readonly at: number }[]
  readonly asked: readonly {
    readonly question: string
    readonly fact: string | null
    /** The room's answer to a question that asks for no fact. `null` when nothing in the case answers it. */
    readonly answer: string | null
    readonly at: number
    readonly by: ParticipantId | null
  }[]
  readonly facts: readonly {
    readonly fact: string
    readonly label: string
    readonly text: string
    readonly at: number
  }[]
  /** What the interviewer said about facts that were given; of the others nobody said whether they were asked for. */
  readonly factOrigins: Readonly<Record<string, FactOrigin>>
  readonly hints: readonly {
    readonly hint: string
    readonly rung: number
    readonly text: string
    readonly at: number
  }[]
  readonly curveballs: readonly { readonly curveball: string; readonly text: string; readonly at: number }[]
  readonly probes: Readonly<Record<string, boolean>>
  readonly notes: readonly Note[]
  readonly marks: readonly { readonly label: string; readonly at: number; readonly by: ParticipantId | null }[]
  /** By the time at which they were made. Until the scores open everybody knows only their own. */
  readonly pins: readonly Pin[]
  /** Whose pins are a track of the replay, by id. */
  readonly pinTracks: readonly ParticipantId[]
  /** By the time of writing, including deleted ones. Until the scores open everybody knows only their own. */
  readonly comments: readonly Comment[]
  readonly whispers: readonly { readonly words: string; readonly at: number; readonly by: ParticipantId | null }[]
  readonly dimensions: readonly { readonly id: string; readonly title: string }[]
  readonly sealedBy: readonly ParticipantId[]
  readonly scorecards: Readonly<Record<ParticipantId, Scorecard>>
  /** Keep, stop and start points of rounds that were debriefed before there were feedback points. */
  readonly takeaways: Readonly<Record<ParticipantId, Partial<Record<TakeawayKind, string>>>>
  /** Each author's own, in the order of their numbers. */
  readonly feedbackPoints: Readonly<Record<ParticipantId, readonly FeedbackPoint[]>>
  /** What people said about pairs between the board and the reference board; all others are as the matcher proposes. */
  readonly pairs: PairCorrections
  /** Who has asked to swap seats for the next round; `swapAskedBy` in the readings says whether that still stands. */
  readonly swapAskedBy: ParticipantId | null
  /** The second take that swapped seats are requested for. `null`: a new case. */
  readonly swapAskedFor: TakeMoment | null
  /** Who last declined or withdrew it. */
  readonly swapDeclinedBy: ParticipantId | null
  /** What this round takes again. `null`: it began with a case of its own. */
  readonly fork: Fork | null
}

/** A moment of a round, in the store's milliseconds: everything up to and including it. */
export type TakeMoment = { readonly round: RoundId; readonly at: number }

/**
 * A second take: the round continues from a moment of an earlier one. What was released by then is in the round itself; the board begins as
 * the source's was, by reference.
 */
export type Fork = {
  readonly from: RoundId
  /** The moment, in the store's milliseconds. */
  readonly at: number
  /** In a session of two: the candidate alone, and the room answers, as in solo. */
  readonly alone: boolean
  /** Where the clock stood: this round starts in that phase. */
  readonly phase: number
  /** Milliseconds left of each phase, and granted to it. */
  readonly remaining: readonly number[]
  readonly granted: readonly number[]
  /** The phases of the source up to then. */
  readonly phaseStarts: Round['phaseStarts']
}

/** "I would push here": a moment that a mentor keeps to themselves until the scores are open. */
export type Pin = {
  readonly pin: PinId
  readonly by: ParticipantId
  readonly words: string
  /** When it was made; a later change of the text does not move it. */
  readonly at: number
}

/** One card of a think tray: when it was formed, and when it left the tray, for the board or because it was removed. */
export type Thought = { readonly item: string; readonly formedAt: number; readonly goneAt: number | null }

/** A time in which the candidate thinks undisturbed, in the server's milliseconds. */
export type Quiet = {
  readonly startedAt: number
  readonly until: number
  readonly endedAt: number | null
  /** Whether the clock was running before it, and so resumes after it. */
  readonly resumes: boolean
}

export type Note = {
  readonly note: NoteId
  readonly by: ParticipantId
  readonly words: string
  /** When it was first written: its place on the timeline, which a later change of the text does not move. */
  readonly at: number
  readonly shared: boolean
}

/** Folded, not ticked: a browser computes it from the deadline and its estimate of the server's time. */
export type Clock =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'running'; readonly phase: number; readonly deadline: number }
  | { readonly kind: 'paused'; readonly phase: number; readonly remaining: number }

/** The newest command that changed the clock or the seats, which distinguishes a double click from somebody else's change. */
export type LastChange = {
  readonly by: ParticipantId | null
  readonly command: CommandId
  /** The version of clock or seats before it. */
  readonly from: number
  /** The commands that have this effect, with their arguments. */
  readonly effects: readonly string[]
}

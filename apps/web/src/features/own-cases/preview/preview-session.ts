import { type Case, caseSchema, prepareCase } from '@greenroom/question-bank/authoring'
import {
  type Command,
  type Cut,
  currentRound,
  decide,
  emptySession,
  fold,
  isEdit,
  type LogEntry,
  type ParticipantId,
  participantIdSchema,
  preparedCaseSchema,
  type SessionState,
  sessionIdSchema,
} from '@greenroom/session'
import type { RoomProps } from '../../../live/room-props.ts'
import type { Draft } from '../../own-case-list/draft.ts'

const me: ParticipantId = participantIdSchema.parse('preview')
const session = sessionIdSchema.parse('preview')

/** A small session in memory, by the rules of a real one: what its desk shows is what the desk will show. */
const runBy = (state: SessionState, command: Command): SessionState => {
  const decision = decide(state, { command, by: me, commandId: null, now: 0 })
  if (!decision.ok) throw new Error(`The preview was refused: ${decision.code}`)
  return decision.entries.reduce<SessionState>(
    (folded, entry, index) =>
      isEdit(entry) ? folded : fold(folded, { ...entry, seq: index + 1, at: 0 } satisfies LogEntry),
    state,
  )
}

export type Preview = { readonly case: Case; readonly props: RoomProps }

/** What the room would give the desk of this draft. `null` while it is not a case yet. */
export function previewOf(draft: Draft, cut: Cut): Preview | null {
  const parsed = caseSchema.safeParse(draft)
  if (!parsed.success) return null
  try {
    const prepared = preparedCaseSchema.parse(prepareCase({ ...parsed.data, id: 'preview' }, cut))
    const opened = runBy(emptySession, {
      kind: 'createSession',
      session,
      mode: 'peer',
      cut,
      coverage: 'learning',
      callLink: null,
      owner: me,
      ownerName: 'You',
      ownerSeat: 'interviewer',
    })
    const state = runBy(opened, { kind: 'prepareCase', how: 'chosen', prepared })
    const round = currentRound(state)
    if (round === null) return null
    const props: RoomProps = {
      session: state,
      round,
      me,
      connected: false,
      timeKnown: true,
      send: async () => false,
      serverNow: () => 0,
    }
    return { case: parsed.data, props }
  } catch {
    // No phase in this cut, or an unknown category: the linter says which.
    return null
  }
}

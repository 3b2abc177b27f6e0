import {
  type Command,
  currentRound,
  holderOf,
  type ParticipantId,
  type PreparedCase,
  type Refusal,
  refusalTo,
  refuse,
  type SessionState,
  type WireCommand,
} from '@greenroom/session'
import type { ServerDeps } from '../ports.ts'
import type { Streams } from './streams.ts'

export type Wish = WireCommand

type Table = {
  readonly state: SessionState
  readonly streams: Streams
  /** Cases that were made ready before, whether or not a round ran them: the desk has read their guides. */
  readonly preparedBefore: () => ReadonlySet<string>
}
type PrepareDeps = Pick<ServerDeps, 'bank' | 'random'>

/** What either seat has seen: in this session, or earlier according to their browsers. */
const seenBySeats = ({ state, streams, preparedBefore }: Table): ReadonlySet<string> => {
  const seen = new Set(preparedBefore())
  const round = currentRound(state)
  if (round === null) return seen
  for (const seat of ['interviewer', 'candidate'] as const) {
    const holder = holderOf(round, seat)
    if (holder !== null) for (const caseId of streams.seenCases(holder)) seen.add(caseId)
  }
  return seen
}

type Able = { readonly ok: true; readonly command: Command }
export type Prepared = Able | Refusal

const able = (how: 'drawn' | 'chosen', prepared: PreparedCase): Able => ({
  ok: true,
  command: { kind: 'prepareCase', how, prepared },
})

/**
 * Turns a participant's command into one for `decide`: cases are drawn or looked up here. Who may not prepare a
 * case learns only that, and not whether the bank has it.
 */
export const prepareWish = (wish: Wish, table: Table, by: ParticipantId, { bank, random }: PrepareDeps): Prepared => {
  if (wish.kind !== 'drawCase' && wish.kind !== 'chooseCase') return { ok: true, command: wish }
  const { state } = table
  const refused = refusalTo(state, by, wish)
  if (refused !== null) return refuse(refused)
  if (wish.kind === 'chooseCase') {
    const prepared = bank.prepare(wish.caseId, state.cut)
    return prepared === null ? refuse('unknown-case') : able('chosen', prepared)
  }
  const caseId = bank.draw(wish, seenBySeats(table), random)
  const prepared = caseId === null ? null : bank.prepare(caseId, state.cut)
  return prepared === null ? refuse('no-case-left') : able('drawn', prepared)
}

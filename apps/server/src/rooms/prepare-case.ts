import {
  boardOf,
  type Command,
  currentRound,
  cutOf,
  type DocumentName,
  decide,
  foldAll,
  holderOf,
  type LogEntry,
  loopRoundOf,
  type ParticipantId,
  type PreparedCase,
  type Refusal,
  refusalTo,
  refuse,
  type SessionState,
  type TakeCommand,
  type WireCommand,
} from '@greenroom/session'
import { drawsFor, type LoopPlace, prepareInLoop } from '../bank/loop-cases.ts'
import type { DrawFilters, ServerDeps } from '../ports.ts'
import type { Streams } from './streams.ts'

type Table = {
  readonly state: SessionState
  readonly streams: Streams
  /** Cases that were prepared earlier, whether or not a round used them: the desk has read their guides. */
  readonly preparedBefore: () => ReadonlySet<string>
  /** Ids of the items that are, or were, on a board. */
  readonly itemsOnBoard: (board: DocumentName) => ReadonlySet<string>
}
type PrepareDeps = Pick<ServerDeps, 'bank' | 'random'>

/** Of the cases that one side alone has seen, according to its browser, a draw leaves out at most this share of those available. */
const shareOfOneSide = 0.5

/**
 * What a draw leaves out. Cases prepared in this session, and those that both sides name, are left out altogether. Of those that one side
 * alone names, only a share is left out, chosen at random, so that nobody can steer the draw by what their browser claims. In solo there is
 * no other side to protect.
 */
function leftOut(
  { state, streams, preparedBefore }: Table,
  drawable: (seen: ReadonlySet<string>) => readonly string[],
  random: () => number,
): ReadonlySet<string> {
  const seen = new Set(preparedBefore())
  const round = currentRound(state)
  if (round === null) return seen
  const [candidates = new Set<string>(), interviewers = new Set<string>()] = (
    ['candidate', 'interviewer'] as const
  ).map((seat) => {
    const holder = holderOf(round, seat)
    return new Set(holder === null ? [] : streams.seenCases(holder))
  })
  if (state.mode === 'solo') return new Set([...seen, ...candidates])
  for (const caseId of candidates) if (interviewers.has(caseId)) seen.add(caseId)
  const open = drawable(seen)
  const claimed = open.filter((caseId) => candidates.has(caseId) || interviewers.has(caseId))
  const most = Math.floor(open.length * shareOfOneSide)
  while (claimed.length > most) claimed.splice(Math.floor(random() * claimed.length), 1)
  return new Set([...seen, ...claimed])
}

type Able = { readonly ok: true; readonly command: Command }
export type Prepared = Able | Refusal

const able = (how: 'drawn' | 'chosen', prepared: PreparedCase): Able => ({
  ok: true,
  command: { kind: 'prepareCase', how, prepared },
})

/**
 * Turns a participant's command into one for `decide`: cases are drawn or looked up here. Somebody who may not prepare a case learns only
 * that, and not whether the bank has it.
 */
export function prepareCommand(
  command: Exclude<WireCommand, TakeCommand>,
  table: Table,
  by: ParticipantId,
  { bank, random }: PrepareDeps,
): Prepared {
  if (command.kind === 'openThoughts') {
    const round = command.round ?? currentRound(table.state)?.id
    const onBoard = round === undefined ? new Set<string>() : table.itemsOnBoard(boardOf(round))
    return { ok: true, command: { kind: 'publishThoughts', round: command.round, onBoard } }
  }
  if (command.kind === 'openWithCase') {
    const { category, focus } = command
    // Anything that is refused here is decided unchanged, so that a repeat is answered by its id.
    const opened = roundOpenedBy(table.state, by)
    const source = opened === null ? null : caseSourceOf({ ...table, state: opened }, bank)
    const prepared = source === null ? null : drawIn(source, { category, difficulty: null }, random)
    return { ok: true, command: { kind: 'openPrepared', prepared, focus } }
  }
  if (command.kind !== 'drawCase' && command.kind !== 'chooseCase') return { ok: true, command: command }
  const refused = refusalTo(table.state, by, command)
  if (refused !== null) return refuse(refused)
  const source = caseSourceOf(table, bank)
  if (command.kind === 'chooseCase') {
    const prepared = source.ready(command.caseId)
    return prepared === null ? refuse('unknown-case') : able('chosen', prepared)
  }
  const prepared = drawIn(source, command, random)
  return prepared === null ? refuse('no-case-left') : able('drawn', prepared)
}

/** The state once this participant has opened the next round, with everybody in their seat; `null` if they may not. */
function roundOpenedBy(state: SessionState, by: ParticipantId): SessionState | null {
  const command = { kind: 'openNextRound', swapSeats: false } as const
  const decision = decide(state, { command, by, commandId: null, now: state.lastAt })
  if (!decision.ok) return null
  return foldAll(
    decision.entries.map((entry): LogEntry => ({ ...entry, seq: 0, at: state.lastAt })),
    state,
  )
}

/** Where a case for this session comes from: the bank, or a round of a loop. */
type CaseSource = {
  readonly table: Table
  readonly bank: PrepareDeps['bank']
  readonly place: LoopPlace | null
  /** `null` when the bank has no such case. */
  readonly ready: (caseId: string) => PreparedCase | null
}

function caseSourceOf(table: Table, bank: PrepareDeps['bank']): CaseSource {
  const { state } = table
  const round = currentRound(state)
  const inLoop = round === null ? null : loopRoundOf(state, round)
  const place = inLoop === null || state.loop === null ? null : { loop: state.loop.id, round: inLoop }
  const ready = (caseId: string): PreparedCase | null =>
    place === null
      ? bank.prepare(caseId, round === null ? state.cut : cutOf(state, round))
      : prepareInLoop(place, caseId, bank)
  return { table, bank, place, ready }
}

/** `null` when no case is left. In a round of a loop, the loop says which cases to draw from. */
function drawIn(
  { table, bank, place, ready }: CaseSource,
  filters: DrawFilters,
  random: () => number,
): PreparedCase | null {
  const draws = place === null ? [bank.draw.bind(bank, filters)] : drawsFor(place, bank)
  for (const draw of draws) {
    const drawable = (seen: ReadonlySet<string>): readonly string[] => {
      const left: string[] = []
      for (;;) {
        const next = draw(new Set([...seen, ...left]), () => 0)
        if (next === null) return left
        left.push(next)
      }
    }
    const caseId = draw(leftOut(table, drawable, random), random)
    const prepared = caseId === null ? null : ready(caseId)
    if (prepared !== null) return prepared
  }
  return null
}

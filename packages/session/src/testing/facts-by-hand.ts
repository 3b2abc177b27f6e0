import type { LogEntry } from '../fold/entries.ts'
import type { FactStanding } from '../state/fact-ledger.ts'
import { holderOf } from '../state/readings.ts'
import { ana, type ScriptedSession } from './index.ts'
import type { Step } from './random-steps.ts'

/** Counts the facts of a round by scanning the log for one at a time, to compare with what the folds say. */

/** What a round's ledger is made of: its entries and, for a second take, those that it keeps from its source. */
export function ledgerEntriesOf(log: readonly LogEntry[], round: string): readonly LogEntry[] {
  const own = log.filter((entry) => 'round' in entry.data && entry.data.round === round)
  const fork = own.find((entry) => entry.kind === 'round-forked')
  if (fork?.kind !== 'round-forked') return own
  const { from, at } = fork.data
  return [...ledgerEntriesOf(log, from).filter((entry) => entry.at <= at || entry.kind === 'fact-origin-set'), ...own]
}

/** The status of a fact, and since when: the store's milliseconds of the first question that it answers, and of its release. */
export function factByHand(
  log: readonly LogEntry[],
  round: string,
  fact: string,
): { readonly standing: FactStanding; readonly askedAt: number | null; readonly givenAt: number | null } {
  const of = ledgerEntriesOf(log, round)
  const given = of.find((entry) => entry.kind === 'fact-released' && entry.data.fact === fact)
  const asked = of.find((entry) => entry.kind === 'fact-asked' && entry.data.fact === fact)
  const said = of.flatMap((entry) =>
    entry.kind === 'fact-origin-set' && entry.data.fact === fact ? [entry.data.origin] : [],
  )
  const times = { askedAt: asked?.at ?? null, givenAt: given?.at ?? null }
  if (!given) return { standing: asked ? 'asked' : 'open', ...times }
  return { standing: said.at(-1) ?? (asked ? 'asked' : 'given'), ...times }
}

/** For after a step of a random history: often gives a fact or a hint, often says how a fact was given, and asks for one twice. */
export function talkAtDesk(session: ScriptedSession, { wait }: Step): void {
  const holder = holderOf(session.round, 'interviewer') ?? ana
  const fact = wait % 2 === 0 ? 'stations' : 'repeat-rides'
  if (wait % 3 === 0) session.send(holder, { kind: 'releaseFact', fact })
  if (wait % 4 < 3) session.send(holder, { kind: 'giveHint', hint: `goal-${1 + (wait % 4)}` })
  if (wait % 3 === 2) session.send(ana, { kind: 'askFact', question: wait % 2 === 0 ? 'Docks?' : 'Station count?' })
  if (wait % 7 === 1) session.send(holder, { kind: 'releaseFact', fact, origin: 'volunteered' })
  if (wait % 5 === 1)
    session.send(holder, { kind: 'setFactOrigin', fact, origin: wait % 11 < 6 ? 'asked' : 'volunteered' })
}

import type { PaletteAction } from '../../shell/palette-actions.ts'
import { matches } from '../../words/matches.ts'
import type { BankCase } from '../bank/bank.ts'
import type { Recent } from '../recents/recents.ts'

export type Found = {
  readonly actions: readonly PaletteAction[]
  readonly sessions: readonly Recent[]
  readonly cases: readonly BankCase[]
}

const mostCases = 8
const mostSessions = 5

/** What the palette shows for a query; for an empty one the actions and the newest sessions. */
export function find(
  query: string,
  actions: readonly PaletteAction[],
  sessions: readonly Recent[],
  searchCases: (words: string) => readonly BankCase[],
): Found {
  const empty = query.trim() === ''
  return {
    actions: actions.filter((action) => empty || matches(action.label, query)),
    sessions: sessions
      .filter((session) => empty || matches(`${session.title ?? ''} ${session.name} session`, query))
      .slice(0, empty ? 3 : mostSessions),
    cases: searchCases(query).slice(0, empty ? 4 : mostCases),
  }
}

import { z } from 'zod'
import { textLimits } from '../limits/text-limits.ts'
import { changeRound } from '../state/change-round.ts'
import { insiders, open } from './audience-rows.ts'
import { milliseconds, round } from './entry-data.ts'
import { authorOf, entryKind } from './entry-kind.ts'

export const quietEntries = {
  /** The candidate thinks undisturbed until then, at the latest; a running clock is paused in the same decision. */
  'quiet-started': entryKind({
    schema: z.object({ round, until: milliseconds }),
    audience: open,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        quiets: [
          ...round.quiets,
          { startedAt: at, until: data.until, endedAt: null, resumes: round.clock.kind === 'running' },
        ],
      })),
  }),
  'quiet-ended': entryKind({
    schema: z.object({ round }),
    audience: open,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        quiets: round.quiets.map((quiet) => (quiet.endedAt === null ? { ...quiet, endedAt: at } : quiet)),
      })),
  }),
  /** What the candidate is working on in this round, in their own words; an empty text removes it. */
  'focus-set': entryKind({
    schema: z.object({ round, words: z.string().max(textLimits.focus) }),
    audience: insiders,
    fold: (state, { data, by, kind }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        focus: data.words === '' ? null : { words: data.words, by: authorOf({ kind, by }) },
      })),
  }),
}

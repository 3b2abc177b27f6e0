import { z } from 'zod'
import { changeRound } from '../state/change-round.ts'
import type { ParticipantId } from '../state/ids.ts'
import { agendaSchema, frameworkDataSchema, guideSchema, publicCaseSchema } from '../state/interview-case.ts'
import { planOf } from '../state/phase-time.ts'
import { holdersOf } from '../state/readings.ts'
import type { Round } from '../state/state.ts'
import { deskThenOpen, open } from './audience-rows.ts'
import { round } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'
import { withGuideSeenBy } from './seat-entries.ts'

const desk = (round: Round): readonly ParticipantId[] => [
  ...holdersOf(round, 'interviewer'),
  ...holdersOf(round, 'mentor'),
]

export const caseEntries = {
  'case-prepared': entryKind({
    schema: z.object({
      round,
      how: z.enum(['drawn', 'chosen']),
      case: publicCaseSchema,
      framework: frameworkDataSchema,
      agenda: agendaSchema,
    }),
    audience: deskThenOpen,
    replaces: () => 'case',
    fold: (state, { data }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        case: data.case,
        preparedFramework: data.framework,
        preparedAgenda: data.agenda,
      })),
  }),
  'guide-prepared': entryKind({
    schema: z.object({ round, guide: guideSchema }),
    audience: deskThenOpen,
    replaces: () => 'guide',
    fold: (state, { data }) => changeRound(state, data.round, (round) => ({ ...round, guide: data.guide })),
  }),
  /** Everybody learns that a case is ready, and nothing about it. */
  'case-made-ready': entryKind({
    schema: z.object({ round }),
    audience: open,
    fold: (state, { data, by }) => {
      // The person who prepared the case knows which it is. In solo the candidate prepares it, without seeing it.
      return changeRound(state, data.round, (round) => {
        // A candidate may ask for a round that is taken again, or for one with a case that the room draws: neither means choosing a case.
        const chose =
          by === null || state.mode === 'solo' || round.fork !== null || round.seats[by] === 'candidate' ? [] : [by]
        return withGuideSeenBy({ ...round, caseReady: true }, [...desk(round), ...chose])
      })
    },
  }),
  'round-started': entryKind({
    schema: z.object({ round, framework: frameworkDataSchema, agenda: agendaSchema }),
    audience: open,
    fold: (state, { data, at }) => {
      const plan = planOf(data.agenda)
      return changeRound(state, data.round, (round) => ({
        ...round,
        status: 'running',
        framework: data.framework,
        agenda: data.agenda,
        startedAt: at,
        phaseRemaining: round.fork?.remaining ?? plan,
        phaseGranted: round.fork?.granted ?? plan,
      }))
    },
  }),
  'prompt-shown': entryKind({
    schema: z.object({ round, case: publicCaseSchema, how: z.enum(['read', 'shown']) }),
    audience: open,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) => ({ ...round, case: data.case, promptShownAt: at })),
  }),
}

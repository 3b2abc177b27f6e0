import { z } from 'zod'
import { changeRound } from '../state/change-round.ts'
import { deskOnly, deskThenOpen, open } from '../view/audience-rows.ts'
import { round, words } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'

export const deskEntries = {
  'fact-asked': entryKind({
    schema: z.object({ round, question: z.string().max(400), fact: z.string().max(64).nullable() }),
    audience: open,
    fold: (state, { data, at, by }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        asked: [...round.asked, { question: data.question, fact: data.fact, at, by }],
      })),
  }),
  'fact-released': entryKind({
    schema: z.object({
      round,
      fact: z.string().max(64),
      label: z.string().max(200),
      text: z.string().max(8000),
    }),
    audience: open,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        facts: [...round.facts, { fact: data.fact, label: data.label, text: data.text, at }],
      })),
  }),
  'hint-given': entryKind({
    schema: z.object({ round, hint: z.string().max(64), rung: z.number().int(), text: z.string().max(8000) }),
    audience: open,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        hints: [...round.hints, { hint: data.hint, rung: data.rung, text: data.text, at }],
      })),
  }),
  'curveball-played': entryKind({
    schema: z.object({ round, curveball: z.string().max(64), text: z.string().max(8000) }),
    audience: open,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        curveballs: [...round.curveballs, { curveball: data.curveball, text: data.text, at }],
      })),
  }),
  'probe-ticked': entryKind({
    schema: z.object({ round, probe: z.string().max(64), asked: z.boolean() }),
    audience: deskThenOpen,
    fold: (state, { data }) =>
      changeRound(state, data.round, (round) => ({ ...round, probes: { ...round.probes, [data.probe]: data.asked } })),
  }),
  'moment-marked': entryKind({
    schema: z.object({ round, label: z.string().max(200) }),
    audience: deskThenOpen,
    fold: (state, { data, at, by }) =>
      changeRound(state, data.round, (round) => ({ ...round, marks: [...round.marks, { label: data.label, at, by }] })),
  }),
  'whisper-sent': entryKind({
    schema: z.object({ round, words }),
    audience: deskOnly,
    fold: (state, { data, at, by }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        whispers: [...round.whispers, { words: data.words, at, by }],
      })),
  }),
}

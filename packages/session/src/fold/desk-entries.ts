import { z } from 'zod'
import { changeRound } from '../state/change-round.ts'
import { type ParticipantId, type PinId, pinIdSchema } from '../state/ids.ts'
import type { Pin } from '../state/state.ts'
import { factOriginSchema } from '../state/vocabulary.ts'
import { authorThenOpen, deskOnly, deskThenOpen, open } from './audience-rows.ts'
import { milliseconds, round, words } from './entry-data.ts'
import { authorOf, entryKind } from './entry-kind.ts'

const isPin = (one: Pin, other: Pick<Pin, 'pin' | 'by'>): boolean => one.pin === other.pin && one.by === other.by

const pinKey = (by: ParticipantId | null, pin: PinId): string => `pin ${by} ${pin}`

/** By time, so that people who receive a pin late fold the same list. */
const byTime = (a: Pin, b: Pin): number => a.at - b.at || (`${a.by} ${a.pin}` < `${b.by} ${b.pin}` ? -1 : 1)

export const deskEntries = {
  'fact-asked': entryKind({
    schema: z.object({
      round,
      question: z.string().max(400),
      fact: z.string().max(64).nullable(),
      /** The guide's answer to a question that asks for no fact. */
      answer: z.string().max(8000).optional(),
    }),
    audience: open,
    fold: (state, { data, at, by }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        asked: [...round.asked, { question: data.question, fact: data.fact, answer: data.answer ?? null, at, by }],
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
  /** What the interviewer says about a fact that was given; a later statement replaces an earlier one. */
  'fact-origin-set': entryKind({
    schema: z.object({ round, fact: z.string().max(64), origin: factOriginSchema }),
    audience: deskThenOpen,
    replaces: ({ data }) => `origin of ${data.fact}`,
    fold: (state, { data }) =>
      changeRound(state, data.round, (round) => ({
        ...round,
        factOrigins: { ...round.factOrigins, [data.fact]: data.origin },
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
  /** `pinnedAt`: when a pin was made whose text is being replaced; `null` for a new one, which was made at this entry's own time. */
  'moment-pinned': entryKind({
    schema: z.object({ round, pin: pinIdSchema, words: z.string().max(200), pinnedAt: milliseconds.nullable() }),
    audience: { ...authorThenOpen, replayLink: 'desk-words' },
    replaces: ({ data, by }) => pinKey(by, data.pin),
    fold: (state, entry) => {
      const { data } = entry
      const pin: Pin = { pin: data.pin, by: authorOf(entry), words: data.words, at: data.pinnedAt ?? entry.at }
      return changeRound(state, data.round, (round) => ({
        ...round,
        pins: [...round.pins.filter((each) => !isPin(each, pin)), pin].sort(byTime),
      }))
    },
  }),
  'pin-removed': entryKind({
    schema: z.object({ round, pin: pinIdSchema }),
    audience: { ...authorThenOpen, replayLink: 'desk-words' },
    // Of a pin that was removed, only its removal opens.
    replaces: ({ data, by }) => pinKey(by, data.pin),
    fold: (state, entry) => {
      const gone = { pin: entry.data.pin, by: authorOf(entry) }
      return changeRound(state, entry.data.round, (round) => ({
        ...round,
        pins: round.pins.filter((each) => !isPin(each, gone)),
      }))
    },
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

import type { SessionState } from '../state/state.ts'
import { changeRound, type Told } from './fold-rounds.ts'

export const foldFactAsked = (state: SessionState, { data, at, by }: Told<'fact-asked'>): SessionState =>
  changeRound(state, data.round, (round) => ({
    ...round,
    asked: [...round.asked, { question: data.question, fact: data.fact, at, by }],
  }))

export const foldFactReleased = (state: SessionState, { data, at }: Told<'fact-released'>): SessionState =>
  changeRound(state, data.round, (round) => ({
    ...round,
    facts: [...round.facts, { fact: data.fact, label: data.label, text: data.text, at }],
  }))

export const foldHintGiven = (state: SessionState, { data, at }: Told<'hint-given'>): SessionState =>
  changeRound(state, data.round, (round) => ({
    ...round,
    hints: [...round.hints, { hint: data.hint, rung: data.rung, text: data.text, at }],
  }))

export const foldCurveballPlayed = (state: SessionState, { data, at }: Told<'curveball-played'>): SessionState =>
  changeRound(state, data.round, (round) => ({
    ...round,
    curveballs: [...round.curveballs, { curveball: data.curveball, text: data.text, at }],
  }))

export const foldProbeTicked = (state: SessionState, { data }: Told<'probe-ticked'>): SessionState =>
  changeRound(state, data.round, (round) => ({ ...round, probes: { ...round.probes, [data.probe]: data.asked } }))

export const foldMomentMarked = (state: SessionState, { data, at, by }: Told<'moment-marked'>): SessionState =>
  changeRound(state, data.round, (round) => ({ ...round, marks: [...round.marks, { label: data.label, at, by }] }))

export const foldWhisperSent = (state: SessionState, { data, at, by }: Told<'whisper-sent'>): SessionState =>
  changeRound(state, data.round, (round) => ({
    ...round,
    whispers: [...round.whispers, { words: data.words, at, by }],
  }))

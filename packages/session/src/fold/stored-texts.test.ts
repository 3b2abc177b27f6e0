import { expect, it } from 'vitest'
import { textLimits } from '../limits/text-limits.ts'
import { type EntryKind, entryDataSchema } from './entries.ts'

type TextName = keyof typeof textLimits

/** The longest that any release has let people write; these only rise. */
const longestEver: Readonly<Record<TextName, number>> = {
  ...{ name: 40, callLink: 500, noteOrWhisper: 4000, question: 400, focus: 140, markLabel: 200, pin: 200 },
  ...{ comment: 2000, scorecardWords: 1000, feedback: 600, drillTitle: 300, evidence: 200 },
}

const round = 'r1'
const point = { round, point: 1, evidence: null, gap: '', next: null }
const moment = (label: string) => ({ kind: 'moment', at: 1, label })

/** Entries that hold such a text. */
const storedAs: Readonly<Record<TextName, (text: string) => readonly (readonly [EntryKind, object])[]>> = {
  name: (name) => [['participant-named', { participant: 'ana', name }]],
  callLink: (text) => [['call-link-set', { callLink: `https://${text.slice('https://'.length)}` }]],
  noteOrWhisper: (words) => [
    ['note-written', { round, note: 'note', words }],
    ['note-shared', { round, note: 'note', words, writtenAt: 1 }],
    ['whisper-sent', { round, words }],
  ],
  question: (question) => [['fact-asked', { round, question, fact: null }]],
  focus: (words) => [['focus-set', { round, words }]],
  markLabel: (label) => [['moment-marked', { round, label }]],
  pin: (words) => [['moment-pinned', { round, pin: 'pin', words, pinnedAt: null }]],
  comment: (words) => [
    ['comment-written', { round, comment: 'comment', to: null, moment: 1, item: null, words, writtenAt: null }],
  ],
  scorecardWords: (words) => [
    ['scorecard-filled', { round, scorecard: { scores: { goal: { score: 3, words, evidence: [] } } } }],
    ['scorecard-filled', { round, scorecard: { scores: {}, aboutInterviewer: { clarity: { score: 3, words } } } }],
  ],
  feedback: (words) => [
    ['feedback-point-set', { ...point, gap: words }],
    ['feedback-point-set', { ...point, next: { kind: 'own', words } }],
  ],
  drillTitle: (title) => [['feedback-point-set', { ...point, next: { kind: 'drill', drill: 'drill', title } }]],
  evidence: (label) => [
    ['feedback-point-set', { ...point, evidence: moment(label) }],
    [
      'scorecard-filled',
      { round, scorecard: { scores: { goal: { score: 3, words: '', evidence: [moment(label)] } } } },
    ],
  ],
}

it.each(Object.keys(textLimits) as TextName[])('the log opens the longest %s that could ever be written', (name) => {
  expect(textLimits[name]).toBeLessThanOrEqual(longestEver[name])
  for (const [kind, data] of storedAs[name]('x'.repeat(longestEver[name])))
    expect([kind, entryDataSchema(kind).safeParse(data).error?.issues]).toEqual([kind, undefined])
})

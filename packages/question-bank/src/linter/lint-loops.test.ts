import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loopsFolder, readCaseFiles } from '../case-folder.ts'
import { bridgeTo, casesOfRound, loopPlanOf, publicLoopOf } from '../loops.ts'
import { shippedBank } from '../testing/index.ts'
import { caseOfLoopFrom, formatMessage, lintLoops } from './index.ts'

const bank = shippedBank()
const cases = [...bank.cases.values()].map(caseOfLoopFrom)
const files = readCaseFiles(loopsFolder)
const path = files.find((file) => file.path.endsWith('/meta-style.yaml'))?.path ?? ''
const text = readFileSync(path, 'utf8')

// biome-ignore lint/suspicious/noExplicitAny: a broken loop has no type; it is what the linter is there for
type Draft = any

const brokenBy = (breakIt: (draft: Draft) => void) => {
  const draft: Draft = parse(text)
  breakIt(draft)
  return lintLoops([{ path, text: JSON.stringify(draft, null, 1) }], cases)
}

describe('the loops', () => {
  it('are four styles, and the linter finds no fault', () => {
    expect([...bank.loops.keys()]).toEqual(['ai-lab-style', 'amazon-style', 'google-style', 'meta-style'])
    expect(lintLoops(files, cases).map(formatMessage)).toEqual([])
  })

  it('tell everybody their rounds and their cases, and neither which case belongs to which round nor what leads to it', () => {
    for (const loop of bank.loops.values()) {
      const open = JSON.stringify(publicLoopOf(loop))
      expect(publicLoopOf(loop).cases).toEqual(publicLoopOf(loop).cases.toSorted())
      for (const round of loop.rounds)
        for (const { id, bridge } of round.cases) {
          expect(open).toContain(id)
          expect(open).not.toContain(bridge)
        }
      const plan = JSON.stringify(loopPlanOf(loop))
      for (const id of publicLoopOf(loop).cases) expect(plan).not.toContain(id)
    }
  })

  it('lead from their story to a case in its round alone', () => {
    const loop = bank.loops.get('meta-style')
    if (loop === undefined) throw new Error('no loop')
    expect(casesOfRound(loop, 0)).toContain('reddit-new-moderator')
    expect(casesOfRound(loop, 9)).toEqual([])
    expect(bridgeTo(loop, 0, 'reddit-new-moderator')).toContain('communities')
    expect(bridgeTo(loop, 1, 'reddit-new-moderator')).toBeNull()
  })
})

const ways: [rule: string, what: string, breakIt: (draft: Draft) => void][] = [
  ['schema', 'two rounds', (d) => (d.rounds = d.rounds.slice(0, 2))],
  ['schema', 'one case for a round', (d) => (d.rounds[0].cases = d.rounds[0].cases.slice(0, 1))],
  ['schema', 'a plan of thirteen days', (d) => d.track.plan.pop()],
  ['unknown-key', 'a misspelt field', (d) => (d.rounds[0].minute = 45)],
  ['loop-file-name', 'another id', (d) => (d.id = 'other')],
  ['loop-cases', 'a case that does not exist', (d) => (d.rounds[1].cases[0].id = 'nowhere')],
  ['loop-cases', 'a case twice', (d) => (d.rounds[1].cases[0].id = d.rounds[0].cases[0].id)],
  ['loop-cases', 'a case of another category', (d) => (d.rounds[1].cases[0].id = 'stripe-price-cut')],
  ['loop-categories', 'a category that does not exist', (d) => (d.track.mix[0].category = 'guesswork')],
  [
    'loop-leak',
    'a sentence of the guide',
    (d) => (d.rounds[0].cases[0].bridge = bank.cases.get(d.rounds[0].cases[0].id)?.guide.insight.slice(0, 290)),
  ],
  ['loop-notice', 'a loop that pretends to be the company’s', (d) => (d.notice = 'The loop of Meta.')],
  ['track-mix', 'weights that add up to 99', (d) => d.track.mix[0].weight--],
  [
    'track-mix',
    'a round of a category that the mix leaves out',
    (d) => {
      const last = d.track.mix.pop()
      d.track.mix[0].weight += last.weight
    },
  ],
  ['track-plan', 'a drill that does not exist', (d) => (d.track.plan[2].drill = 'nowhere')],
  [
    'track-plan',
    'no day by the weakest dimension',
    (d) => {
      for (const day of d.track.plan) if (day.kind === 'weakest') day.kind = 'case'
    },
  ],
  ['loop-words', 'a phrase that nobody uses', (d) => (d.story += ' Cases are drawn by lot.')],
]

describe('the linter of loops', () => {
  for (const [rule, what, breakIt] of ways)
    it(`finds ${what}, with file and line`, () => {
      const found = brokenBy(breakIt).find((message) => message.rule === rule)
      expect(found?.path).toBe(path)
      expect(found?.line).toBeGreaterThan(rule === 'schema' || rule === 'loop-file-name' ? 0 : 1)
    })

  it('points at words that parsers read in different ways', () => {
    const at = text.split('\n').findIndex((line) => line.startsWith('company:')) + 1
    const [found] = lintLoops([{ path, text: text.replace(/^company: .*$/m, 'company: 1:35') }], cases)
    expect(found).toMatchObject({ rule: 'portable-yaml', line: at })
  })
})

import { ana, ben, noteId, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../../board/testing-board.ts'
import { linesWithin } from './paint-picture.ts'
import { pictureSize, planPicture } from './picture-plan.ts'

const played = () => {
  const session = startSampleRound()
  session.must(ana, { kind: 'writeNote', note: noteId('n'), words: 'NOTE' })
  session.wait(120_000)
  session.must(ana, { kind: 'nextPhase' })
  session.wait(300_000)
  scoreSampleRound(session)
  session.must(ben, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'No denominator', next: null })
  const board = createTestBoard()
  for (let card = 0; card < 60; card += 1)
    board.add('tree', 'metric', `Metric ${card} with a name that is far too long for it`)
  return { round: session.round, board: { view: board.view(), framework: testFramework } }
}
const said = (plan: ReturnType<typeof planPicture>) =>
  plan.flatMap((mark) => (mark.kind === 'words' ? [mark.text] : []))

describe('the picture of a round', () => {
  it('shows title, tree, phases and one feedback point, all of it within its frame', () => {
    const { round, board } = played()
    const point = round.feedbackPoints[ben]?.[0] ?? null
    const plan = planPicture({ round, board, point, names: null })
    expect(said(plan)).toEqual(expect.arrayContaining(['Bike share', 'Goal', 'Metrics tree', 'No denominator']))
    for (const mark of plan) {
      if (mark.kind === 'line') continue
      const height = mark.kind === 'box' ? mark.height : 0
      expect(mark.x).toBeGreaterThanOrEqual(0)
      expect(mark.x + mark.width).toBeLessThanOrEqual(pictureSize.width)
      expect(mark.y + height).toBeLessThanOrEqual(pictureSize.height)
    }
  })

  it('cuts no words that a card has room for', () => {
    const { round } = played()
    const words = 'Paid orders per active merchant and week, in shops that have been with us for a quarter'
    const board = createTestBoard()
    board.add('tree', 'metric', 'Orders', board.add('tree', 'metric', words))
    const plan = planPicture({
      round,
      board: { view: board.view(), framework: testFramework },
      point: null,
      names: null,
    })
    const mark = plan.find((one) => one.kind === 'words' && one.text === words)
    if (mark?.kind !== 'words') throw new Error('the root is not whole')
    // Letters of this font are about half as wide as they are high.
    const lines = linesWithin(words, mark.width, mark.lines, (part) => part.length * mark.size * 0.55)
    expect(lines.join(' ')).toBe(words)
  })

  it('shows the first cards of each section where there is no tree, within its frame', () => {
    const { round } = played()
    const board = createTestBoard()
    for (let card = 0; card < 5; card += 1) board.add('people', 'person', `Fact ${card}`)
    const plan = planPicture({
      round,
      board: { view: board.view(), framework: testFramework },
      point: null,
      names: null,
    })
    expect(said(plan).filter((words) => words.startsWith('Fact '))).toEqual(['Fact 0', 'Fact 1', 'Fact 2'])
    for (const mark of plan) if (mark.kind === 'box') expect(mark.x + mark.width).toBeLessThanOrEqual(pictureSize.width)
  })

  it('holds nothing private: no names unless they are wanted, no scores, no notes', () => {
    const { round, board } = played()
    const words = said(planPicture({ round, board: null, point: null, names: null })).join(' ')
    expect(words).not.toMatch(/Ana|Ben|NOTE|Seen\./)
    expect(said(planPicture({ round, board, point: null, names: 'Ben · Ana' }))).toContain('Ben · Ana')
  })

  it('breaks words into lines that fit, and cuts what is left over', () => {
    const width = (words: string): number => words.length
    expect(linesWithin('one two three', 7, 3, width)).toEqual(['one two', 'three'])
    expect(linesWithin('one two three four', 7, 2, width)).toEqual(['one two', 'three…'])
    expect(linesWithin('incomprehensible', 6, 1, width)).toEqual(['incom…'])
  })
})

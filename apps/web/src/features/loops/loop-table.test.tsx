import {
  ana,
  ben,
  openSampleSession,
  type ScriptedSession,
  sampleLoop,
  samplePreparedCase,
  sampleScorecard,
} from '@greenroom/session/testing'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { LoopLine } from './loop-line.tsx'
import { LoopTable, readLoopOf } from './loop-table.tsx'

afterEach(cleanup)

const play = (session: ScriptedSession, caseId: string, level: 1 | 2 | 3 | 4) => {
  const { public: open } = samplePreparedCase
  session.must(ana, {
    kind: 'prepareCase',
    how: 'drawn',
    prepared: { ...samplePreparedCase, public: { ...open, caseId } },
  })
  session.must(ana, { kind: 'startRound' })
  session.must(ana, { kind: 'showPrompt', how: 'read' })
  session.must(ana, { kind: 'endRound' })
  session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(level) })
  session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(4) })
  if (session.round.status !== 'scored') session.must(ana, { kind: 'openScores' })
}

const show = (session: ScriptedSession) => {
  const reading = readLoopOf(session.state, ben)
  if (reading === null) throw new Error('no loop')
  render(<LoopTable reading={reading} name="Ben" />)
}

it('the lobby of each round says which of the loop it is, and the story', () => {
  const session = openSampleSession('peer', 0, sampleLoop)
  play(session, 'one', 3)
  session.must(ana, { kind: 'openNextRound', swapSeats: false })
  render(<LoopLine session={session.state} round={session.round} />)
  expect(screen.getByText('Round 2 of 3 · Estimation · 20 minutes')).toBeTruthy()
  expect(screen.getByText(sampleLoop.story)).toBeTruthy()
})

it('a lobby without a loop says nothing of one', () => {
  const session = openSampleSession('peer')
  const { container } = render(<LoopLine session={session.state} round={session.round} />)
  expect(container.textContent).toBe('')
})

it('the closing page does not average a 1 away, and says what it means', () => {
  const session = openSampleSession('peer', 0, sampleLoop)
  for (const [nth, level] of ([4, 1, 4] as const).entries()) {
    if (nth > 0) session.must(ana, { kind: 'openNextRound', swapSeats: false })
    play(session, `case-${nth}`, level)
  }
  show(session)
  expect(screen.getByText(/^A 1 in Goal, Metrics\. Rounds are read one by one/)).toBeTruthy()
  const cells = screen.getByRole('row', { name: /^Metrics/ }).textContent
  expect(cells).toBe('Metrics1414')
  expect(screen.getAllByText(/lowest level/).map(({ textContent }) => textContent?.at(-1))).toEqual(['4', '1', '4'])
  expect(document.body.textContent).not.toMatch(/\b3\.0|average of/)
})

it('before any scores are open the page says so', () => {
  show(openSampleSession('peer', 0, sampleLoop))
  expect(screen.getByText('No scores of this loop are open yet.')).toBeTruthy()
  expect(screen.queryByRole('table')).toBeNull()
})

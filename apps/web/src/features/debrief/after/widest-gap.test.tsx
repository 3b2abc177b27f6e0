import { roundIdSchema } from '@greenroom/session'
import { ana, ben, mia, startSampleRound } from '@greenroom/session/testing'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { createTestRoom } from '../../../live/testing-room.ts'
import { takeAddress } from '../../takes/take-address.ts'
import { WidestGap } from './widest-gap.tsx'

afterEach(cleanup)

const play = (own: 1 | 2 | 3 | 4) => {
  const session = startSampleRound()
  session.wait(120_000)
  session.must(ana, { kind: 'endRound' })
  const at = (session.round.startedAt ?? 0) + 60_000
  const evidence = [{ kind: 'moment' as const, at, label: '1:00' }]
  const card = (goal: 1 | 2 | 3 | 4, metrics: 1 | 2 | 3 | 4, rests: typeof evidence) => ({
    scores: { goal: { score: goal, words: '', evidence: [] }, metrics: { score: metrics, words: '', evidence: rests } },
  })
  session.must(ben, { kind: 'sealScorecard', scorecard: card(2, own, []) })
  session.must(mia, { kind: 'sealScorecard', scorecard: card(2, 2, evidence) })
  session.must(ana, { kind: 'sealScorecard', scorecard: card(2, 2, evidence) })
  const room = createTestRoom(session)
  const Part = () => (
    <MemoryRouter>
      <WidestGap {...room.useProps(ben, true, 'r1')} />
    </MemoryRouter>
  )
  const { container } = render(<Part />)
  return { session, at, container }
}

it('names where people differed most, and leads to a second take from each moment of its evidence, once', () => {
  const { session, at } = play(4)
  expect(screen.getByRole('heading', { name: 'Widest gap: Metrics' })).toBeDefined()
  expect(screen.getByText('Self-score 4, Ana 2, Mia 2')).toBeDefined()
  const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])
  expect(links).toEqual([['Take it again from 1:00', takeAddress(session.state, roundIdSchema.parse('r1'), at)]])
})

it('says nothing where everyone agreed', () => {
  expect(play(2).container.textContent).toBe('')
})

import { roundIdSchema } from '@greenroom/session'
import { ana, ben, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { createTestRoom } from '../../../live/testing-room.ts'
import { takeAddress } from '../../takes/take-address.ts'
import { FeedbackStep } from './feedback-step.tsx'

afterEach(cleanup)

it('leads from a feedback point to the second take that it asks for', () => {
  const session = startSampleRound()
  session.wait(180_000)
  scoreSampleRound(session)
  const r1 = roundIdSchema.parse('r1')
  const at = (session.state.rounds[0]?.startedAt ?? 0) + 60_000
  const point = { evidence: null, gap: 'No guardrail', next: { kind: 'take', at } } as const
  session.must(ana, { kind: 'setFeedbackPoint', round: r1, point: 1, ...point })
  const room = createTestRoom(session)
  const Feedback = () => (
    <MemoryRouter>
      <FeedbackStep {...room.useProps(ben, true, 'r1')} guide={null} choices={[]} />
    </MemoryRouter>
  )
  render(<Feedback />)
  expect(screen.getByRole('link', { name: 'Take it again from 1:00' }).getAttribute('href')).toBe(
    takeAddress(session.state, r1, at),
  )
})

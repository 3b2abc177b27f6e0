import type { Guide } from '@greenroom/question-bank'
import { roundIdSchema } from '@greenroom/session'
import { ana, ben, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { Link, MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { createTestRoom } from '../../../live/testing-room.ts'
import { MomentAction } from '../../clock/moment-action.ts'
import { takeAddress } from '../../takes/take-address.ts'
import { evidenceChoices } from '../evidence-choices.ts'
import { FeedbackStep } from './feedback-step.tsx'

afterEach(cleanup)

it('leads from a feedback point to the second take that it asks for', () => {
  const session = startSampleRound()
  session.wait(180_000)
  scoreSampleRound(session)
  const r1 = roundIdSchema.parse('r1')
  const at = (session.state.rounds[0]?.startedAt ?? 0) + 60_000
  const evidence = { kind: 'moment', at, label: 'Skipped the guardrail' } as const
  const point = { evidence, gap: 'No guardrail', next: { kind: 'take', at } } as const
  // The interviewer wrote it for the candidate, and the candidate has an own one.
  for (const who of [ana, ben]) session.must(who, { kind: 'setFeedbackPoint', round: r1, point: 1, ...point })
  const room = createTestRoom(session)
  const Feedback = () => (
    <MemoryRouter>
      <MomentAction value={(moment) => <Link to="/">{`Beside ${moment}`}</Link>}>
        <FeedbackStep {...room.useProps(ben, true, 'r1')} guide={null} choices={[]} />
      </MomentAction>
    </MemoryRouter>
  )
  render(<Feedback />)
  const [own, ofAna] = [screen.getByRole('region', { name: 'Point 1' }), screen.getByText('From Ana').parentElement]
  if (ofAna === null) throw new Error('nothing is read from Ana')
  // Once in each point, and nothing beside it says the same.
  for (const place of [own, ofAna]) {
    const [link, ...more] = within(place).getAllByRole('link')
    expect(link?.getAttribute('href')).toBe(takeAddress(session.state, r1, at))
    expect(more).toEqual([])
    expect(within(place).getAllByText(/Take it again from 1:00/)).toEqual([link])
  }
  expect(within(own).getByRole('button', { name: 'A second take from 1:00', pressed: true })).toBeDefined()
  // Nothing is offered above these words, so they are not a second choice.
  const missing = screen.getByRole('textbox', { name: 'What was missing, point 1' })
  expect(missing.getAttribute('placeholder')).toBe('In your own words')
})

it('begins with what others had written, and moves nobody’s form as more arrives', async () => {
  const session = startSampleRound()
  scoreSampleRound(session)
  const write = (who: typeof ana): void => {
    session.must(who, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'No guardrail', next: null })
  }
  const room = createTestRoom(session)
  const Feedback = () => (
    <MemoryRouter>
      <FeedbackStep {...room.useProps(ben, true, 'r1')} guide={null} choices={[]} />
    </MemoryRouter>
  )
  const isFirst = (): boolean => {
    const form = screen.getByRole('region', { name: 'Point 1' })
    return (form.compareDocumentPosition(screen.getByText('From Ana')) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
  }
  const opened = render(<Feedback />)
  expect(screen.getByText('Nobody else has written a point yet.')).toBeDefined()
  // Whose form it is stands above it from the start, like the names of the others above theirs.
  expect(screen.getByRole('heading', { name: 'From you' })).toBeDefined()
  write(ana)
  await act(async () => room.changed())
  expect(isFirst()).toBe(false)
  opened.unmount()
  render(<Feedback />)
  expect(isFirst()).toBe(true)
})

it.each([
  [1, 3],
  [2, 3],
  [3, 4],
] as const)('offers, for a level of %i, what level %i asks for, and writes it down as that', async (given, level) => {
  const session = startSampleRound()
  scoreSampleRound(session)
  const scores = session.round.scorecards[ana]?.scores
  for (const [id, line] of Object.entries(scores ?? {})) Object.assign(line, { score: id === 'goal' ? given : 4 })
  const room = createTestRoom(session)
  const levels = { 1: 'No goal.', 2: 'A goal.', 3: 'One clear goal.', 4: 'One goal, weighed against others.' }
  const rubric = session.round.dimensions.map(({ id, title }) => ({ id, title, levels, weight: 50, ticks: [] }))
  const guide = { rubric, drills: [], hints: [] } as unknown as Guide
  const Feedback = () => (
    <MemoryRouter>
      <FeedbackStep {...room.useProps(ana, true, 'r1')} guide={guide} choices={[]} />
    </MemoryRouter>
  )
  render(<Feedback />)
  const offers = () => within(screen.getByRole('list', { name: 'What the next level asks for' })).getAllByRole('button')
  const [goal] = offers()
  expect(goal?.textContent).toBe(`Goal. Level ${level} asks for: ${levels[level]}`)
  await act(async () => goal && fireEvent.click(goal))
  const stored = () => session.round.feedbackPoints[ana]?.[0]?.gap
  expect(stored()).toBe(`Level ${level} of Goal asks for: ${levels[level]}`)
  expect(offers()[0]?.getAttribute('aria-pressed')).toBe('true')
  await act(async () => fireEvent.click(offers()[0] as HTMLElement))
  expect(stored() ?? '').toBe('')
})

it('goes on in the point that was added', async () => {
  const session = startSampleRound()
  scoreSampleRound(session)
  const room = createTestRoom(session)
  const choices = evidenceChoices(session.round, null)
  const Feedback = () => (
    <MemoryRouter>
      <FeedbackStep {...room.useProps(ben, true, 'r1')} guide={null} choices={choices} />
    </MemoryRouter>
  )
  render(<Feedback />)
  expect(document.activeElement).toBe(document.body)
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Add a second point' })))
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add a card or a moment for point 2' }))
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Add a third point' })))
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add a card or a moment for point 3' }))
})

import { noteIdSchema } from '@greenroom/session'
import { ana, ben, sampleScorecard, startSampleRound } from '@greenroom/session/testing'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { Happened } from './happened.tsx'

afterEach(cleanup)

it('keeps words that are written from the right together beside a name that is not', () => {
  const words = 'שיעור הרכישה (CR) ירד ב-12%.'
  const session = startSampleRound()
  session.must(ana, { kind: 'writeNote', note: noteIdSchema.parse('n1'), words })
  session.must(ana, { kind: 'endRound' })
  for (const one of [ana, ben]) session.must(one, { kind: 'sealScorecard', scorecard: sampleScorecard(3, words) })
  session.must(ana, { kind: 'openScores' })
  const [round] = session.state.rounds
  if (round === undefined || round.case === null) throw new Error('no round')
  const prompt = 'למה?'
  render(
    <MemoryRouter>
      <Happened session={session.state} round={{ ...round, case: { ...round.case, prompt } }} />
    </MemoryRouter>,
  )
  for (const drawn of [screen.getByText(prompt), screen.getByText(words)])
    expect(drawn.closest('bdi, [dir=auto]')).not.toBeNull()
  expect(screen.getAllByText((text) => text.endsWith(`: \u2068${words}\u2069`))).toHaveLength(4)
})

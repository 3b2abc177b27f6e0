import type { ParticipantId } from '@greenroom/session'
import { ana, ben, candidatesScorecard, mia, oto, sampleScorecard, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { KeepPractice } from './keep-practice.tsx'
import { noProgress, openSteps } from './progress.ts'
import { progressStore } from './progress-store.ts'

afterEach(() => {
  cleanup()
  progressStore.change(() => noProgress)
})

const Page = ({ room, me }: { readonly room: TestRoom; readonly me: ParticipantId }) => (
  <KeepPractice {...room.useProps(me)} />
)

it('keeps a round for its candidate alone, once its scores are open, and what is written there afterwards', async () => {
  const session = startSampleRound()
  const room = createTestRoom(session)
  const { rerender } = render(<Page room={room} me={ben} />)
  const step = async (by: ParticipantId, command: Parameters<typeof session.must>[1]) =>
    act(async () => {
      session.must(by, command)
      room.changed()
    })
  await step(ana, { kind: 'endRound' })
  await step(ben, { kind: 'sealScorecard', scorecard: candidatesScorecard(3, 2) })
  await step(mia, { kind: 'sealScorecard', scorecard: sampleScorecard(4) })
  expect(progressStore.read()).toBe(noProgress)
  await step(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(1) })
  expect(progressStore.read().records).toMatchObject([
    {
      session: 'session-1',
      round: 'r1',
      name: 'Ben',
      dimensions: [{ id: 'goal', own: 3, guess: 2, given: 1, gap: 3 }, {}],
    },
  ])
  const next = { kind: 'own', words: 'Begin with the goal' } as const
  await step(ana, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'No goal', next })
  expect(openSteps(progressStore.read()).map(({ point }) => point.next?.words)).toEqual(['Begin with the goal'])
  progressStore.change(() => noProgress)
  for (const me of [ana, mia, oto]) rerender(<Page key={me} room={room} me={me} />)
  expect(progressStore.read()).toBe(noProgress)
})

import type { ParticipantId } from '@greenroom/session'
import { ana, ben, mia, type ScriptedSession, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { NextRound } from './after/next-round.tsx'
import { SwapQuestion } from './swap-question.tsx'

afterEach(cleanup)

const Page = ({
  room,
  me,
  isMain = true,
}: {
  readonly room: TestRoom
  readonly me: ParticipantId
  readonly isMain?: boolean
}) => {
  const props = room.useProps(me)
  return (
    <div data-testid={me}>
      <SwapQuestion {...props} />
      {props.round.status === 'scored' ? (
        <NextRound {...props} isMain={isMain} />
      ) : (
        <p>{`${props.round.id} as ${props.round.seats[me]}`}</p>
      )}
    </div>
  )
}
const press = async (name: string): Promise<void> => {
  await act(async () => fireEvent.click(screen.getByRole('button', { name })))
}

describe('swapping seats', () => {
  let session: ScriptedSession
  let room: TestRoom
  beforeEach(() => {
    session = startSampleRound()
    scoreSampleRound(session)
    room = createTestRoom(session)
  })
  const open = (...people: readonly ParticipantId[]) =>
    render(people.map((me) => <Page key={me} room={room} me={me} />))

  it('asks the other one, who agrees; both are in the next round', async () => {
    open(ana, ben)
    await press('Ask Ben to swap seats')
    expect(screen.getByText('You asked Ben to swap seats')).toBeDefined()
    expect(screen.getByText('Ana is asking to swap seats')).toBeDefined()
    expect(screen.getByText(/You would be the interviewer/)).toBeDefined()
    expect(session.state.rounds).toHaveLength(1)
    await act(async () => {
      const [first] = screen.getAllByRole('button', { name: 'Swap seats' })
      if (first) fireEvent.click(first)
    })
    expect(screen.getByText('r2 as candidate')).toBeDefined()
    expect(screen.getByText('r2 as interviewer')).toBeDefined()
    expect(room.refused).toEqual([])
  })

  it('is the main button of the page, unless a feedback point asks for another take', () => {
    const isGreen = () =>
      ['Ask Ben to swap seats', 'Same seats again'].map((name) =>
        screen.getByRole('button', { name }).className.includes('bg-accent'),
      )
    open(ana)
    expect(isGreen()).toEqual([true, false])
    cleanup()
    render(<Page room={room} me={ana} isMain={false} />)
    expect(isGreen()).toEqual([false, false])
  })

  it('is declined, or taken back, and may be asked again', async () => {
    open(ana, ben)
    await press('Ask Ben to swap seats')
    await press('Not now')
    expect(screen.queryByText('You asked Ben to swap seats')).toBeNull()
    await press('Ask Ben to swap seats')
    await press('Withdraw the request')
    expect(screen.queryByText('Ana is asking to swap seats')).toBeNull()
    expect(session.state.rounds).toHaveLength(1)
  })

  it('waits for a person who is away, and says so', async () => {
    session.must(null, { kind: 'noteAbsence', participant: ben })
    open(ana)
    expect(screen.getByText(/Ben is away. If you ask now/)).toBeDefined()
    await press('Ask Ben to swap seats')
    expect(screen.getByText(/Your request waits until they are back/)).toBeDefined()
    cleanup()
    session.must(null, { kind: 'noteReturn', participant: ben })
    open(ben)
    expect(screen.getByText('Ana is asking to swap seats')).toBeDefined()
  })

  it('is not a mentor’s to ask or to answer', async () => {
    session.must(ana, { kind: 'askToSwap' })
    open(mia)
    expect(screen.queryAllByRole('button').map((one) => one.textContent)).toEqual(['Same seats again'])
  })
})

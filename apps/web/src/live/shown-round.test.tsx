import { ana, ben, scoreSampleRound, startSampleRound, swapSampleSeats } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, describe, expect, it } from 'vitest'
import { useShownRound } from './shown-round.ts'
import { createTestRoom, type TestRoom } from './testing-room.ts'

afterEach(cleanup)

const Page = ({ room }: { readonly room: TestRoom }) => {
  const { session } = room.useProps(ben)
  const { round, show } = useShownRound(session)
  return (
    <main id="main">
      <p data-testid="shown">{round?.id}</p>
      {round?.status === 'scored' && <textarea aria-label="Keep" />}
      <button type="button" onClick={() => show('r1')}>
        first
      </button>
      <button type="button" onClick={() => show(null)}>
        current
      </button>
    </main>
  )
}
const open = (session: ReturnType<typeof startSampleRound>, address = '/s/x') => {
  const room = createTestRoom(session)
  render(
    <MemoryRouter initialEntries={[address]}>
      <Page room={room} />
    </MemoryRouter>,
  )
  return room
}
const shown = () => screen.getByTestId('shown').textContent
const scored = () => {
  const session = startSampleRound()
  scoreSampleRound(session)
  return session
}

describe('which round a page shows', () => {
  it('is the current one, and follows it', () => {
    const session = scored()
    const room = open(session)
    act(() => {
      swapSampleSeats(session)
      room.changed()
    })
    expect(shown()).toBe('r2')
    fireEvent.click(screen.getByText('first'))
    expect(shown()).toBe('r1')
    fireEvent.click(screen.getByText('current'))
    expect(shown()).toBe('r2')
  })

  it('stays under the caret of a person who is writing when the next round opens', () => {
    const session = scored()
    const room = open(session)
    const field = screen.getByLabelText('Keep')
    field.focus()
    act(() => {
      swapSampleSeats(session)
      room.changed()
    })
    expect(shown()).toBe('r1')
    expect(document.activeElement).toBe(field)
    fireEvent.click(screen.getByText('current'))
    expect(shown()).toBe('r2')
  })

  it('is the one in the address, also after a reload, and never one that does not exist', () => {
    const session = scored()
    swapSampleSeats(session)
    open(session, '/s/x?round=r1')
    expect(shown()).toBe('r1')
    cleanup()
    open(session, '/s/x?round=r7')
    expect(shown()).toBe('r2')
  })

  it('is the last one that was played, in a session that was closed before the next began', () => {
    const session = scored()
    swapSampleSeats(session)
    session.must(ana, { kind: 'closeSession' })
    open(session)
    expect(shown()).toBe('r1')
    cleanup()
    open(session, '/s/x?round=r2')
    expect(shown()).toBe('r2')
  })
})

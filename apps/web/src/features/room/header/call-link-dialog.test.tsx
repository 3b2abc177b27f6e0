import { ana, ben, openSampleSession, oto } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createTestRoom, type TestRoom } from '../../../live/testing-room.ts'
import { CallLinkDialog, maySetCallLink } from './call-link-dialog.tsx'

afterEach(cleanup)

const Page = ({ room, me = ben }: { readonly room: TestRoom; readonly me?: typeof ben }) => {
  const props = room.useProps(me)
  return maySetCallLink(props) ? (
    <CallLinkDialog key={props.session.callLink ?? ''} {...props} isOpen onClose={() => undefined} />
  ) : (
    <p>Not theirs</p>
  )
}
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole('button', { name })))
const type = (words: string) => fireEvent.change(screen.getByLabelText('Call link'), { target: { value: words } })

it('adds, changes and removes the call’s link after the start, by anyone who takes part', async () => {
  const session = openSampleSession()
  const room = createTestRoom(session)
  render(<Page room={room} />)
  type('javascript:alert(1)')
  await press('Save')
  expect(screen.getByText(/isn’t a web address/)).toBeDefined()
  expect(session.state.callLink).toBeNull()
  type('meet.google.com/abc-defg-hij')
  await press('Save')
  expect(session.state.callLink).toBe('https://meet.google.com/abc-defg-hij')
  await press('Remove the link')
  expect(session.state.callLink).toBeNull()
  expect(room.refused).toEqual([])
})

it('is not an observer’s, and the owner’s also from no seat', () => {
  const session = openSampleSession()
  session.must(ana, { kind: 'leaveSeat' })
  const room = createTestRoom(session)
  render(<Page room={room} me={oto} />)
  expect(screen.getByText('Not theirs')).toBeDefined()
  cleanup()
  render(<Page room={room} me={ana} />)
  expect(screen.getByLabelText('Call link')).toBeDefined()
})

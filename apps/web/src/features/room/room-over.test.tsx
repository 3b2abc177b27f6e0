import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { RoomOver } from './room-over.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('a session that its owner deleted leaves no board in the browsers of others; one that only closed on them does', async () => {
  const deleted: string[] = []
  vi.stubGlobal('indexedDB', {
    databases: async () => ['greenroom:sess-1:board-r1:ben', 'greenroom:sess-2:board-r1:ben'].map((name) => ({ name })),
    deleteDatabase: (name: string) => deleted.push(name),
  })
  const show = (reason: 'session-deleted' | 'revoked') =>
    render(<RoomOver reason={reason} session="sess-1" participant="ben" />, { wrapper: MemoryRouter })
  const { unmount } = show('revoked')
  screen.getByText('You are no longer in this session')
  // Removing somebody and signing out their devices both end the link that they had saved.
  screen.getByText(/You need a new invitation to come back.*a new link from your other device/)
  unmount()
  show('session-deleted')
  screen.getByText('This session was deleted')
  await vi.waitFor(() => expect(deleted).toEqual(['greenroom:sess-1:board-r1:ben']))
})

it('what somebody was typing when the session was deleted is there to be copied, comments of a half-filled scorecard as well', () => {
  localStorage.setItem('greenroom.draft.sess-3.r1.ben.note', JSON.stringify({ words: 'Ask about fees', base: '' }))
  const line = { score: null, evidence: [] }
  localStorage.setItem(
    'greenroom.draft.sess-3.r1.ben.scorecard',
    JSON.stringify({ goal: { ...line, words: 'Named the merchant' }, tree: { ...line, words: '' } }),
  )
  render(<RoomOver reason="session-deleted" session="sess-3" participant="ben" />, { wrapper: MemoryRouter })
  const words = screen.getByRole('list', { name: 'Unsent words' })
  expect(words.textContent).toContain('Note: Ask about fees')
  expect(words.textContent).toContain('Comments on scores: Named the merchant')
})

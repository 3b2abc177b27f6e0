import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { Dialog, MessageSlot, Modal, showToast, Toasts, toasts } from '../../design/index.ts'
import { BoardBar } from './board-bar.tsx'

afterEach(() => {
  cleanup()
  act(() => toasts.clear())
  vi.unstubAllGlobals()
})

it('stays in the page while a phone shows messages in an open dialog', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {}, removeEventListener: () => {} }))
  render(
    <>
      <MessageSlot />
      <BoardBar>Removed a card</BoardBar>
      <Modal isOpen>
        <Dialog title="Invitations" />
      </Modal>
      <Toasts />
    </>,
  )
  await act(async () => {
    showToast({ tone: 'good', title: 'Link copied' })
  })
  expect(screen.getByText('Link copied').closest('[data-scrim]')).not.toBeNull()
  expect(screen.getByText('Removed a card').closest('[data-scrim]')).toBeNull()
})

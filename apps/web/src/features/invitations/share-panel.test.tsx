import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import type { LinkBase } from './invitation-link.ts'
import { SharePanel } from './share-panel.tsx'
import type { Invitations, OpenInvitation } from './use-invitations.ts'

afterEach(cleanup)

const made: OpenInvitation = {
  invitation: { id: 'i1', seats: ['interviewer', 'candidate'], createdAt: 0, revokedAt: null, secret: null },
  secret: 'secret',
}
const nothing = async (): Promise<void> => undefined
const invitations: Invitations = {
  state: 'ready',
  reload: () => undefined,
  of: ({ id }) => (id === 'partner' ? made : null),
  make: nothing,
  revoke: nothing,
}

function Panel() {
  const [lan, setLan] = useState<string | null>(null)
  const base: LinkBase =
    lan === null
      ? { url: 'http://localhost:3000', onlyHere: true, instead: ['http://192.0.2.7:3000'] }
      : { url: lan, onlyHere: false, instead: [] }
  return <SharePanel sharing={{ invitations, base, mode: 'peer', useAddress: setLan }} />
}

it('a code to scan says that a phone cannot open an address of this computer alone, and takes the one it can', async () => {
  render(<Panel />)
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Show the QR code: your partner' })))
  const code = within(screen.getByRole('dialog'))
  expect(code.getByText('A phone can’t open this code’s address')).toBeDefined()
  expect(code.getByText(/^http:\/\/localhost:3000\/join#/)).toBeDefined()
  await act(async () => void fireEvent.click(code.getByRole('button', { name: 'Use 192.0.2.7:3000' })))
  expect(code.queryByText('A phone can’t open this code’s address')).toBeNull()
  expect(code.getByText('http://192.0.2.7:3000/join#secret')).toBeDefined()
})

import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { PartsPart } from './parts-part.tsx'

afterEach(cleanup)

const stored = (kind: 'sqlite' | 'postgres') => ({
  storage: { kind, folder: null, bytes: 0, free: null, total: null },
  parts: [{ part: 'passkeys' as const, on: true }],
})

it('lists nightly backups only where this server can make them, and offers to try what can be tried', () => {
  const { rerender } = render(<PartsPart state={stored('sqlite')} />)
  screen.getByText('Nightly backups')
  screen.getByText('Sign-in with passkeys')
  // Passkeys are on as well, and only a browser can try them.
  expect(screen.getAllByRole('button').map(({ ariaLabel }) => ariaLabel)).toEqual([
    'Try it: Database in the data folder',
  ])
  rerender(<PartsPart state={stored('postgres')} />)
  expect(screen.queryByText('Nightly backups')).toBeNull()
})

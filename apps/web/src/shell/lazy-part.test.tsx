import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { LazyPart, lazyPart } from './lazy-part.tsx'

// What is waited for comes at once on an idle machine.
configure({ asyncUtilTimeout: 15_000 })

afterEach(cleanup)

it('fails alone when it cannot be loaded, and is loaded at the next try', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const load = vi
    .fn<() => Promise<() => string>>()
    .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
    .mockResolvedValue(() => 'found')
  const Part = lazyPart(load)
  render(
    <>
      <p>what is typed</p>
      <LazyPart what="The search" onClose={() => undefined}>
        <Part />
      </LazyPart>
    </>,
  )
  await screen.findByText('The search could not be loaded')
  expect(screen.getByText('what is typed')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByText('found')
  expect(load).toHaveBeenCalledTimes(2)
  errors.mockRestore()
})

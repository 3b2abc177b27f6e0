import { readdirSync, readFileSync } from 'node:fs'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { LazyPart, lazyPart } from './lazy-part.tsx'

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

it.each<[string, { readonly answer: () => Promise<Response>; readonly reloads: number }]>([
  [
    'loads the page again when its file is there, and only the browser remembers',
    { answer: async () => new Response(), reloads: 1 },
  ],
  ['stays as it is when its file is gone', { answer: async () => new Response(null, { status: 404 }), reloads: 0 }],
  [
    'stays as it is without a connection',
    { answer: () => Promise.reject(new TypeError('Failed to fetch')), reloads: 0 },
  ],
])('when it fails a second time it %s', async (_why, { answer, reloads }) => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.stubGlobal('fetch', vi.fn(answer))
  const reload = vi.fn()
  const file = 'http://localhost:3000/assets/palette.js'
  const load = vi.fn(() => Promise.reject(new TypeError(`Failed to fetch dynamically imported module: ${file}`)))
  const Part = lazyPart(load, reload)
  render(
    <LazyPart what="The search" onClose={() => undefined}>
      <Part />
    </LazyPart>,
  )
  await screen.findByText('The search could not be loaded')
  expect(reload).not.toHaveBeenCalled()
  expect(fetch).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(fetch).toHaveBeenCalledWith(file, { method: 'HEAD' }))
  await screen.findByText('The search could not be loaded')
  expect(reload).toHaveBeenCalledTimes(reloads)
  errors.mockRestore()
})

it('is how every part comes that is loaded later, and each stands in a boundary of its own', () => {
  const root = `${import.meta.dirname}/../`
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx$/.test(file) && !/\.test\.tsx$/.test(file))
    // The pages themselves: what is around all of them is their boundary.
    .filter((file) => file !== 'shell/lazy-part.tsx' && file !== 'app/app.tsx')
    .map((file) => [file, readFileSync(`${root}${file}`, 'utf8')] as const)
  const calls = (source: string): number => source.match(/\blazyPart\(/g)?.length ?? 0
  const boundaries = (source: string): number => source.match(/<(LazyPart|ErrorBoundary)\b/g)?.length ?? 0
  expect(sources.filter(([, source]) => /\blazy\(/.test(source)).map(([file]) => file)).toEqual([])
  expect(sources.filter(([, source]) => calls(source) > 0 && boundaries(source) === 0).map(([file]) => file)).toEqual(
    [],
  )
  expect(sources.filter(([, source]) => calls(source) > 0).length).toBeGreaterThan(5)
})

import { readFileSync } from 'node:fs'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { HomePage } from './home-page.tsx'

afterEach(cleanup)

it('draws before the script is there what the script then draws, word for word', () => {
  const page = new DOMParser().parseFromString(
    readFileSync(`${import.meta.dirname}/../../../index.html`, 'utf8'),
    'text/html',
  )
  const early = page.querySelector('.first-paint-home')
  const words = [early?.querySelector('.text-balance'), early?.querySelector('p')].map((one) => one?.textContent)
  render(
    <MemoryRouter>
      <HomePage />
    </MemoryRouter>,
  )
  const heading = screen.getByRole('heading', { level: 1 })
  expect([heading.textContent, heading.nextElementSibling?.textContent]).toEqual(words)
  expect(early?.querySelector('.text-balance')?.className.replace(' text-balance', '')).toBe(heading.className)
  expect(early?.querySelector('p')?.className).toBe(heading.nextElementSibling?.className)
})

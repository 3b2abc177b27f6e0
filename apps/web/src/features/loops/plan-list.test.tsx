import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import type { PublicLoop } from '../bank/loops.ts'
import { PlanList } from './plan-list.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const plan: PublicLoop['track']['plan'] = [
  { kind: 'case', category: 'estimation', text: 'A short case.', minutes: 35 },
  { kind: 'case', category: 'strategy', text: 'A long case.', minutes: 55 },
  { kind: 'loop', text: 'The first two rounds.', minutes: 110 },
  { kind: 'loop', text: 'The other two rounds.', minutes: 110 },
]
const loop: PublicLoop = {
  id: 'meta-style',
  version: '1.0.0',
  locale: 'en',
  licence: 'CC-BY-4.0',
  author: 'Greenroom authors',
  lastChecked: '2026-11-29',
  company: 'Meta',
  title: 'Four rounds in the style of Meta',
  notice: 'In the style of Meta.',
  story: 'A story.',
  closing: 'How it is decided.',
  rounds: [],
  cases: [],
  track: { summary: 'Few rounds.', how: [], sources: [], mix: [], cases: [], drills: [], plan },
}

it('a planned day leads to its own session: a short case to the short cut, and the second half of a loop not to a new start', () => {
  vi.stubGlobal('fetch', async () => new Response('[]'))
  render(<PlanList loop={loop} />, { wrapper: MemoryRouter })
  expect(screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Random case: Estimation', '/?category=estimation&cut=20'],
    ['Random case: Strategy', '/?category=strategy'],
    ['Start this loop', '/?loop=meta-style'],
    ['Continue in your session, from the start page', '/'],
  ])
})

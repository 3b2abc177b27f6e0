import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ZonePicker } from './zone-picker.tsx'

afterEach(cleanup)

// As Chromium lists them.
const zones = [
  'UTC',
  'America/Sao_Paulo',
  'Asia/Calcutta',
  'Asia/Katmandu',
  'Asia/Tokyo',
  'Europe/Berlin',
  'Europe/London',
]

const open = async (chosen: string) => {
  const onChoose = vi.fn()
  render(<ZonePicker zones={zones} chosen={chosen} at={new Date('2026-12-01T12:00Z')} onChoose={onChoose} />)
  await act(async () => fireEvent.click(screen.getByRole('button')))
  const field = screen.getByRole('searchbox', { name: 'City or time zone' })
  return {
    onChoose,
    type: (value: string) => act(async () => fireEvent.change(field, { target: { value } })),
    press: async (key: string) => {
      await act(async () => fireEvent.keyDown(field, { key }))
      await act(async () => fireEvent.keyUp(field, { key }))
    },
  }
}

it('is named by its label and the zone that is chosen', () => {
  render(<ZonePicker zones={zones} chosen="Asia/Calcutta" at={null} onChoose={() => {}} />)
  expect(screen.getByRole('button', { name: 'In the time zone Kolkata' })).toBeDefined()
})

it.each([
  ['Berlin', 'Europe/Berlin', /^Berlin ?GMT\+1$/],
  ['são paulo', 'America/Sao_Paulo', /^São Paulo ?GMT-3$/],
  ['sao paulo', 'America/Sao_Paulo', /^São Paulo ?GMT-3$/],
  ['Kolkata', 'Asia/Calcutta', /^Kolkata ?GMT\+5:30$/],
  ['munich', 'Europe/Berlin', /^Berlin ?GMT\+1$/],
  ['GMT+5:45', 'Asia/Katmandu', /^Kathmandu ?GMT\+5:45$/],
])('finds %s by typing, and takes it by Enter', async (typed, zone, name) => {
  const { onChoose, type, press } = await open('UTC')
  await type(typed)
  const [option, ...others] = await screen.findAllByRole('option')
  expect(others).toEqual([])
  expect(option?.textContent).toMatch(name)
  await press('ArrowDown')
  await press('Enter')
  expect(onChoose.mock.calls).toEqual([[zone]])
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('says what to type where nothing is found, and shows which one is chosen', async () => {
  const { type } = await open('Europe/Berlin')
  await type('Atlantis')
  expect(await screen.findByText(/^Nothing found\. Try the nearest large city/)).toBeDefined()
  await type('Hamburg')
  expect((await screen.findByRole('option')).querySelector('[aria-label=chosen]')).not.toBeNull()
})

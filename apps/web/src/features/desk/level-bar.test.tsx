import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { LevelBar } from './level-bar.tsx'

afterEach(cleanup)

it('says the bar of each seniority when it is opened, and nothing where no line is written', async () => {
  render(<LevelBar category="goals" dimension="target" />)
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'The bar by seniority' })))
  expect(screen.getAllByRole('term').map((one) => one.textContent)).toEqual(['APM', 'PM', 'Senior PM', 'Group PM'])
  expect(screen.getByText('A baseline, a target and a reason.')).toBeTruthy()
  cleanup()
  const { container } = render(<LevelBar category="goals" dimension="charm" />)
  expect(container.textContent).toBe('')
})

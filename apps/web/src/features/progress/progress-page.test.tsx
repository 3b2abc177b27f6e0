import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, describe, expect, it } from 'vitest'
import { toasts } from '../../design/index.ts'
import { noProgress, openSteps, withRecord } from './progress.ts'
import { importProgress } from './progress-actions.tsx'
import { progressToFile } from './progress-file.ts'
import { ProgressPage } from './progress-page.tsx'
import { progressStore } from './progress-store.ts'
import { pointOf, recordNumber } from './testing-records.ts'

afterEach(() => {
  cleanup()
  act(() => toasts.clear())
  progressStore.change(() => noProgress)
  localStorage.clear()
})
const show = () =>
  render(
    <MemoryRouter>
      <ProgressPage />
    </MemoryRouter>,
  )
const keep = (...numbers: number[]) => {
  for (const number of numbers)
    progressStore.change((progress) =>
      withRecord(
        progress,
        recordNumber(number, { metrics: [4, 3, 2], goal: [3, 3, 3] }, { points: number === 1 ? [pointOf()] : [] }),
      ),
    )
}
const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))
const undo = () => act(() => toasts.visibleToasts[0]?.content.action?.onPress())

describe('the page of one’s progress', () => {
  it('says what to do while there is nothing, and offers nothing to save or delete', () => {
    show()
    expect(screen.getByText('No rounds here yet')).toBeDefined()
    expect(screen.getByRole('link', { name: 'Start a session' })).toBeDefined()
    // Somebody who only interviews finds nothing here.
    expect(screen.getByRole('link', { name: 'Coach’s view' }).getAttribute('href')).toBe('/coach')
    for (const name of ['Save as file', 'Delete'])
      expect(screen.getByRole('button', { name }).hasAttribute('disabled')).toBe(true)
    expect(screen.queryByRole('img')).toBeNull()
  })

  it('draws a chart from two rounds on, with the same levels in the table beside it', () => {
    keep(1)
    show()
    expect(screen.queryByRole('img')).toBeNull()
    expect(screen.getByText(/A chart is drawn from the second one on/)).toBeDefined()
    act(() => keep(2))
    const chart = screen.getByRole('img', {
      name: /All dimensions, 2 rounds. You score yourself 1.0 levels higher/,
    })
    expect(chart.querySelectorAll('circle, path[d$="z"]')).toHaveLength(6)
    expect(rowsOf(screen.getByRole('table'))).toEqual([
      ['1', '3.5', '3', '2.5'],
      ['2', '3.5', '3', '2.5'],
    ])
    fireEvent.click(screen.getByRole('button', { name: /^Metrics/ }))
    expect(screen.getByText(/You score yourself 2.0 levels higher/)).toBeDefined()
    expect(rowsOf(screen.getByRole('table'))[0]).toEqual(['1', '4', '3', '2'])
  })

  it('takes back what is marked done, removed or deleted', () => {
    keep(1, 2)
    show()
    const open = () => openSteps(progressStore.read()).length
    fireEvent.click(screen.getByRole('checkbox', { name: 'Done: Give every guardrail a limit' }))
    expect(open()).toBe(0)
    undo()
    expect(open()).toBe(1)
    act(() => toasts.clear())
    fireEvent.click(screen.getByRole('button', { name: 'Remove Case 2 from your progress' }))
    expect(progressStore.read().records).toHaveLength(1)
    undo()
    expect(progressStore.read().records).toHaveLength(2)
    act(() => toasts.clear())
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }))
    fireEvent.click(screen.getByRole('button', { name: 'Delete it' }))
    expect(localStorage.getItem('greenroom.progress')).toBeNull()
    undo()
    expect(progressStore.read().records).toHaveLength(2)
  })

  it('imports a whole file or nothing, and takes it back', async () => {
    keep(1)
    const before = localStorage.getItem('greenroom.progress')
    const fileOf = (text: string) => new File([text], 'p.json')
    const good = progressToFile(withRecord(withRecord(noProgress, recordNumber(5)), recordNumber(6)))
    expect(await importProgress(fileOf(good.replace('"session-6"', '"javascript:alert(1)"')))).toMatch(/Round 1 in/)
    expect(localStorage.getItem('greenroom.progress')).toBe(before)
    expect(await importProgress(fileOf(good))).toBeNull()
    expect(progressStore.read().records).toHaveLength(3)
    undo()
    expect(localStorage.getItem('greenroom.progress')).toBe(before)
  })
})

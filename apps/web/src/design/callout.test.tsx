import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Callout } from './callout.tsx'

afterEach(cleanup)

describe('a callout', () => {
  it('says its title, its words and its actions in this order, and its sign is not read out', () => {
    const { container } = render(
      <Callout title="The run could not be opened" actions={<button type="button">Try again</button>}>
        Check your connection.
      </Callout>,
    )
    expect(container.textContent).toBe('The run could not be openedCheck your connection.Try again')
    const [sign, ...others] = container.querySelectorAll('svg')
    expect(sign?.getAttribute('aria-hidden')).toBe('true')
    expect(others).toEqual([])
  })

  it('interrupts nobody unless it is told to', () => {
    const { rerender } = render(<Callout>Observers don’t score.</Callout>)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.queryByRole('status')).toBeNull()
    rerender(<Callout role="alert">It failed.</Callout>)
    expect(within(screen.getByRole('alert')).getByText('It failed.')).toBeDefined()
    rerender(<Callout role="status">It is kept.</Callout>)
    expect(within(screen.getByRole('status')).getByText('It is kept.')).toBeDefined()
  })

  it('shows each tone by a sign of its own, so that nothing hangs on the colour', () => {
    const signs = (['info', 'good', 'warn', 'danger'] as const).map((tone) => {
      const { container } = render(<Callout tone={tone}>Words</Callout>)
      return container.querySelector('svg')?.innerHTML
    })
    expect(new Set(signs).size).toBe(4)
  })

  it('has no empty box where it has only one of title, words and actions', () => {
    const { container, rerender } = render(<Callout title="Nothing was imported" />)
    expect([...container.querySelectorAll('div:empty, p:empty')]).toEqual([])
    rerender(<Callout>Every round was here already.</Callout>)
    expect([...container.querySelectorAll('div:empty, p:empty')]).toEqual([])
  })
})

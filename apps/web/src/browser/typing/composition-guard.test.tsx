import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { Autocomplete, Input, Menu, MenuItem, SearchField } from 'react-aria-components'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { leaveToInputMethod } from './composition-guard.ts'

/** A search where Enter takes the first result and Escape clears the words, as in the palette. */
const Search = ({ onTake }: { readonly onTake: () => void }) => (
  <Autocomplete filter={() => true}>
    <SearchField aria-label="Search">
      <Input />
    </SearchField>
    <Menu aria-label="Answers" onAction={onTake}>
      <MenuItem id="one">One</MenuItem>
    </Menu>
  </Autocomplete>
)

describe('a key that ends a composition', () => {
  let release = (): void => undefined
  const taken = vi.fn()
  beforeEach(() => {
    release = leaveToInputMethod(window)
    render(<Search onTake={taken} />)
  })
  afterEach(() => {
    release()
    cleanup()
    taken.mockReset()
  })
  const field = (): HTMLInputElement => screen.getByRole('searchbox')
  const press = (key: string, how: KeyboardEventInit): void => {
    fireEvent.keyDown(field(), { key, code: key, ...how })
    fireEvent.keyUp(field(), { key, code: key })
  }
  const write = (words: string): void => {
    field().focus()
    fireEvent.change(field(), { target: { value: words } })
    fireEvent.keyDown(field(), { key: 'ArrowDown', code: 'ArrowDown' })
  }

  it.each([
    ['in Safari', { keyCode: 229 }],
    ['elsewhere', { keyCode: 13, isComposing: true }],
  ])('takes nothing and takes nothing back, %s', (_browser, how) => {
    write('ノー')
    press('Enter', how)
    press('Escape', how)
    expect(taken).not.toHaveBeenCalled()
    expect(field().value).toBe('ノー')
  })

  it('means what it says outside of one', () => {
    write('no')
    press('Enter', { keyCode: 13 })
    expect(taken).toHaveBeenCalledOnce()
    press('Escape', { keyCode: 27 })
    expect(field().value).toBe('')
  })
})

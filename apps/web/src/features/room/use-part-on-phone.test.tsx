import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { setRoomView } from '../../live/room-view.ts'
import { usePartOnPhone } from './use-part-on-phone.ts'

afterEach(() => {
  cleanup()
  setRoomView({ onPhone: 'board' })
})

it('on a phone a round that starts or ends takes the place of the list of people, and of a panel that has gone with it', () => {
  const { result, rerender } = renderHook(({ shown, hasPanel }) => usePartOnPhone(shown, hasPanel), {
    initialProps: { shown: 'lobby', hasPanel: true },
  })
  const choose = (onPhone: 'board' | 'panel' | 'people') => act(() => setRoomView({ onPhone }))
  choose('people')
  expect(result.current).toBe('people')
  // Somebody comes or goes: nothing that was chosen changes.
  rerender({ shown: 'lobby', hasPanel: true })
  expect(result.current).toBe('people')
  rerender({ shown: 'running', hasPanel: true })
  expect(result.current).toBe('board')
  choose('panel')
  rerender({ shown: 'next lobby', hasPanel: true })
  expect(result.current).toBe('panel')
  rerender({ shown: 'debrief', hasPanel: false })
  expect(result.current).toBe('board')
  rerender({ shown: 'lobby of the next round', hasPanel: true })
  expect(result.current).toBe('board')
  choose('people')
  rerender({ shown: 'its debrief', hasPanel: false })
  expect(result.current).toBe('board')
})

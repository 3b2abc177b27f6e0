import { boardLimits } from '@greenroom/board'
import { expect, it } from 'vitest'
import { type Handshake, opening, withEarly, withRights } from './board-handshake.ts'

it('asks a connection that may write once, and again only after it lost and regained that right', () => {
  const asked = withRights(opening, true)
  expect(asked).toEqual({ kind: 'asked', early: [] })
  expect(withRights(asked, true)).toBe(asked)
  const answered: Handshake = { kind: 'writing' }
  expect(withRights(answered, true)).toBe(answered)
  expect(withRights(answered, false)).toEqual({ kind: 'reading' })
  expect(withRights({ kind: 'reading' }, true)).toEqual({ kind: 'asked', early: [] })
})

it('keeps early edits only while an answer is due, in order and within the size of one update', () => {
  const [first, second] = [Uint8Array.of(1), Uint8Array.of(2)]
  const one = withEarly({ kind: 'asked', early: [] }, first)
  expect(one).toEqual({ kind: 'asked', early: [first] })
  expect(one && withEarly(one, second)).toEqual({ kind: 'asked', early: [first, second] })
  expect(one && withEarly(one, new Uint8Array(boardLimits.updateBytes))).toBeNull()
  for (const kind of ['opening', 'reading', 'writing'] as const) expect(withEarly({ kind }, first)).toBeNull()
})

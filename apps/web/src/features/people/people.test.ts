import { ana, ben, mia, openSampleSession, oto } from '@greenroom/session/testing'
import { expect, it } from 'vitest'
import { peopleOf, peopleWords } from './people.ts'

it('says how many are connected, and while we are cut off that nobody knows', () => {
  const { state, round } = openSampleSession()
  expect(peopleWords(peopleOf(state, round, [ana, ben], ana), true)).toBe('People: 2 of 4 connected')
  expect(peopleWords(peopleOf(state, round, [ana, ben, mia, oto], ana), true)).toBe('People: 4 of 4 connected')
  expect(peopleWords(peopleOf(state, round, null, ana), false)).toBe(
    'People: 4. You are offline, so it is not known who is connected.',
  )
})

import { expect, it } from 'vitest'
import { clip } from './clip.ts'

it('cuts between what a reader sees as characters, in every script', () => {
  expect(clip('plain', 9)).toBe('plain')
  expect(clip('plain', 3)).toBe('pla')
  expect(clip('a😀', 2)).toBe('a')
  expect(clip('a👨‍👩‍👧', 8)).toBe('a')
  expect(clip('a👨‍👩‍👧', 9)).toBe('a👨‍👩‍👧')
  expect(clip('noe\u0301', 3)).toBe('no')
  expect(clip('🇩🇪🇫🇷', 6)).toBe('🇩🇪')
  expect(clip('नमस्ते', 3)).toBe('नम')
})

it('cuts nothing in two where one character is longer than the limit', () => {
  expect(clip('👨‍👩‍👧', 4)).toBe('')
})

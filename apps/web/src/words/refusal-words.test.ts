import { refusalCodes } from '@greenroom/session'
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  delete document.documentElement.dataset.pseudo
  vi.resetModules()
})

it('every refusal of the room is a text of the page, so that it can be translated', async () => {
  document.documentElement.dataset.pseudo = ''
  vi.resetModules()
  const { refusalSentence } = await import('./refusal-words.ts')
  expect(refusalCodes.length).toBeGreaterThan(50)
  expect(refusalCodes.filter((code) => !refusalSentence(code).includes('~'))).toEqual([])
})

it('a refusal over REST is said in the words of the page, and one that only a newer server knows in the server’s', async () => {
  const { sentenceOfCode } = await import('./refusal-words.ts')
  expect(sentenceOfCode('unknown-invitation')).toMatch(/^Invitation not found\. Check/)
  expect(sentenceOfCode('seat-taken')).toBe('That seat is taken.')
  expect(sentenceOfCode('from-a-newer-server')).toBeNull()
  expect(sentenceOfCode('toString')).toBeNull()
})

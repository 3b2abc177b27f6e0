import { describe, expect, it } from 'vitest'
import { coveredHeight } from './on-screen-keyboard.ts'

describe('what an on-screen keyboard covers', () => {
  it.each([
    ['an iPhone, keyboard closed', 844, { height: 844, offsetTop: 0, scale: 1 }, 0],
    ['an iPhone, keyboard open', 844, { height: 508, offsetTop: 0, scale: 1 }, 336],
    ['an iPhone that moved the page up', 844, { height: 508, offsetTop: 120, scale: 1 }, 216],
    ['a bar of the browser', 844, { height: 788, offsetTop: 0, scale: 1 }, 0],
    ['a browser that makes the page smaller itself', 508, { height: 508, offsetTop: 0, scale: 1 }, 0],
    ['a page zoomed by two fingers', 844, { height: 422, offsetTop: 60, scale: 2 }, 0],
  ])('%s', (_, page, seen, covered) => {
    expect(coveredHeight(page, seen)).toBe(covered)
  })
})

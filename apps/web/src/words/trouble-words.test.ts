import type { ConnectionTrouble } from '@greenroom/room-client'
import { describe, expect, it } from 'vitest'
import { troubleWords } from './trouble-words.ts'

describe('why there is no connection, in words', () => {
  it.each<[ConnectionTrouble, RegExp]>([
    ['unreachable', /kept on this device/],
    ['sockets-blocked', /proxy.*another network/],
    ['foreign-address', /set PUBLIC_URL to http:\/\/rehearsal\.example:3000/],
    ['too-many-tabs', /open 8 times\. Close one/],
  ])('%s comes with what to do', (trouble, remedy) => {
    const { title, words } = troubleWords(trouble, 'http://rehearsal.example:3000')
    expect(title.length).toBeGreaterThan(10)
    expect(words).toMatch(remedy)
  })
})

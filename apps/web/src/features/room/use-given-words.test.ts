import { describe, expect, it } from 'vitest'
import { withoutTables } from './use-given-words.ts'

describe('what is shown over the board when it is given', () => {
  it('leaves tables to the panel, and says so', () => {
    expect(withoutTables('Per advert, average:\n| An advert | Today |\n| --- | --- |\n| Views | 41 |')).toBe(
      'Per advert, average:\nThe table is in the panel, under From the interviewer.',
    )
    expect(withoutTables('About 40 | 50 a day.')).toBe('About 40 | 50 a day.')
  })
})

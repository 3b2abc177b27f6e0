import { describe, expect, it } from 'vitest'
import { blocksOf } from './fact-text.tsx'

describe('the text of a fact', () => {
  it('keeps paragraphs and reads tables between them', () => {
    expect(blocksOf('Before\n\n| Step | Share |\n| --- | --- |\n| Paid | 90 % |\nAfter')).toEqual([
      { kind: 'words', words: 'Before' },
      { kind: 'table', head: ['Step', 'Share'], rows: [['Paid', '90 %']] },
      { kind: 'words', words: 'After' },
    ])
  })
  it('is words alone when there is no table', () => {
    expect(blocksOf('One\nTwo')).toEqual([{ kind: 'words', words: 'One\nTwo' }])
  })
})

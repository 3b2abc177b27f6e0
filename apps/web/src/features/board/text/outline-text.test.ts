import { describe, expect, it } from 'vitest'
import { outlineOf } from './outline-text.ts'

const drawn = (text: string) => outlineOf(text).map(({ text: words, depth }) => `${'>'.repeat(depth)}${words}`)

describe('outlineOf', () => {
  it('takes a line as a card, without bullets, numbers, check boxes and gaps', () => {
    expect(drawn('- one\r\n\r\n* two\n3. three\n[ ] four\n• five\n- [x] six\na) seven\n1.2. eight\n')).toEqual(
      'one two three four five six seven eight'.split(' '),
    )
  })
  it.each([
    ['Google Docs', '● Paid orders\n   ○ Button presence\n      ■ Plug-in installs\n● Dispute rate'],
    ['Notion', '- Paid orders\n    - Button presence\n        - Plug-in installs\n- Dispute rate'],
    ['tabs', 'Paid orders\n\tButton presence\n\t\tPlug-in installs\nDispute rate'],
    ['Word', '•\tPaid orders\n\to\tButton presence\n\t\t§\tPlug-in installs\n•\tDispute rate'],
    ['Japanese', '・Paid orders\n　・Button presence\n　　・ Plug-in installs\n・Dispute rate'],
    ['Japanese, without spaces', '●Paid orders\n　○Button presence\n　　■Plug-in installs\n●Dispute rate'],
    ['Chinese numbers', '一、Paid orders\n  1、Button presence\n    （1）Plug-in installs\n二、Dispute rate'],
    ['Arabic digits', '١. Paid orders\n  ١) Button presence\n    (١) Plug-in installs\n٢. Dispute rate'],
    ['an outline', 'II. Paid orders\n   (a) Button presence\n      ① Plug-in installs\nIII. Dispute rate'],
    ['numbers', '1. Paid orders\n   a. Button presence\n      i. Plug-in installs\n2. Dispute rate'],
    ['tasks', '- [ ] Paid orders\n  - [x] Button presence\n    - [ ] Plug-in installs\n- [ ] Dispute rate'],
    [
      'a list indented as a whole',
      '    Paid orders\n      Button presence\n        Plug-in installs\n    Dispute rate',
    ],
  ])('nests by indentation: %s', (_, text) => {
    expect(drawn(text)).toEqual(['Paid orders', '>Button presence', '>>Plug-in installs', 'Dispute rate'])
  })
  it('drops what is not text, and keeps a line that Word breaks inside a paragraph in one card', () => {
    expect(
      outlineOf('one\u0000two\nthree\u0007 four\n\u0000\nFees\u000bof June\r\nنسبة').map(({ text }) => text),
    ).toEqual(['onetwo', 'three four', 'Fees of June', 'نسبة'])
  })

  it('keeps the cells of a table apart', () => {
    expect(drawn('Region\tOrders\tShare\nEMEA\t120\t\nAPAC\t\t8 %')).toEqual([
      'Region · Orders · Share',
      'EMEA · 120',
      'APAC · 8 %',
    ])
  })

  it('leaves text that only looks like a bullet', () => {
    for (const text of [
      '-5 % orders',
      '2024.5 was slow',
      '2.5 million a day',
      'o clock',
      '(see below)',
      '1,200 shops',
      'x) no',
    ])
      expect(drawn(text)[0]).toBe(text === 'x) no' ? 'no' : text)
  })
})

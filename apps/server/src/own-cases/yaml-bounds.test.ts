import { bankFolder, readCaseFiles } from '@greenroom/question-bank/guides'
import { expect, it } from 'vitest'
import { excessOf } from './yaml-bounds.ts'

it('passes every case of the bank', () => {
  for (const { path, text } of readCaseFiles(bankFolder)) expect([path, excessOf(text)]).toEqual([path, null])
})

it.each([
  ['flow maps in one another', '{a: '.repeat(5_200), 'nested'],
  ['flow lists in one another', `a: ${'['.repeat(60)}`, 'nested'],
  ['lists on one line', `${'- '.repeat(2_000)}a`, 'nested'],
  ['keys on one line', `${'? '.repeat(2_000)}a`, 'nested'],
  ['blocks in one another', Array.from({ length: 100 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'), 'nested'],
  ['aliases', `a: &a x\nb: [${'*a, '.repeat(2_000)}]`, 'aliases'],
  [
    'aliases of aliases',
    Array.from({ length: 60 }, (_, n) => `k${n}: &n${n} [*n${n - 1}, *n${n - 1}]`).join('\n'),
    'aliases',
  ],
  ['a long list', `a: [${'1,'.repeat(60_000)}]`, 'parts'],
  ['lines', '\n'.repeat(7_000), 'lines'],
])('refuses %s before a parser sees it', (_what, text, why) => {
  expect(excessOf(text)).toContain(why)
})

import { expect, it } from 'vitest'
import { companyWithin } from './loops.ts'

it('an article that begins the name of a company is small inside a sentence, and nothing else changes', () => {
  expect(companyWithin('An AI lab')).toBe('an AI lab')
  expect(companyWithin('A bank')).toBe('a bank')
  expect(companyWithin('The Morning Ledger')).toBe('the Morning Ledger')
  expect(companyWithin('Amazon')).toBe('Amazon')
  expect(companyWithin('Anthropic')).toBe('Anthropic')
  expect(companyWithin('Theranova')).toBe('Theranova')
})

import { describe, expect, it } from 'vitest'
import type { Guide } from '../state/interview-case.ts'
import { matchClarifying, matchQuestion, matchRelease } from './question-match.ts'

const facts = [
  { id: 'checkout', label: 'Checkout conversion by platform', text: '', askFor: ['conversion', 'checkout funnel'] },
  { id: 'fees', label: 'Fees', text: '', askFor: ['merchant fee', 'pricing'] },
  { id: 'android', label: 'Conversion on Android', text: '', askFor: ['conversion android version'] },
  { id: 'users', label: 'Active users', text: '', askFor: ['monthly active users', 'MAU'] },
]
const ask = (question: string, ...released: string[]) => matchQuestion(question, facts, new Set(released))?.id ?? null

describe('[S33] the fact that a question asks for', () => {
  it('is found by a phrase, a label, a plural, whatever the case, diacritics and punctuation', () => {
    expect(ask('What does the checkout funnel look like?')).toBe('checkout')
    expect(ask('Do you have data on FEES?')).toBe('fees')
    expect(ask('merchant’s fees, please')).toBe('fees')
    expect(ask('prícing?')).toBe('fees')
    expect(ask('How many users are active each month?')).toBe('users')
    expect(ask('MAU')).toBe('users')
  })

  it('is the one with the most words of a phrase', () => {
    expect(ask('How is conversion on Android?')).toBe('android')
    expect(ask('How is conversion?')).toBe('checkout')
  })

  it('needs two thirds of a phrase: a word in passing releases nothing', () => {
    expect(ask('Is there a merchant?')).toBeNull()
    expect(ask('Which version is it?')).toBeNull()
    expect(ask('What is active?')).toBeNull()
  })

  it('is none for words that every question has', () => {
    for (const empty of ['', '???', 'What is the data?', 'Can you tell me how many there are?'])
      expect(ask(empty)).toBeNull()
  })

  it('does not count such words in a phrase, either', () => {
    const fact = { id: 'x', label: 'Why does this matter', text: '', askFor: [] }
    expect(matchQuestion('What matters?', [fact], new Set())?.id).toBe('x')
  })

  it('prefers what is not released between equals, and answers what is released otherwise', () => {
    const twins = [
      { id: 'old', label: 'Conversion', text: '', askFor: [] },
      { id: 'new', label: 'Conversion', text: '', askFor: [] },
    ]
    expect(matchQuestion('conversion', twins, new Set())?.id).toBe('old')
    expect(matchQuestion('conversion', twins, new Set(['old']))?.id).toBe('new')
    expect(matchQuestion('conversion', twins, new Set(['old', 'new']))?.id).toBe('old')
    expect(ask('conversion on android', 'android')).toBe('android')
  })

  it('reads other scripts', () => {
    const fact = { id: 'x', label: 'Стоимость поездки', text: '', askFor: [] }
    expect(matchQuestion('какова стоимость поездки?', [fact], new Set())?.id).toBe('x')
  })
})

describe('[S33] the fact that an interviewer would hand over', () => {
  const onRequest = (id: string, wanted: string) => ({
    id,
    label: id,
    text: '',
    askFor: [],
    release: { on: 'request', for: wanted },
  })
  const known = [
    onRequest('electric', 'the share of electric cars'),
    onRequest('stop', 'how long a stop takes, or what drivers do meanwhile; queues'),
    onRequest('why', 'why, or when'),
    { ...onRequest('rain', 'rain'), release: { on: 'curveball', curveball: 'rain' } },
  ]
  const ask = (question: string, ...released: string[]) => matchRelease(question, known, new Set(released))?.id ?? null

  it('is found by each thing that its guide names, by two thirds of the words', () => {
    expect(ask('What share of cars is electric?')).toBe('electric')
    expect(ask('What do drivers do in the meanwhile?')).toBe('stop')
    expect(ask('Are there queues?')).toBe('stop')
    expect(ask('What colour are the cars?')).toBeNull()
  })

  it('is none for words that every question has, nor for what comes with a phase or a curveball', () => {
    expect(ask('Why is that?')).toBeNull()
    expect(ask('Does it rain?')).toBeNull()
  })
})

describe('[S33] the clarifying question that a question asks', () => {
  const clarifying = [
    { question: 'Which team are we on?', answer: 'The previews team.', state: 'give' },
    { question: 'Riders or drivers?', answer: 'Riders.', state: 'give' },
  ]
  const guide = { facts: [], clarifying } as unknown as Guide
  it.each([
    ['What team is it?', 'The previews team.'],
    ['So, which team do we work on?', 'The previews team.'],
    ['Is it about riders or drivers in large cities?', 'Riders.'],
  ])('is found: %s', (asked, answer) => expect(matchClarifying(asked, guide)).toBe(answer))

  it.each([
    'How many teams use preview links per week?',
    'Do teams that pay stay longer than others?',
    'What is the weather?',
  ])('is not one that it only mentions: %s', (asked) => expect(matchClarifying(asked, guide)).toBeNull())
})

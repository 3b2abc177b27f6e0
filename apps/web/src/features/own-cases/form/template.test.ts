import { categories } from '@greenroom/frameworks'
import {
  caseSchema,
  isPlaceholder,
  lintDraft,
  prepareCase,
  readCaseValue,
  writeCaseFile,
} from '@greenroom/question-bank/authoring'
import { describe, expect, it } from 'vitest'
import { writeAt } from '../../own-case-list/draft.ts'
import { partOf } from './parts.ts'
import { createTemplate } from './template.ts'

describe.each(categories.map((category) => [category.id, category] as const))('the template of %s', (_, category) => {
  const template = createTemplate(category, 'Ana', '2026-01-31')
  const faults = (draft: unknown) =>
    lintDraft(draft, { standard: 'own' }).filter(({ severity }) => severity === 'fault')

  it('lacks a title and a prompt, and nothing else to be run', () => {
    expect(faults(template).map(({ at }) => at.join('.'))).toEqual(['public.title', 'public.prompt'])
    const named = writeAt(writeAt(template, ['public', 'title'], 'Mine'), ['public', 'prompt'], 'How would you …?')
    expect(faults(named)).toEqual([])
    for (const cut of [45, 20] as const)
      expect(prepareCase(caseSchema.parse(named), cut).agenda.length).toBeGreaterThan(2)
  })

  it('brings no placeholder to the desk', () => {
    const named = writeAt(writeAt(template, ['public', 'title'], 'Mine'), ['public', 'prompt'], 'How would you …?')
    for (const cut of [45, 20] as const) {
      const { guide } = prepareCase(caseSchema.parse(named), cut)
      const texts = [...JSON.stringify(guide).matchAll(/"((?:[^"\\\\]|\\\\.)*)"/g)].map(([, text = '']) => text)
      expect(texts.filter(isPlaceholder)).toEqual([])
      expect(guide.brief.tension).toBe('Not written yet')
    }
  })

  it('asks for everything else in its place: each message has its page', () => {
    const messages = lintDraft(template, { standard: 'own' })
    expect(messages.length).toBeGreaterThan(30)
    expect(messages.filter(({ at }) => partOf(at) === null)).toEqual([])
  })

  it('is the same after a way through a file', () => {
    expect(readCaseValue(writeCaseFile(template))).toEqual(JSON.parse(JSON.stringify(template)))
  })
})

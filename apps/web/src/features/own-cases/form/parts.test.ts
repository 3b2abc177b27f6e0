import { caseSchema } from '@greenroom/question-bank/authoring'
import { describe, expect, it } from 'vitest'
import { readAt, writeAt } from '../../own-case-list/draft.ts'
import { partOf, partsOf } from './parts.ts'
import { wordsOfIds } from './shared-fields.ts'

const idsOf = (draft: object) => partsOf(draft as never).map(({ id }) => id)

describe('the pages of the form', () => {
  it('are one for everything that a guide can hold', () => {
    // What is said of the guide as a whole stands with its numbers; its history is written in files, by those who review them.
    const homeless = Object.keys(caseSchema.shape.guide.shape).filter(
      (key) => key !== 'reconciliation' && key !== 'history' && partOf(['guide', key])?.id === 'arithmetic',
    )
    expect(homeless).toEqual([])
  })

  it('show sample boards and what would flip the call where the category asks for them, or the case has them', () => {
    expect(idsOf({ public: { category: 'behavioural' } })).toContain('boards')
    expect(idsOf({ public: { category: 'strategy' } })).toEqual(expect.not.arrayContaining(['boards']))
    expect(idsOf({ public: { category: 'strategy' } })).toContain('flip')
    expect(idsOf({ public: { category: 'root-cause' } })).toEqual(expect.not.arrayContaining(['flip']))
    expect(idsOf({ public: { category: 'root-cause' }, guide: { flip: { at: 3 } } })).toContain('flip')
  })
})

describe('a choice among ids', () => {
  it('is read as words', () => {
    expect(wordsOfIds(['wrong-audience', 'mix'])).toEqual([
      { id: 'wrong-audience', label: 'Wrong audience' },
      { id: 'mix', label: 'Mix' },
    ])
  })
})

describe('a field that is emptied', () => {
  it('takes along what held nothing else, and leaves everything beside it', () => {
    const draft = { guide: { flip: { at: 3 }, followUps: [{ to: 'a', ask: 'b' }] } }
    expect(writeAt(draft, ['guide', 'flip', 'at'], undefined)).toEqual({
      guide: { followUps: [{ to: 'a', ask: 'b' }] },
    })
    const both = { guide: { flip: { at: 3, as: '3' } } }
    expect(readAt(writeAt(both, ['guide', 'flip', 'at'], undefined), ['guide', 'flip'])).toEqual({ as: '3' })
  })
})

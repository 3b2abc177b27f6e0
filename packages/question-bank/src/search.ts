import { categoryOf } from '@greenroom/frameworks'
import MiniSearch from 'minisearch'
import type { PublicPart } from './schema/public-part.ts'

/** What search reads of a case: less than the whole public part, so that a list from the server will do. */
export type FindablePart = Pick<PublicPart, 'caseId' | (typeof fields)[number]>

export type CaseSearch = {
  /** Case ids, best first. Nothing typed: all, in the order in which they were given. */
  readonly find: (typed: string, most?: number) => readonly string[]
}

const fields = [
  'title',
  'company',
  'parents',
  'prompt',
  'category',
  'industry',
  'skills',
  'topics',
  'difficulty',
] as const

/** Accents are not typed on every keyboard. */
function plain(term: string): string {
  return term.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Its name, and what else people call it. */
function wordsOfCategory(id: string): string {
  const category = categoryOf(id)
  return category === null ? id : [id, category.title, ...category.alsoCalled].join(' ')
}

/**
 * Full-text search over public parts, as one types: every word counts as a beginning, and a word of four letters or more
 * forgives a typing error. 2,000 cases answer in a few milliseconds.
 */
export function createCaseSearch(parts: readonly FindablePart[]): CaseSearch {
  const index = new MiniSearch<FindablePart>({
    idField: 'caseId',
    fields: [...fields],
    extractField: (part, field) => {
      if (field === 'category') return wordsOfCategory(part.category)
      const value = part[field as keyof FindablePart]
      return Array.isArray(value) ? value.join(' ') : String(value)
    },
    processTerm: plain,
    searchOptions: {
      boost: { title: 4, company: 3, parents: 3, topics: 2, skills: 1.5 },
      prefix: true,
      fuzzy: (term) => (term.length < 4 ? false : term.length < 7 ? 1 : 2),
      combineWith: 'AND',
    },
  })
  index.addAll(parts)
  const all = parts.map((part) => part.caseId)
  return {
    find: (typed, most = Number.POSITIVE_INFINITY) => {
      const found = typed.trim() === '' ? all : index.search(typed).map((result) => String(result.id))
      return found.slice(0, most)
    },
  }
}

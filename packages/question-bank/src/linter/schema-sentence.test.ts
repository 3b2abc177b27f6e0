import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { caseSchema } from '../schema/case.ts'
import { lintBank } from './lint-bank.ts'
import { schemaSentence } from './schema-sentence.ts'

const text = readFileSync(new URL('../../cases/success-metrics/amazon-pay-integration.yaml', import.meta.url), 'utf8')

type Draft = Record<string, never> & { public: Draft; guide: Draft }

/** The messages of the schema about the case with one thing broken, without the rule's name and the place in the file. */
function said(spoil: (draft: Draft) => void): readonly string[] {
  const draft = parse(text) as Draft
  spoil(draft)
  return lintBank([{ path: 'a.yaml', text: stringify(draft) }])
    .filter(({ rule }) => rule === 'schema' || rule === 'yaml')
    .map(({ message }) => message)
}

const put =
  (path: string, value: unknown) =>
  (draft: Draft): void => {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    let at: unknown = draft
    for (const step of steps) at = Reflect.get(Object(at), step)
    if (value === undefined) Reflect.deleteProperty(Object(at), last)
    else Reflect.set(Object(at), last, value)
  }

describe('what a file that does not fit the schema is told', () => {
  it.each([
    ['public.title', undefined, 'public.title: is missing; write text'],
    ['public.title', ['a'], 'public.title: is a list, but has to be text'],
    ['public.title', '  ', 'public.title: is empty'],
    ['public.title', 'x'.repeat(500), 'public.title: is too long; write 300 characters or fewer'],
    ['public.prompt', 'x'.repeat(5000), 'public.prompt: is too long; write 4,000 characters or fewer'],
    ['public.skills', 'growth', 'public.skills: is “growth”, but has to be a list, with a hyphen before each entry'],
    ['public.difficulty', 'tricky', 'public.difficulty: is “tricky”, but has to be easy, medium or hard'],
    ['guide.hints', {}, 'guide.hints: is a group of fields, but has to be a list, with a hyphen before each entry'],
    [
      'guide.reconciliation.checks.0.formula',
      true,
      'guide.reconciliation.checks.0.formula: is “true”, but has to be text or a number',
    ],
    [
      'guide.reconciliation.numbers.requests',
      { value: 'many' },
      'guide.reconciliation.numbers.requests: value: is “many”, but has to be a number',
    ],
    [
      'guide.reconciliation.numbers.Bad name',
      1,
      'guide.reconciliation.numbers.Bad name: the name “Bad name” must be a camelCase name',
    ],
    [
      'guide.reconciliation.numbers',
      3,
      'guide.reconciliation.numbers: is “3”, but has to be a group of fields, each on a line of its own',
    ],
  ])('%s as %j', (path, value, message) => {
    expect(said(put(path, value))).toContain(message)
  })

  it('no message speaks the language of a schema', () => {
    const words = new Set<string>()
    const spoilers: unknown[] = [
      undefined,
      null,
      '',
      'x',
      3,
      -1,
      1.5,
      true,
      [],
      {},
      ['a', 3],
      { a: 1 },
      'x'.repeat(9_000),
    ]
    const paths = (value: unknown, at: string): readonly string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => {
            const path = at === '' ? key : `${at}.${key}`
            return [path, ...(Number(key) > 0 ? [] : paths(inner, path))]
          })
        : []
    const whole = parse(text) as Draft
    const every = paths(whole, '').filter((path) => !path.includes('Bad'))
    for (const [index, path] of every.entries()) {
      const draft = structuredClone(whole)
      put(path, spoilers[index % spoilers.length])(draft)
      const issues = caseSchema.safeParse(draft, { error: schemaSentence }).error?.issues ?? []
      for (const { message } of issues) words.add(message)
    }
    expect(words.size).toBeGreaterThan(5)
    for (const message of words)
      expect(message).not.toMatch(/[Ii]nvalid|expected|received|undefined|object Object|regex/)
  })
})

describe('what a file that is no YAML is told', () => {
  const yaml = (broken: string): string | undefined => lintBank([{ path: 'a.yaml', text: broken }])[0]?.message
  it.each([
    ['public:\n\ttitle: a', /tab.*spaces/],
    ['a: 1\na: 2', /twice/],
    ['a: b: c', /quotation marks/],
    ['a: "b', /never closed/],
    ['a: [b, c', /never closed/],
  ])('%j', (broken, message) => {
    expect(yaml(broken)).toMatch(message)
  })
})

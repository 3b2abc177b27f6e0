import type { z } from 'zod'

type Issue = z.core.$ZodRawIssue
type Settled = z.core.$ZodIssue

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, with a hyphen before each entry',
  object: 'a group of fields, each on a line of its own',
  record: 'a group of fields, each on a line of its own',
  null: 'nothing',
  undefined: 'nothing',
}

const kindOf = (expected: unknown): string => kinds[String(expected)] ?? String(expected)

function written(input: unknown): string {
  if (input === null || input === undefined) return 'nothing'
  if (Array.isArray(input)) return 'a list'
  if (typeof input === 'object') return 'a group of fields'
  const words = String(input)
  return `“${words.length > 40 ? `${words.slice(0, 39)}…` : words}”`
}

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

const counted = (count: number | bigint, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

/** The minimum or maximum for something of this kind, in the unit in which an author counts it. */
function size(origin: string, bound: number | bigint): string {
  if (origin === 'string') return counted(bound, 'character', 'characters')
  if (origin === 'array' || origin === 'set') return counted(bound, 'entry', 'entries')
  if (origin === 'object' || origin === 'record' || origin === 'map') return counted(bound, 'field', 'fields')
  return String(bound)
}

/** Of several ways to write a part, what is wrong with the one that its author most likely meant. */
function nearestWay(input: unknown, ways: readonly (readonly Settled[])[]): string {
  const kindsAsked = ways.flatMap(([first]) =>
    first?.code === 'invalid_type' && first.path.length === 0 ? [kindOf(first.expected)] : [],
  )
  if (kindsAsked.length === ways.length)
    return input === undefined || input === null
      ? `is missing; write ${either(kindsAsked)}`
      : `is ${written(input)}, but has to be ${either(kindsAsked)}`
  const values = ways.flatMap(([first]) =>
    first?.code === 'invalid_value' && first.path.length === 0 ? first.values.map(String) : [],
  )
  const meant = ways
    .filter(([first]) => !(first?.path.length === 0 && ['invalid_type', 'invalid_value'].includes(first.code)))
    .toSorted((a, b) => a.length - b.length)[0]?.[0]
  if (meant === undefined) return `is ${written(input)}, but has to be ${either([...values, ...kindsAsked])}`
  return meant.path.length === 0 ? meant.message : `${meant.path.join('.')}: ${meant.message}`
}

/**
 * What is wrong with a part of a file, as the predicate of a sentence whose subject is the part ("is missing; write text"), and what to
 * write. An error map of zod: where a schema has its own message, that is used.
 */
export function schemaSentence(issue: Issue): string {
  const { input } = issue
  switch (issue.code) {
    case 'invalid_type':
      return input === undefined || input === null
        ? `is missing; write ${kindOf(issue.expected)}`
        : `is ${written(input)}, but has to be ${kindOf(issue.expected)}`
    case 'invalid_value': {
      const known = either(issue.values.map(String))
      return input === undefined ? `is missing; write ${known}` : `is ${written(input)}, but has to be ${known}`
    }
    case 'too_small':
      if (issue.origin === 'string' && typeof input === 'string' && input.trim() === '') return 'is empty'
      return issue.origin === 'number' || issue.origin === 'int'
        ? `is ${written(input)}, but has to be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
        : `has too little; write at least ${size(issue.origin, issue.minimum)}`
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `is ${written(input)}, but has to be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`
        : `is too long; write ${size(issue.origin, issue.maximum)} or fewer`
    case 'not_multiple_of':
      return `is ${written(input)}, but has to be a multiple of ${issue.divisor}`
    case 'invalid_format':
      return `is ${written(input)}, which is not written as it has to be`
    case 'invalid_key':
      return `the name ${written(input)} ${issue.issues[0]?.message ?? 'cannot be used'}`
    case 'unrecognized_keys':
      return `has no field “${issue.keys.join('”, “')}”`
    case 'invalid_union':
      return nearestWay(input, issue.errors)
    default:
      return 'is not written as it has to be'
  }
}

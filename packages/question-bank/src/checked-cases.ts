import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { publicPartOf } from './prepare-case.ts'
import { readCaseValue } from './read-case.ts'
import { type Case, caseSchema } from './schema/case.ts'
import { type Loop, loopSchema } from './schema/loop.ts'
import type { PublicPart } from './schema/public-part.ts'

/** A case of which the public part is at hand. The rest, nearly all of it, is made when it is first asked for. */
export type CheckedCase = { readonly part: PublicPart; readonly whole: () => Case }

/**
 * Turns the text of case files into cases, and of loops into loops, and remembers them in one file: parsing and checking YAML is nearly all of
 * the time that a bank takes to load. Each is found by the hash of its text, so a changed file is parsed again, and only while the sources of
 * the checking code are the same. The file is a cache: if it is unreadable, damaged or not writable, it only costs time.
 */
export type CheckedCases = {
  /** Throws when the text is not a case. */
  readonly read: (text: string) => CheckedCase
  /** Throws when the text is not a loop. */
  readonly readLoop: (text: string) => Loop
  /** Writes what was read in this run, and forgets what was not asked for. Completely or not at all. */
  readonly save: () => void
}

/** By the hash of its text. */
type ByHash<Value> = Readonly<Record<string, Value>>
type Kept = { readonly parts: ByHash<PublicPart>; readonly loops: ByHash<Loop>; readonly cases: () => ByHash<Case> }

const nothing = (): Kept => ({ parts: {}, loops: {}, cases: () => ({}) })

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/**
 * The first line of the file. The second has the public parts and the loops, as JSON, and the third the whole cases. `form`: of a server that
 * was built before its sources changed, another.
 */
const headSchema = z.object({ form: z.literal(3), rules: z.string(), sum: z.string() })

const ownName = '@greenroom/question-bank'
/** The packages that define what a case is; with them its categories, and the items of its boards. */
const sources = [ownName, '@greenroom/frameworks', '@greenroom/board']

/** A hash of everything that a case is checked by: every source that takes part in it, and zod's version, which is in its path. */
export function hashOfRules(): string {
  // Relative to this package, also for a built server, which is elsewhere and knows no other of them.
  const { resolve } = createRequire(import.meta.resolve(ownName))
  const folders = sources.map((name) => dirname(resolve(name)))
  const hash = createHash('sha256').update(resolve('zod'))
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
      hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)))
    }
  }
  return hash.digest('hex')
}

function readKept(path: string, rules: string): Kept {
  try {
    const file = readFileSync(path)
    const end = file.indexOf('\n')
    const head = headSchema.parse(JSON.parse(file.toString('utf8', 0, end)))
    const kept = file.subarray(end + 1)
    if (head.rules !== rules || head.sum !== sha256(kept)) return nothing()
    const middle = kept.indexOf('\n')
    // Written below, from what had passed; its checksum proves it.
    const seen = JSON.parse(kept.toString('utf8', 0, middle)) as Omit<Kept, 'cases'>
    let unread: Buffer | null = kept.subarray(middle + 1)
    let cases: ByHash<Case> = {}
    return {
      ...seen,
      cases: () => {
        if (unread !== null) cases = JSON.parse(unread.toString('utf8')) as ByHash<Case>
        // Several megabytes, which nobody needs twice.
        unread = null
        return cases
      },
    }
  } catch {
    return nothing()
  }
}

/** `path` `null`: nothing is remembered. `rules`: the result of `hashOfRules`. */
export function openCheckedCases(path: string | null, rules: () => string = hashOfRules): CheckedCases {
  const by = path === null ? '' : rules()
  const kept = path === null ? nothing() : readKept(path, by)
  const used = new Map<string, CheckedCase>()
  const loops: Record<string, Loop> = {}
  let isNew = false
  const check = <Entry>(text: string, schema: z.ZodType<Entry>): Entry => {
    const found = schema.parse(readCaseValue(text))
    isNew = true
    return found
  }
  const checkCase = (text: string): CheckedCase => {
    const whole = check(text, caseSchema)
    return { part: publicPartOf(whole), whole: () => whole }
  }
  return {
    read: (text) => {
      const hash = sha256(text)
      const part = Object.hasOwn(kept.parts, hash) ? kept.parts[hash] : undefined
      const found =
        part === undefined ? checkCase(text) : { part, whole: () => kept.cases()[hash] ?? check(text, caseSchema) }
      used.set(hash, found)
      return found
    },
    readLoop: (text) => {
      const hash = sha256(text)
      const found = (Object.hasOwn(kept.loops, hash) ? kept.loops[hash] : undefined) ?? check(text, loopSchema)
      loops[hash] = found
      return found
    },
    save: () => {
      if (path === null || !isNew) return
      try {
        mkdirSync(dirname(path), { recursive: true })
        const unfinished = `${path}.${process.pid}`
        const all = [...used]
        const parts = Object.fromEntries(all.map(([hash, { part }]) => [hash, part]))
        const cases = Object.fromEntries(all.map(([hash, { whole }]) => [hash, whole()]))
        const read = `${JSON.stringify({ parts, loops })}\n${JSON.stringify(cases)}`
        writeFileSync(unfinished, `${JSON.stringify({ form: 3, rules: by, sum: sha256(read) })}\n${read}`)
        renameSync(unfinished, path)
      } catch {
        // A read-only installation checks at every start.
      }
    },
  }
}

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Case, caseSchema } from './schema/case.ts'
import { type Loop, loopSchema } from './schema/loop.ts'

/**
 * Turns the text of case files into cases, and of loops into loops, and remembers them in one file: parsing and checking YAML is nearly all of
 * the time that a bank takes to load. Each is found by the hash of its text, so a changed file is parsed again, and only while the sources of
 * the checking code are the same. The file is a cache: if it is unreadable, damaged or not writable, it only costs time.
 */
export type CheckedCases = {
  /** Throws when the text is not a case. */
  readonly read: (text: string) => Case
  /** Throws when the text is not a loop. */
  readonly readLoop: (text: string) => Loop
  /** Writes what was read in this run, and forgets what was not asked for. Completely or not at all. */
  readonly save: () => void
}

/** By the hash of its text. */
type Kept = { readonly cases: Record<string, Case>; readonly loops: Record<string, Loop> }

const nothing = (): Kept => ({ cases: {}, loops: {} })

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The first line of the file; the cases and loops, as JSON, are the second. `form`: of a server that was built before its sources changed, another. */
const headSchema = z.object({ form: z.literal(2), rules: z.string(), sum: z.string() })

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
    const file = readFileSync(path, 'utf8')
    const end = file.indexOf('\n')
    const head = headSchema.parse(JSON.parse(file.slice(0, end)))
    const kept = file.slice(end + 1)
    if (head.rules !== rules || head.sum !== sha256(kept)) return nothing()
    // Written below, from what had passed; its checksum proves it.
    return JSON.parse(kept) as Kept
  } catch {
    return nothing()
  }
}

/** `path` `null`: nothing is remembered. `rules`: the result of `hashOfRules`. */
export function openCheckedCases(path: string | null, rules: () => string = hashOfRules): CheckedCases {
  const by = path === null ? '' : rules()
  const kept = path === null ? nothing() : readKept(path, by)
  const used = nothing()
  let isNew = false
  const reader =
    <Entry>(from: Record<string, Entry>, to: Record<string, Entry>, schema: z.ZodType<Entry>) =>
    (text: string): Entry => {
      const hash = sha256(text)
      const known = Object.hasOwn(from, hash) ? from[hash] : undefined
      const found = known ?? schema.parse(parse(text, { maxAliasCount: 0 }))
      isNew ||= known === undefined
      to[hash] = found
      return found
    }
  return {
    read: reader(kept.cases, used.cases, caseSchema),
    readLoop: reader(kept.loops, used.loops, loopSchema),
    save: () => {
      if (path === null || !isNew) return
      try {
        mkdirSync(dirname(path), { recursive: true })
        const unfinished = `${path}.${process.pid}`
        const read = JSON.stringify(used)
        writeFileSync(unfinished, `${JSON.stringify({ form: 2, rules: by, sum: sha256(read) })}\n${read}`)
        renameSync(unfinished, path)
      } catch {
        // A read-only installation checks at every start.
      }
    },
  }
}

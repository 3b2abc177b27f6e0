import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Case, caseSchema } from './schema/case.ts'

/**
 * Turns the text of case files into cases, and remembers them in one file: parsing and checking YAML is nearly all of the time that a bank
 * takes to load. A case is found by the hash of its text, so a changed file is parsed again, and only while the sources of the checking
 * code are the same. The file is a cache: if it is unreadable, damaged or not writable, it only costs time.
 */
export type CheckedCases = {
  /** Throws when the text is not a case. */
  readonly read: (text: string) => Case
  /** Writes what was read in this run, and forgets what was not asked for. Completely or not at all. */
  readonly save: () => void
}

type Kept = Readonly<Record<string, Case>>

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The first line of the file; the cases, as JSON, are the second. */
const headSchema = z.object({ rules: z.string(), sum: z.string() })

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
    const cases = file.slice(end + 1)
    if (head.rules !== rules || head.sum !== sha256(cases)) return {}
    // Written below, from cases that had passed; its checksum proves it.
    return JSON.parse(cases) as Kept
  } catch {
    return {}
  }
}

/** `path` `null`: nothing is remembered. `rules`: the result of `hashOfRules`. */
export function openCheckedCases(path: string | null, rules: () => string = hashOfRules): CheckedCases {
  const by = path === null ? '' : rules()
  const kept = path === null ? {} : readKept(path, by)
  const used: Record<string, Case> = {}
  let isNew = false
  return {
    read: (text) => {
      const hash = sha256(text)
      const known = Object.hasOwn(kept, hash) ? kept[hash] : undefined
      const found = known ?? caseSchema.parse(parse(text, { maxAliasCount: 0 }))
      isNew ||= known === undefined
      used[hash] = found
      return found
    },
    save: () => {
      if (path === null || !isNew) return
      try {
        mkdirSync(dirname(path), { recursive: true })
        const unfinished = `${path}.${process.pid}`
        const cases = JSON.stringify(used)
        writeFileSync(unfinished, `${JSON.stringify({ rules: by, sum: sha256(cases) })}\n${cases}`)
        renameSync(unfinished, path)
      } catch {
        // A read-only installation checks at every start.
      }
    },
  }
}

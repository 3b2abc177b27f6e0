import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** SHA-256 of a file's text, in hex → the plain value that the text holds. */
const keptSchema = z.record(z.string(), z.unknown())

/**
 * Turns the text of case files into plain values, and remembers them in one JSON file: parsing YAML is nearly all of the time
 * that a bank takes to load. Values are found by the hash of the text, so a changed case is parsed again, and what comes out is
 * checked by the schema of a case like any other. The file is a cache: unreadable, damaged or not writable, it costs time alone.
 */
export type ParsedFiles = {
  readonly parse: (text: string) => unknown
  /** Writes what was parsed in this run, and forgets what was not asked for. Whole or not at all. */
  readonly save: () => void
}

function readKept(path: string): Readonly<Record<string, unknown>> {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

/** `path` `null`: nothing is remembered. */
export function openParsedFiles(path: string | null): ParsedFiles {
  const kept = path === null ? {} : readKept(path)
  const used: Record<string, unknown> = {}
  let isNew = false
  return {
    parse: (text) => {
      const hash = createHash('sha256').update(text).digest('hex')
      if (Object.hasOwn(kept, hash)) used[hash] = kept[hash]
      else {
        used[hash] = parse(text, { maxAliasCount: 0 })
        isNew = true
      }
      return used[hash]
    },
    save: () => {
      if (path === null || !isNew) return
      try {
        mkdirSync(dirname(path), { recursive: true })
        const unfinished = `${path}.${process.pid}`
        writeFileSync(unfinished, JSON.stringify(used))
        renameSync(unfinished, path)
      } catch {
        // A read-only installation parses at every start.
      }
    },
  }
}

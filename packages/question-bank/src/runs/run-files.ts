import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { bankFolder } from '../case-folder.ts'
import { mostRunBytes, type RunAbout, runAboutSchema, runIdOf } from './reference-run.ts'

/** A run as it lies on the disk: what is said of it, and where its recording is. Nothing of either has been checked. */
export type RunFile = {
  /** Of its JSON. */
  readonly path: string
  readonly about: string
  /** Of its recording, which may be missing. */
  readonly recording: string
}

/** All runs below a folder of cases, by path: `<category>/runs/<case>.<level>.json` with a `.greenroom` beside it. */
export function readRunFiles(folder: string = bankFolder): readonly RunFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => /(^|\/)runs\/[^/]+\.json$/.test(name))
    .sort()
    .map((name) => {
      const path = join(folder, name).split(sep).join('/')
      return { path, about: readFileSync(path, 'utf8'), recording: path.replace(/\.json$/, '.greenroom') }
    })
}

/** Recordings below a folder of cases that nothing is said of. */
export function strayRecordings(folder: string = bankFolder): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).split(sep).join('/'))
    .filter((path) => path.endsWith('.greenroom') && !existsSync(path.replace(/\.greenroom$/, '.json')))
    .sort()
}

/** The runs of the bank: what is said of each at once, its recording when it is asked for. */
export type ReferenceRuns = {
  readonly of: (caseId: string) => readonly RunAbout[]
  /** The recording, read from the disk; `null`: there is no such run. */
  readonly read: (runId: string) => Uint8Array<ArrayBuffer> | null
}

/** Throws at the first run that is not one, naming it: the linter keeps such a file out of the bank. */
export function loadRuns(folder: string = bankFolder): ReferenceRuns {
  const byCase = new Map<string, RunAbout[]>()
  const recordings = new Map<string, string>()
  for (const { path, about, recording } of readRunFiles(folder)) {
    try {
      const run = runAboutSchema.parse(JSON.parse(about))
      if (statSync(recording).size > mostRunBytes) throw new Error('its recording is too large')
      byCase.set(run.caseId, [...(byCase.get(run.caseId) ?? []), run])
      recordings.set(runIdOf(run), recording)
    } catch (cause) {
      throw new Error(`${path} is not a reference run; lint the cases to see why`, { cause })
    }
  }
  // The strong run first, whatever the files are called.
  for (const runs of byCase.values()) runs.sort((a, b) => (a.level === b.level ? 0 : a.level === 'strong' ? -1 : 1))
  return {
    of: (caseId) => byCase.get(caseId) ?? [],
    read: (runId) => {
      const path = recordings.get(runId)
      return path === undefined ? null : Uint8Array.from(readFileSync(path))
    },
  }
}

import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CaseFile } from './linter/case-source.ts'

/** The cases that come with this package. Found by the package's name, because a built server is in a different place. */
export const bankFolder = fileURLToPath(new URL('../cases/', import.meta.resolve('@greenroom/question-bank')))

/** The loops that come with it. */
export const loopsFolder = fileURLToPath(new URL('../loops/', import.meta.resolve('@greenroom/question-bank')))

/** What only each case teaches, one row per case. */
export const insightsFile = fileURLToPath(new URL('../insights.md', import.meta.resolve('@greenroom/question-bank')))

/** All case files below a folder, by path. */
export function readCaseFiles(folder: string): CaseFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({
      path: join(folder, name).split(sep).join('/'),
      text: readFileSync(join(folder, name), 'utf8'),
    }))
}

import { existsSync, readFileSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import process from 'node:process'
import { bankFolder, insightsFile, loopsFolder, readCaseFiles } from './case-folder.ts'
import {
  bankRules,
  caseOfLoopFrom,
  caseRules,
  formatMessage,
  insightRules,
  type LintMessage,
  lintBank,
  lintInsights,
  lintLoops,
  loopRules,
} from './linter/index.ts'
import { readCase } from './read-case.ts'
import { lintRun, runRules } from './runs/lint-run.ts'
import { readRunFiles, strayRecordings } from './runs/run-files.ts'
import type { Case } from './schema/case.ts'

/**
 * `node packages/question-bank/src/lint-command.ts [files or folders]`: checks case files against all rules, and against the rest of the
 * bank for similarity. Without arguments, the whole bank, with its reference runs. Exits with 1 when something has to be fixed.
 */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--rules')) {
    for (const rule of [...caseRules, ...bankRules, ...loopRules, ...runRules, ...insightRules])
      process.stdout.write(`${rule.id}: ${rule.guarantees}\n`)
    return 0
  }
  const missing = args.filter((path) => !existsSync(path))
  for (const path of missing) process.stderr.write(`${path}: file not found\n`)
  if (missing.length > 0) return 1

  const named = args.flatMap((path) =>
    statSync(path).isDirectory() ? readCaseFiles(path) : [{ path, text: readFileSync(path, 'utf8') }],
  )
  const shown = new Map(
    (args.length === 0 ? [...readCaseFiles(bankFolder), ...readCaseFiles(loopsFolder)] : named).map((file) => [
      relative(process.cwd(), file.path).replaceAll('\\', '/'),
      file.text,
    ]),
  )
  const rest = readCaseFiles(bankFolder)
    .map((file) => ({ ...file, path: relative(process.cwd(), file.path).replaceAll('\\', '/') }))
    .filter((file) => !shown.has(file.path))
  // Named files come last, so that similarity to the rest is reported for them.
  const files = [...rest, ...[...shown].map(([path, text]) => ({ path, text }))]
  const isLoop = ({ path }: { readonly path: string }): boolean => path.includes('/loops/')
  const cases = files.filter((file) => !isLoop(file))
  const loops = files.filter(isLoop)
  const messages = [
    ...lintBank(cases),
    ...(loops.length === 0 ? [] : lintLoops(loops, readable(cases).map(caseOfLoopFrom))),
  ].filter((message) => shown.has(message.path))
  messages.push(...lintRows(cases.filter(({ path }) => shown.has(path) && resolve(path).startsWith(bankFolder))))
  if (args.length === 0) messages.push(...(await lintRuns()))
  for (const message of messages) process.stdout.write(`${formatMessage(message)}\n`)
  const count = (many: number, noun: string) => `${many} ${noun}${many === 1 ? '' : 's'}`
  const faults = messages.filter(({ severity }) => severity === 'fault').length
  const warnings = messages.length - faults
  const found = [count(faults, 'fault'), ...(warnings > 0 ? [count(warnings, 'warning')] : [])].join(', ')
  const shownLoops = loops.filter(({ path }) => shown.has(path)).length
  const looked = [count(shown.size - shownLoops, 'case'), ...(shownLoops > 0 ? [count(shownLoops, 'loop')] : [])]
  process.stdout.write(`${looked.join(', ')}, ${found}\n`)
  return faults === 0 ? 0 : 1
}

/** Those of these files that are cases; `lintBank` says what is wrong with the others. */
function readable(files: readonly { readonly text: string }[]): readonly Case[] {
  return files.flatMap(({ text }) => {
    try {
      return [readCase(text)]
    } catch {
      return []
    }
  })
}

/** What is wrong with the rows of these cases in the list of insights. */
function lintRows(files: readonly { readonly text: string }[]): readonly LintMessage[] {
  return lintInsights(readable(files), readFileSync(insightsFile, 'utf8'), relative(process.cwd(), insightsFile))
}

/** What is wrong with the reference runs of the bank. */
async function lintRuns(): Promise<readonly LintMessage[]> {
  const cases = new Map(readable(readCaseFiles(bankFolder)).map((found) => [found.id, found]))
  const messages: LintMessage[] = strayRecordings().map((path) => ({
    path: relative(process.cwd(), path),
    line: 1,
    column: 1,
    at: [],
    rule: 'run-about',
    severity: 'fault',
    message: 'nothing is said of this recording: there is no .json beside it',
  }))
  for (const { path, about, recording } of readRunFiles())
    messages.push(
      ...(await lintRun(
        {
          path: relative(process.cwd(), path).replaceAll('\\', '/'),
          about,
          recording: existsSync(recording) ? readFileSync(recording) : null,
        },
        (id) => cases.get(id),
      )),
    )
  return messages
}

process.exitCode = await main(process.argv.slice(2))

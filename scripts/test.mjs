// `npm test`: all checks and all tests, with their set-up. `--long` multiplies the counts of properties and faults.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import {
  buildServer,
  buildWeb,
  findBrowsers,
  findNeighbours,
  install,
  pinnedNode,
  requireNode18,
  root,
  step,
  toolEnvironment,
} from './set-up.mjs'

requireNode18()
const long = process.argv.includes('--long')
const since = Date.now()
await install({ everything: true })
const { chromium, shell } = await findBrowsers()
const missing = await findNeighbours()

const reports = mkdtempSync(join(tmpdir(), 'greenroom-test-'))
const runReport = join(reports, 'runs.jsonl')
const env = {
  ...toolEnvironment,
  NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
  GREENROOM_RUN_REPORT: runReport,
  // Servers, their threads and child processes that tests start are what `npm start` starts.
  GREENROOM_BUILT: '1',
  // Sources that tests run as programs, and the tools themselves, are stripped of their types and compiled once.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'greenroom', 'node'),
  ...(long ? { GREENROOM_LONG: '1' } : {}),
  ...(chromium ? { CHROME_PATH: chromium } : {}),
  ...(shell ? { CHROME_SHELL_PATH: shell } : {}),
}
const tally = { passed: 0, failed: 0 }
const rows = []
const notRun = missing.map((program) => `what needs ${program}: install it`)
/** What passed only at the second try, in the same form. */
const unsteady = []
/** What failed, each with its name and the lines that say why: the last thing that is printed. */
const failures = []

function count(title, passed, failed, note = '') {
  tally.passed += passed
  tally.failed += failed
  rows.push({ title, passed, failed, note })
}

/** Runs a check: what its last step printed is kept for the end when it fails. */
async function check(title, run) {
  let printed = ''
  const code = await run({ env, onFailure: (output) => (printed = output) })
  count(title, code === 0 ? 1 : 0, code === 0 ? 0 : 1)
  if (code !== 0) failures.push({ name: title, lines: linesOf(printed).slice(-20) })
}

const bin = (name) => join(root, 'node_modules', '.bin', name)

const linesOf = (text) =>
  stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trimEnd().slice(0, 300))
    .filter((line) => line !== '')

/** Browser tests of calls and of what is heard: they wait for people to speak, and compare sound with the clock. */
const heard = ['call', 'livekit', 'recorded-voices', 'who-speaks-when'].map((name) => `test/e2e/${name}.test.ts`)

/** Kind of a test file, mostly by its folder: as in `vitest.config.ts`. */
const suites = [
  ['Simulation', /^test\/simulation\//],
  ['Faults', /^test\/faults\//],
  ['Calls in the browser', new RegExp(`^(${heard.join('|')})$`)],
  ['Browser', /^test\/e2e\//],
  ['Components', /^apps\/web\//],
  ['Unit and property tests, store contract', /./],
]
const slowest = []

/** `only`: these files alone; `without`: all but these. */
async function vitest(title, projects, { workers, aside = 0, only = [], without = [] }) {
  const report = join(reports, `${title}.json`)
  const chosen = [
    ...projects.flatMap((project) => ['--project', project]),
    ...without.map((file) => `--exclude=${file}`),
    ...only,
  ]
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'report-tests.mjs')}`]
  const code = await step(title, bin('vitest'), ['run', ...chosen, ...reporters, `--maxWorkers=${workers}`], {
    loud: true,
    aside,
    env: { ...env, GREENROOM_TEST_REPORT: report },
  })
  if (!existsSync(report)) {
    count(title, 0, 1, 'no report')
    failures.push({ name: title, lines: [`ended with ${code} before it wrote its report`] })
    return
  }
  const { files, outside } = JSON.parse(readFileSync(report, 'utf8'))
  const sum = (some, read) => some.reduce((total, file) => total + read(file), 0)
  for (const [name] of suites) {
    const own = files.filter(({ path }) => suites.find(([, pattern]) => pattern.test(path))[0] === name)
    if (own.length === 0) continue
    const note = `(${own.length} files, ${sum(own, ({ seconds }) => seconds).toFixed(0)} s of tests)`
    count(
      name,
      sum(own, ({ passed }) => passed),
      sum(own, ({ failed }) => failed),
      note,
    )
  }
  for (const { place, name, message } of files.flatMap((file) => file.unsteady))
    unsteady.push({ name: `${place} > ${name}`, lines: linesOf(message).slice(0, 15) })
  for (const { place, name, message } of [...files.flatMap((file) => file.failures), ...outside])
    failures.push({ name: `${place} > ${name}`, lines: linesOf(message).slice(0, 15) })
  if (outside.length > 0) count(`${title}: errors outside any test`, 0, outside.length)
  else if (code !== 0 && files.every(({ failed }) => failed === 0)) {
    count(`${title}: ended with ${code}`, 0, 1)
    failures.push({ name: title, lines: [`ended with ${code}, although no test failed`] })
  }
  slowest.push(...files)
  const skipped = sum(files, (file) => file.skipped)
  if (skipped > 0) notRun.push(`${skipped} tests of “${title}” were skipped`)
}

/** None of them has a limit of time, so that they take what everything else leaves of the processor. */
async function checks() {
  const checkByTool = (title, command, args, more = {}) =>
    check(title, ({ onFailure }) => step(title, command, args, { env: { ...env, ...more }, aside: 19, onFailure }))
  await checkByTool('Format and lint', bin('biome'), ['ci', '.'])
  // Each checker reads the libraries again. One does the work in two thirds of the processor, and what stands beside it needs the rest.
  // It lives for ten seconds: with garbage collected a quarter as often it takes a tenth less of the processor, and 1.5 GB instead of 1.1.
  await checkByTool('Types', bin('tsc'), ['-b', '--checkers', '1'], { GOGC: '400' })
  await checkByTool('Imports', pinnedNode, ['scripts/check-house.ts'])
  await checkByTool('Exact versions', bin('syncpack'), ['lint'])
  await checkByTool('Words of the page', pinnedNode, ['scripts/words.mjs', '--check'])
  await checkByTool('Dead code', bin('knip'), [])
}

// Faults, and calls after them, wait for servers, deadlines, disks and voices more than they compute, and mind being late: nothing goes before
// them. What computes fills the cores meanwhile and gives way: unit tests first, then the browser, two files at a time, as it is many processes.
// All three at once, on two cores, ran into their time limits. The checks have none, and take what everything else leaves.
const cores = availableParallelism()
await check('Build of the server', ({ onFailure }) => buildServer({ onFailure }))
const page = check('Build of the page', ({ onFailure }) => buildWeb({ onFailure }))
async function waiting() {
  await page
  await vitest('Faults', ['faults'], { workers: Math.max(2, Math.min(4, cores)) })
  if (chromium) await vitest('Calls in the browser', ['e2e'], { workers: 1, only: heard })
}
async function computing() {
  // Each worker loads and compiles all modules of its project: a second one for the page costs a tenth more of a processor, a third a quarter.
  const forComponents = Math.max(1, Math.min(3, Math.floor(cores / 3)))
  const workers = Math.max(2, Math.min(6, cores + 1 - forComponents))
  await Promise.all([
    vitest('Components', ['web'], { workers: forComponents, aside: 5 }),
    vitest('Unit tests, simulation', ['unit', 'simulation'], { workers, aside: 5 }),
    page,
  ])
  const checking = checks()
  if (chromium) await vitest('Browser', ['e2e'], { workers: 2, aside: 10, without: heard })
  await checking
}
await Promise.all([waiting(), computing()])
if (!chromium) notRun.push('the browser tests: no Chromium found. Install it, or set CHROME_PATH to its program')

console.log(`\n${long ? 'Long' : 'Usual'} run, ${((Date.now() - since) / 1000).toFixed(0)} s`)
for (const row of rows) {
  console.log(
    `  ${row.failed ? '✗' : '✓'} ${row.title}: ${row.passed} passed${row.failed ? `, ${row.failed} failed` : ''} ${row.note}`,
  )
}
console.log('\nSlowest files')
for (const { path, seconds } of slowest.sort((a, b) => b.seconds - a.seconds).slice(0, 8))
  console.log(`  ${seconds.toFixed(1).padStart(5)} s  ${path}`)
/** What properties and faults reported while they ran, summed under their names. */
function readRuns() {
  const runs = new Map()
  for (const line of existsSync(runReport) ? readFileSync(runReport, 'utf8').split('\n') : []) {
    if (line === '') continue
    const { name, runs: count } = JSON.parse(line)
    runs.set(name, (runs.get(name) ?? 0) + count)
  }
  return [...runs].sort(([a], [b]) => a.localeCompare(b))
}
console.log('\nRuns of properties and faults')
for (const [name, runs] of readRuns()) console.log(`  ${String(runs).padStart(6)}  ${name}`)
if (notRun.length > 0) console.log(`\nNot run here:\n${notRun.map((line) => `  ${line}`).join('\n')}`)
function printReasons(title, some) {
  if (some.length > 0) console.log(`\n${title}`)
  for (const [index, { name, lines }] of some.entries()) {
    console.log(`  ✗ ${name}`)
    // One fault can fail hundreds of tests: each is named, and the first ones say why.
    if (index < 40) for (const line of lines) console.log(`      ${line}`)
  }
}
// What CI shows is the end of the output.
printReasons('Passed only at the second try: find out why', unsteady)
printReasons('What failed', failures)
console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 || !chromium ? 1 : 0

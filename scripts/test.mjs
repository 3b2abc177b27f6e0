// `npm test`: all checks and all tests, with their set-up. `--long` multiplies the counts of properties and faults.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import {
  buildServer,
  buildWeb,
  findChromium,
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
const chromium = await findChromium()

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
}
const tally = { passed: 0, failed: 0 }
const rows = []
const notRun = []

function count(title, passed, failed, note = '') {
  tally.passed += passed
  tally.failed += failed
  rows.push({ title, passed, failed, note })
}

async function check(title, run) {
  const code = await run()
  count(title, code === 0 ? 1 : 0, code === 0 ? 0 : 1)
}

const bin = (name) => join(root, 'node_modules', '.bin', name)

/** Project of a test file, by its folder: as in `vitest.config.ts`. */
const suites = [
  ['Simulation', /\/test\/simulation\//],
  ['Faults', /\/test\/faults\//],
  ['Browser', /\/test\/e2e\//],
  ['Components', /\/apps\/web\//],
  ['Unit and property tests, store contract', /./],
]
const slowest = []

async function vitest(title, projects) {
  const report = join(reports, `${projects.join('-')}.json`)
  const chosen = projects.flatMap((project) => ['--project', project])
  const args = ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await step(title, bin('vitest'), args, { loud: true, env })
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    const tallies = new Map(suites.map(([name]) => [name, { files: 0, passed: 0, failed: 0, seconds: 0 }]))
    for (const { name, status, startTime, endTime, assertionResults } of result.testResults) {
      const path = name.replaceAll('\\', '/')
      const tally = tallies.get(suites.find(([, pattern]) => pattern.test(path))[0])
      const failed = assertionResults.filter((test) => test.status === 'failed').length
      const seconds = Math.max(0, endTime - startTime) / 1000
      tally.files += 1
      tally.passed += assertionResults.filter((test) => test.status === 'passed').length
      // A file that fails to load holds no test; it counts as one failure.
      tally.failed += failed === 0 && status === 'failed' ? 1 : failed
      tally.seconds += seconds
      slowest.push({ path: relative(root, name), seconds })
    }
    for (const [name, { files, passed, failed, seconds }] of tallies)
      if (files > 0) count(name, passed, failed, `(${files} files, ${seconds.toFixed(0)} s of tests)`)
    if (code !== 0 && result.success) count(`${title}: an error outside any test`, 0, 1)
    const skipped = result.numPendingTests + result.numTodoTests
    if (skipped > 0) notRun.push(`${skipped} tests of “${title}” were skipped`)
  } catch {
    count(title, 0, 1, 'no report')
  }
}

async function checks() {
  await check('Format and lint', () => step('Format and lint', bin('biome'), ['ci', '.'], { env }))
  await check('Types', () => step('Types', bin('tsc'), ['-b'], { env }))
  await check('Imports', () => step('Imports', pinnedNode, ['scripts/check-house.ts'], { env }))
  await check('Exact versions', () => step('Exact versions', bin('syncpack'), ['lint'], { env }))
  await check('Words of the page', () =>
    step('Words of the page', pinnedNode, ['scripts/words.mjs', '--check'], { env }),
  )
  await check('Dead code', () => step('Dead code', bin('knip'), [], { env }))
}

// The server and the page are built beside the checks, on the other core. Faults wait more than they compute, so they run among the tests that
// compute; the browser comes after them: beside them, on two cores, faults and browsers ran into their time limits.
await Promise.all([checks(), check('Builds', async () => (await buildServer()) || (await buildWeb()))])
await vitest('Unit tests, components, simulation, faults', ['unit', 'web', 'simulation', 'faults'])
if (chromium) await vitest('Browser', ['e2e'])
else notRun.push('the browser tests: no Chromium found. Install it, or set CHROME_PATH to its program')

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
console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 || !chromium ? 1 : 0

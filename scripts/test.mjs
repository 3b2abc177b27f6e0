// `npm test`: all checks and all tests, with their set-up. `--long` multiplies the counts of properties and faults.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWeb, findChromium, install, pinnedNode, requireNode18, root, step, toolEnvironment } from './set-up.mjs'

requireNode18()
const long = process.argv.includes('--long')
const since = Date.now()
await install({ everything: true })
const chromium = await findChromium()

const reports = mkdtempSync(join(tmpdir(), 'greenroom-test-'))
const env = {
  ...toolEnvironment,
  NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
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

async function vitest(title, project) {
  const report = join(reports, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await step(title, bin('vitest'), args, { loud: true, env })
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    // A file that fails to load holds no test; it counts as one failure, and so does an error outside any test.
    const silent = Math.max(
      result.numFailedTestSuites > 0 && result.numFailedTests === 0 ? 1 : 0,
      code !== 0 && result.success ? 1 : 0,
    )
    count(title, result.numPassedTests, result.numFailedTests + silent)
    const skipped = result.numPendingTests + result.numTodoTests
    if (skipped > 0) notRun.push(`${skipped} tests of “${title}” were skipped`)
  } catch {
    count(title, 0, 1, 'no report')
  }
}

await check('Format and lint', () => step('Format and lint', bin('biome'), ['ci', '.'], { env }))
await check('Types', () => step('Types', bin('tsc'), ['-b'], { env }))
await check('Import directions and manifests', () =>
  step('Import directions and manifests', pinnedNode, ['scripts/check-house.ts'], { env }),
)
await check('Web build', buildWeb)
await vitest('Unit and property tests, store contract', 'unit')
await vitest('Components', 'web')
await vitest('Simulation', 'simulation')
await vitest('Faults', 'faults')
if (chromium) await vitest('Browser', 'e2e')
else notRun.push('the browser tests: no Chromium found. Install it, or set CHROME_PATH to its program')

console.log(`\n${long ? 'Long' : 'Usual'} run, ${((Date.now() - since) / 1000).toFixed(0)} s`)
for (const row of rows) {
  console.log(
    `  ${row.failed ? '✗' : '✓'} ${row.title}: ${row.passed} passed${row.failed ? `, ${row.failed} failed` : ''} ${row.note}`,
  )
}
const counts = JSON.parse(readFileSync(join(root, 'test', 'counts.json'), 'utf8'))
console.log('\nRuns of properties and faults')
for (const [name, { usual, long: many }] of Object.entries(counts)) console.log(`  ${name}: ${long ? many : usual}`)
if (notRun.length > 0) console.log(`\nNot run here:\n${notRun.map((line) => `  ${line}`).join('\n')}`)
console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 || !chromium ? 1 : 0

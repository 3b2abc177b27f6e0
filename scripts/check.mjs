// `npm run check`: types, lint, imports, versions, dead code, and of the packages that changed since `main` (or the branch or commit
// given) the unit tests that the change can break. For every few minutes; `npm test`, with the packages that build on them, is for before a push.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install, pinnedNode, requireNode18, root, step, toolEnvironment } from './set-up.mjs'

requireNode18()
const since = Date.now()
await install({ everything: true })
const env = { ...toolEnvironment, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' }
const bin = (name) => join(root, 'node_modules', '.bin', name)
const git = (...words) => spawnSync('git', words, { cwd: root, encoding: 'utf8' })
const known = (name) => git('rev-parse', '--verify', '--quiet', name).status === 0
const base = process.argv[2] ?? ['origin/main', 'main'].find(known) ?? 'HEAD'
const changed = [git('diff', '--name-only', base), git('ls-files', '--others', '--exclude-standard')]
  .flatMap(({ stdout }) => stdout.split('\n'))
  .flatMap((path) => /^(?:(?:apps|packages)\/[^/]+|scripts)(?=\/)/.exec(path) ?? [])
const folders = [...new Set(changed)]

const tools = async () => [
  await step('Format and lint', bin('biome'), ['ci', '.'], { env }),
  await step('Imports', pinnedNode, ['scripts/check-house.ts'], { env }),
  await step('Exact versions', bin('syncpack'), ['lint'], { env }),
  await step('Dead code', bin('knip'), [], { env }),
]
const types = async () => [await step('Types', bin('tsc'), ['-b'], { env })]
const codes = (await Promise.all([types(), tools()])).flat()
if (folders.length > 0) {
  const tests = ['run', '--project', 'unit', '--project', 'web', '--changed', base, '--passWithNoTests']
  const title = `Unit tests of what changed since ${base} in ${folders.join(', ')}`
  codes.push(await step(title, bin('vitest'), [...tests, ...folders.map((folder) => `${folder}/`)], { env }))
}

const failed = codes.filter((code) => code !== 0).length
console.log(
  `\n${failed === 0 ? 'All checks passed' : `${failed} ${failed === 1 ? 'check' : 'checks'} failed`} in ${((Date.now() - since) / 1000).toFixed(0)} s`,
)
process.exitCode = failed > 0 ? 1 : 0

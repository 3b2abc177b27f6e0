// `npm run words`: collects every text of the page, feature by feature, into apps/web/words. `--check` changes nothing and
// fails when what is written there is not what the page says.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pinnedNode, root, toolEnvironment } from './set-up.mjs'

const web = join(root, 'apps', 'web')
const lingui = join(web, 'node_modules', '@lingui', 'cli', 'dist', 'lingui.js')
const checking = process.argv.includes('--check')
const task = checking ? ['check', 'sync', '--clean', '--verbose'] : ['extract', '--clean']
const { status, stdout, stderr } = spawnSync(pinnedNode, [lingui, ...task], {
  cwd: web,
  env: toolEnvironment,
  encoding: 'utf8',
})
if (status !== 0) {
  console.error(stdout, stderr)
  if (checking) console.error('Run `npm run words` and commit apps/web/words.')
  process.exitCode = 1
}

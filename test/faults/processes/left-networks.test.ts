import { execFileSync, spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { canMakeNamespaces, openNamespace } from '../../fixtures/namespaces.ts'

it.skipIf(!canMakeNamespaces())(
  'a network that a killed run has left is removed by the next one, with its cable',
  () => {
    const fixture = new URL('../../fixtures/namespaces.ts', import.meta.url).href
    const run = `const { layCable, openNamespace } = await import('${fixture}')
    layCable(openNamespace('left'), '10.231.8')
    process.kill(process.pid, 'SIGKILL')`
    const { pid, signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', run])
    expect(signal).toBe('SIGKILL')
    const left = (): readonly boolean[] => [
      execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' }).includes(`greenroom-${pid}-left`),
      execFileSync('ip', ['-o', 'link', 'show'], { encoding: 'utf8' }).includes(`gr${pid}o`),
    ]
    expect(left()).toEqual([true, true])
    openNamespace('next').close()
    expect(left()).toEqual([false, false])
  },
)

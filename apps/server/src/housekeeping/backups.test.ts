import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Registry } from '@prometheus-io/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StartRefusal } from '../start-refusal.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { checkBackupFolder, createBackups, lastNight } from './backups.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})
const hour = 60 * 60_000
const night = new Date(2026, 10, 20, 3).getTime()

const start = (from: number, keep: number | null, into = join(temporaryFolder(), 'kept')) => {
  const clock = { time: from }
  const trouble: { why: string | null } = { why: null }
  const said: string[] = []
  const log = (level: string) => (_fields: object, sentence?: string) => void said.push(`${level}: ${sentence}`)
  const registry = new Registry()
  const backups = createBackups({
    dataDir: temporaryFolder(),
    folder: into,
    version: '0.1.0',
    keep,
    clock: { now: () => clock.time, monotonic: () => clock.time },
    log: { info: log('info'), warn: log('warn'), error: log('error') } as never,
    registry,
    run: async ({ to }) => {
      if (trouble.why !== null) throw new StartRefusal(trouble.why)
      writeFileSync(to, 'a backup')
      return { file: to, bytes: 8, sessions: 1, voices: 0, damaged: [] }
    },
  })
  /** Lets time pass, in steps; everything that was started ends within its step. */
  const pass = async (hours: number): Promise<void> => {
    for (let step = 0; step < hours * 6; step++) {
      clock.time += hour / 6
      vi.advanceTimersByTime(hour / 6)
      for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    }
  }
  return { backups, pass, trouble, said, registry, into, clock }
}

describe('nightly backups', () => {
  it('are made at the first start, then once a night, and only so many are kept; other files are left alone', async () => {
    const kept = join(temporaryFolder(), 'kept')
    mkdirSync(kept)
    writeFileSync(join(kept, 'greenroom-by-hand.tar'), 'mine')
    const { backups, pass, said, registry } = start(night + 8 * hour, 3, kept)
    await pass(15)
    expect(backups.list()).toHaveLength(1)
    await pass(2)
    expect(backups.list().map(({ madeAt }) => madeAt - night)).toEqual([24 * hour, 8 * hour])
    await pass(24 * 4)
    expect(backups.list().map(({ madeAt }) => (madeAt - night) / hour)).toEqual([5 * 24, 4 * 24, 3 * 24])
    expect(readdirSync(kept)).toContain('greenroom-by-hand.tar')
    expect(said.every((line) => line === 'info: A backup was made.')).toBe(true)
    expect(await registry.metrics()).toContain('greenroom_backups_total{outcome="made"} 6')
    await backups.close()
  })

  it('are made up for when the server slept through the night, and not made again at a restart', async () => {
    const first = start(night + hour, 7)
    await first.pass(1)
    await first.backups.close()
    const again = start(night + 20 * hour, 7, first.into)
    await again.pass(1)
    expect(again.backups.list()).toHaveLength(1)
    await again.backups.close()
    const later = start(night + 50 * hour, 7, first.into)
    await later.pass(1)
    expect(later.backups.list()).toHaveLength(2)
    await later.backups.close()
    expect(lastNight(night - 1)).toBe(new Date(2026, 10, 19, 3).getTime())
  })

  it('that fail are logged, counted and shown, tried again an hour later, and cost none of those that are kept', async () => {
    const { backups, pass, trouble, said, registry } = start(night, 1)
    await pass(1)
    trouble.why = 'The backup could not be written.'
    await pass(24)
    expect(backups.list()).toHaveLength(1)
    expect(backups.lastFailure()?.sentence).toBe('The backup could not be written.')
    expect(said.filter((line) => line === 'error: The backup could not be written.').length).toBeLessThan(3)
    expect(await registry.metrics()).toContain('greenroom_backup_failing 1')
    trouble.why = null
    await pass(2)
    expect(await registry.metrics()).toContain('greenroom_backup_failing 0')
    expect(backups.lastFailure()).toBeNull()
    await backups.close()
  })

  it('are made only when asked for without BACKUP_DIR', async () => {
    const { backups, pass, into } = start(night, null)
    await pass(30)
    expect(existsSync(into)).toBe(false)
    const [one, other] = [backups.make(), backups.make()]
    expect(backups.isRunning()).toBe(true)
    expect(await one).toBe(await other)
    expect(backups.list()).toHaveLength(1)
    expect(backups.find(backups.list()[0]?.name ?? '')).not.toBeNull()
    expect(backups.find('../greenroom.sqlite')).toBeNull()
    await backups.close()
  })

  it('need a folder outside of the data folder in which this account may write', () => {
    const data = temporaryFolder()
    expect(() => checkBackupFolder(join(data, 'backups'), data)).toThrow('is in the data folder')
    expect(() => checkBackupFolder(data, data)).toThrow('is in the data folder')
    writeFileSync(join(data, 'file'), '')
    expect(() => checkBackupFolder(join(data, 'file'), temporaryFolder())).toThrow('is not writable')
    const fresh = join(temporaryFolder(), 'new')
    checkBackupFolder(fresh, data)
    expect(existsSync(fresh)).toBe(true)
  })
})

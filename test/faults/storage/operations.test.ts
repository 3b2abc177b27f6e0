import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { prepareRooms } from '../../fixtures/prepared-rooms.ts'

const root = resolve(import.meta.dirname, '../../..')

it('the commands of OPERATIONS.md do what it says, in its order', async () => {
  const commands = [...readFileSync(join(root, 'OPERATIONS.md'), 'utf8').matchAll(/^```sh (\S+)\n(.*)\n```$/gm)]
  const place = mkdtempSync(join(tmpdir(), 'greenroom-operations-'))
  try {
    await prepareRooms(join(place, 'data'), 1)
    const said: Record<string, string> = {}
    for (const [, name = '', words = ''] of commands) {
      const line = words.replaceAll('/backups', join(place, 'backups')).replaceAll('/srv', place)
      const run = spawnSync('sh', ['-c', line], {
        cwd: root,
        env: { ...process.env, DATA_DIR: join(place, 'data') },
        encoding: 'utf8',
      })
      expect(run.status, `${line}\n${run.stdout}${run.stderr}`).toBe(0)
      said[name] = run.stdout.trim().split('\n').at(-1) ?? ''
    }
    expect(said).toEqual({
      backup: `Backed up 1 session to ${place}/backups/greenroom.tar.`,
      check: 'Checked the backup of 1 session: it is as it was made.',
      restore: `Restored 1 session to ${place}/greenroom-restored.`,
      'check-restored': 'Checked 1 session: everything is as it was written.',
    })
    expect(readdirSync(join(place, 'greenroom-restored'))).toContain('greenroom.sqlite')
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}, 120_000)

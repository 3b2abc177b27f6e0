import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { freePort } from '../fixtures/server-process.ts'

vi.setConfig({ testTimeout: 60_000 })

const root = fileURLToPath(new URL('../../', import.meta.url))
/** What `npm start` does once everything is installed and built. */
const program =
  "import { become, serverArguments } from './scripts/set-up.mjs'; become(serverArguments(), { asksToStop: true })"

const folders: string[] = []
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function start(command: string, args: readonly string[], env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-stop-'))
  folders.push(folder)
  const port = await freePort()
  const child = spawn(command, args, {
    cwd: root,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      LOG_FORMAT: 'json',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += String(chunk)
  })
  await vi.waitFor(() => expect(output).toContain('Greenroom is open'), { timeout: 30_000, interval: 50 })
  return { child, port, folder, output: () => output }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1')
    probe.once('connect', () => {
      probe.destroy()
      resolve(false)
    })
    probe.once('error', () => resolve(true))
  })

describe('F03: what started the server', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'passes %s on: the server drains, the port is free, and the exit code is 0',
    async (signal) => {
      const { child, port, output } = await start(process.execPath, ['--input-type=module', '-e', program])
      child.kill(signal)
      const [code] = await once(child, 'exit')
      expect(code).toBe(0)
      expect(output()).toContain('Stopped.')
      expect(await isFree(port)).toBe(true)
    },
  )

  it('stops the server when npm has died without a word', async () => {
    const parent = `import { spawn } from 'node:child_process'
      spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(program)}], { stdio: 'inherit' })
      setInterval(() => {}, 1000)`
    const { child, port, output } = await start(process.execPath, ['--input-type=module', '-e', parent], {
      npm_lifecycle_event: 'start',
    })
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(output()).toContain('Stopped.'), { timeout: 15_000, interval: 50 })
    await vi.waitFor(async () => expect(await isFree(port)).toBe(true), { timeout: 5_000, interval: 50 })
  })

  it('leaves files in the data folder that nobody else may read', async () => {
    const { child, folder } = await start(process.execPath, ['--input-type=module', '-e', program])
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
    for (const name of ['greenroom.sqlite', 'greenroom.sqlite-wal', 'lock.sqlite']) {
      expect([name, statSync(join(folder, 'data', name)).mode & 0o777]).toEqual([name, 0o600])
    }
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { serverProgram } from '../../fixtures/server-process.ts'

const root = resolve(import.meta.dirname, '../../..')
const started: { readonly child: ChildProcess; readonly data: string }[] = []

afterEach(() => {
  for (const { child, data } of started.splice(0)) {
    // The whole group: also what was orphaned, should a test have failed.
    if (child.pid !== undefined) {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself, as it should.
      }
    }
    rmSync(data, { recursive: true, force: true })
  }
})

type Started = {
  readonly child: ChildProcess
  readonly port: number
  readonly output: () => string
  readonly code: Promise<number | null>
}

/** Runs a command that starts the server, in a process group of its own, and resolves once the server listens. */
async function start(command: string, args: readonly string[]): Promise<Started> {
  const data = mkdtempSync(join(tmpdir(), 'greenroom-start-'))
  const child = spawn(command, args, {
    cwd: root,
    detached: true,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: data, LOG_FORMAT: 'json', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push({ child, data })
  let output = ''
  const port = Promise.withResolvers<number>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += String(chunk)
      const found = /"port":([0-9]+)/.exec(output)
      if (found !== null) port.resolve(Number(found[1]))
    })
  }
  const code = once(child, 'exit').then(([exitCode]) => (typeof exitCode === 'number' ? exitCode : null))
  void code.then(() => port.reject(new Error(`It ended: ${output}`)))
  return { child, port: await port.promise, output: () => output, code }
}

/** Resolves once nobody answers the port any more. */
async function untilPortIsFree(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const answered = await new Promise<boolean>((done) => {
      socket.once('connect', () => done(true))
      socket.once('error', () => done(false))
    })
    socket.destroy()
    if (!answered) return
    await new Promise((done) => setTimeout(done, 50))
  }
}

describe('the start command', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'drains on %s to the launcher: port free, exit code 0',
    async (signal) => {
      const { child, port, code, output } = await start('node', ['scripts/start.mjs'])
      child.kill(signal)
      expect(await code).toBe(0)
      await untilPortIsFree(port)
      expect(output()).toContain('Stopped.')
    },
  )

  it.each(['SIGTERM', 'SIGHUP'] as const)('drains on %s to npm start', async (signal) => {
    const { child, port, code } = await start('npm', ['start'])
    child.kill(signal)
    await code
    await untilPortIsFree(port)
  })

  it('drains on Ctrl-C, which a terminal sends to every process of the command; npm alone would ignore it', async () => {
    const { child, port, code } = await start('npm', ['start'])
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
    await code
    await untilPortIsFree(port)
  })

  it('drains when the launcher is killed without a chance to pass anything on', async () => {
    const { child, port, code } = await start('node', ['scripts/start.mjs'])
    child.kill('SIGKILL')
    await code
    await untilPortIsFree(port)
  })

  it('drains when npm is killed without a chance to pass anything on', async () => {
    const { child, port, code } = await start('npm', ['start'])
    child.kill('SIGKILL')
    await code
    await untilPortIsFree(port)
  })
})

describe('a server on an IPv6 address', () => {
  it('prints its address with brackets, sends a policy without them, and has not loaded Node’s fetch, once it is built', async () => {
    const atExit = `import { isMainThread } from 'node:worker_threads'
      const isLoaded = () => process.moduleLoadList.some((name) => name.endsWith('/undici'))
      if (isMainThread) process.on('exit', () => console.log('fetch is ' + (isLoaded() ? 'loaded' : 'not loaded')))`
    const data = mkdtempSync(join(tmpdir(), 'greenroom-start-'))
    const child = spawn(process.execPath, [serverProgram(root)], {
      cwd: root,
      detached: true,
      env: {
        ...process.env,
        PORT: '0',
        HOST: '::1',
        DATA_DIR: data,
        LOG_FORMAT: 'json',
        NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=data:text/javascript,${encodeURIComponent(atExit)}`,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    started.push({ child, data })
    let said = ''
    const line = await new Promise<{ local: string }>((done) => {
      child.stdout?.on('data', (chunk) => {
        said += String(chunk)
        for (const text of String(chunk).split('\n')) if (text.includes('"local"')) done(JSON.parse(text))
      })
    })
    expect(line.local).toMatch(/^http:\/\/\[::1\]:[0-9]+$/)
    const policy = (await fetch(line.local)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toContain('[')
    child.kill('SIGTERM')
    expect(await once(child, 'close')).toEqual([0, null])
    if (serverProgram(root).includes('dist')) expect(said).toContain('fetch is not loaded')
  })
})

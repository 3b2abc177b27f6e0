import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { type ServerProcess, startServer } from '../fixtures/server-process.ts'

/** A real server and a real Chromium for one file of tests; people come in by `enter`, each with an own browser context. */
export type Stage = {
  readonly server: () => ServerProcess
  readonly dataDir: string
  /** Replaces the server by a new one on the same data and port. */
  readonly restart: (signal: NodeJS.Signals) => Promise<void>
  readonly enter: (name: string, options?: Parameters<typeof newActor>[2]) => Promise<Actor>
}

export function openStage(): Stage {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-e2e-'))
  let server: ServerProcess | null = null
  let browser: Browser | null = null
  const running = (): ServerProcess => {
    if (!server) throw new Error('the stage is not open')
    return server
  }
  beforeAll(async () => {
    server = await startServer(dataDir)
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  })
  return {
    server: running,
    dataDir,
    restart: async (signal) => {
      const { port } = running()
      await running().stop(signal)
      server = await startServer(dataDir, { port })
    },
    enter: async (name, options) => {
      if (!browser) throw new Error('the stage is not open')
      const actor = await newActor(browser, name, options)
      actor.page.setDefaultTimeout(15_000)
      return actor
    },
  }
}

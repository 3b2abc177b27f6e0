import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type Actor, type ActorOptions, actorAt, launchChromium, newActor, openContext } from '../fixtures/chromium.ts'
import { leaveContexts } from '../fixtures/left-contexts.ts'
import { type ServerProcess, startServer } from '../fixtures/server-process.ts'
import { canMountDisk, mountSmallDisk, type SmallDisk } from '../fixtures/small-disk.ts'
import { createPresent, type Present } from './present.ts'

/**
 * A real server and a real Chromium; people enter by `enter`, each with a browser context of their own. Who asks for something gets a new one; all
 * others may get one that somebody has left, empty but for the files of the page that it remembers.
 */
export type Stage = {
  readonly server: () => ServerProcess
  readonly enter: (name: string, options?: ActorOptions) => Promise<Actor>
  /** Somebody whose screen the test does not look at, at a hundredth of the cost. `meet` lets them in. */
  readonly present: (name: string) => Present
}

/** A stage on which time passes when a test says so, in the server and in the browsers of these people: nobody waits. */
export type TimedStage = Stage & { readonly pass: (milliseconds: number, ...actors: readonly Actor[]) => Promise<void> }

/** A stage whose server may be stopped. */
export type OwnStage = Stage & {
  /** Replaces the server by a new one on the same data and port. */
  readonly restart: (signal: NodeJS.Signals) => Promise<void>
  /** The disk under its data, which a test may fill: only where `canMountDisk`, and asked for. */
  readonly disk: () => SmallDisk
}

// Files of this project share the modules of their worker (`isolate: false` in `vitest.config.ts`), so one Chromium and one
// server serve all of them: starting both costs as much as a short test. Playwright ends Chromium with the worker; the server
// ends when the worker's channel closes.
let browser: Promise<Browser> | undefined
const sharedBrowser = (): Promise<Browser> => {
  browser ??= launchChromium([], { brief: true })
  return browser
}

const leftContexts = leaveContexts(async () => {
  const context = await openContext(await sharedBrowser())
  await context.addInitScript(holdWhileOffline)
  return context
})

let server: Promise<ServerProcess> | undefined
function sharedServer(): Promise<ServerProcess> {
  if (!server) {
    const dataDir = newFolder()
    process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
    server = startServer(dataDir, { endsWithParent: true })
  }
  return server
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'greenroom-e2e-'))

/** The worker's browser and its server, for a file of tests whose sessions are nobody else's. */
export function openStage(): Stage {
  let running: ServerProcess | null = null
  beforeAll(async () => {
    running = await sharedServer()
  })
  return stageOn(() => running, { stays: true })
}

/** The worker's browser, and a server of this file's own: for tests that stop it. `megabytes`: its data stand on a disk of that size. */
export function openOwnStage({ megabytes }: { readonly megabytes?: number } = {}): OwnStage {
  const dataDir = newFolder()
  let disk: SmallDisk | null = null
  let running: ServerProcess | null = null
  beforeAll(async () => {
    if (megabytes !== undefined && canMountDisk()) disk = mountSmallDisk(dataDir, megabytes)
    running = await startServer(dataDir)
  })
  afterAll(async () => {
    await running?.stop('SIGKILL')
    disk?.unmount()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const stage = stageOn(() => running)
  return {
    ...stage,
    restart: async (signal) => {
      const { port } = stage.server()
      await stage.server().stop(signal)
      running = await startServer(dataDir, { port })
    },
    disk: () => {
      if (disk === null) throw new Error('the stage has no disk of its own')
      return disk
    },
  }
}

const passingTime = fileURLToPath(new URL('../fixtures/passing-time.ts', import.meta.url))

/** The worker's browser, and a server of this file's own whose time is in the test's hands. */
export function openTimedStage(): TimedStage {
  const dataDir = newFolder()
  let running: ServerProcess | null = null
  beforeAll(async () => {
    const env = { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${pathToFileURL(passingTime).href}` }
    running = await startServer(dataDir, { endsWithParent: true, env })
  })
  afterAll(async () => {
    await running?.stop('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  })
  const stage = stageOn(() => running)
  return {
    ...stage,
    enter: async (name, options) => {
      const actor = await stage.enter(name, options)
      await actor.context.addInitScript(() => {
        let passed = 0
        const [monotonic, wall] = [performance.now.bind(performance), Date.now.bind(Date)]
        performance.now = () => monotonic() + passed
        Date.now = () => wall() + passed
        Reflect.set(window, 'timePasses', (milliseconds: number) => {
          passed += milliseconds
        })
      })
      return actor
    },
    pass: async (milliseconds, ...actors) => {
      const { child } = stage.server()
      const told = once(child, 'message')
      child.send({ passes: milliseconds })
      await told
      for (const { page } of actors)
        await page.evaluate((more) => Reflect.get(window, 'timePasses')(more), milliseconds)
    },
  }
}

/**
 * In a page: what its sockets are given while a test has taken the connection away goes when it is back. Chromium holds that, too, but its network
 * process asks all the while whether it may go, for as much of a processor as it can get.
 */
function holdWhileOffline(): void {
  // A machine without any network is offline from the start, and reaches its own servers all the same.
  if (!navigator.onLine) return
  const { send } = WebSocket.prototype
  const held: (() => void)[] = []
  WebSocket.prototype.send = function (data) {
    if (navigator.onLine && held.length === 0) return send.call(this, data)
    held.push(() => {
      if (this.readyState === WebSocket.OPEN) send.call(this, data)
    })
  }
  addEventListener('online', () => {
    for (const go of held.splice(0)) go()
  })
}

/** `stays`: its server is there for the next file of the worker, too, and so are the contexts that people leave. */
function stageOn(running: () => ServerProcess | null, { stays = false } = {}): Stage {
  const inside: Actor[] = []
  const unseen: Present[] = []
  beforeAll(async () => {
    await sharedBrowser()
  })
  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail'
    const left = inside.splice(0).map(({ context, name }) => {
      return failed ? context.close() : leftContexts.giveBack(context, `${name} of “${task.name}”`)
    })
    await Promise.all([...left, ...unseen.splice(0).map(({ leave }) => leave())])
  })
  const serverNow = (): ServerProcess => {
    const server = running()
    if (!server) throw new Error('the stage is not open')
    return server
  }
  const enterNew = async (name: string, options?: ActorOptions): Promise<Actor> => {
    const actor = await newActor(await sharedBrowser(), name, options)
    await actor.context.addInitScript(holdWhileOffline)
    return actor
  }
  return {
    server: serverNow,
    enter: async (name, options) => {
      const actor =
        stays && options === undefined
          ? actorAt(await leftContexts.take(serverNow().url), name)
          : await enterNew(name, options)
      inside.push(actor)
      actor.page.setDefaultTimeout(30_000)
      return actor
    },
    present: (name) => {
      const person = createPresent(name)
      unseen.push(person)
      return person
    },
  }
}

import { fork } from 'node:child_process'
import { z } from 'zod'
import { besideThis } from '../../programs.ts'
import { StartRefusal } from '../../start-refusal.ts'
import type { BackedUp } from './back-up.ts'
import type { Restored } from './restore.ts'

const backupOrderSchema = z.object({
  dataDir: z.string(),
  to: z.string(),
  version: z.string(),
  /** Milliseconds since the epoch. */
  madeAt: z.number(),
})
export type BackupOrder = z.infer<typeof backupOrderSchema>
/** `from`: a backup. `to`: a folder that is empty or does not exist yet. */
const restoreOrderSchema = z.object({ from: z.string(), to: z.string() })
export const orderSchema = z.union([backupOrderSchema, restoreOrderSchema])
type Order = z.infer<typeof orderSchema>

const madeSchema = z.object({
  file: z.string(),
  bytes: z.number(),
  sessions: z.number(),
  voices: z.number(),
  damaged: z.array(z.string()),
})
const restoredSchema = z.object({ folder: z.string(), sessions: z.number(), lost: z.array(z.string()) })
const answerSchema = z.union([
  z.object({ ok: z.literal(true), done: z.unknown() }),
  z.object({ ok: z.literal(false), refusal: z.boolean(), sentence: z.string() }),
])
export type BesideAnswer =
  | { readonly ok: true; readonly done: BackedUp | Restored }
  | { readonly ok: false; readonly refusal: boolean; readonly sentence: string }

/** Makes a backup in a separate process, which `signal` stops. Rejects with a `StartRefusal` when it cannot be made. */
export function backUpBeside(order: BackupOrder, signal: AbortSignal): Promise<BackedUp> {
  return doBeside(order, madeSchema, signal)
}

/** Restores a backup in a separate process, like `restore`; damaged parts are not restored. */
export function restoreBeside(from: string, to: string, signal: AbortSignal): Promise<Restored> {
  return doBeside({ from, to }, restoredSchema, signal)
}

function doBeside<Done>(order: Order, schema: z.ZodType<Done>, signal: AbortSignal): Promise<Done> {
  return new Promise((resolve, reject) => {
    const child = fork(besideThis('./backup-process', import.meta.url), {
      // Options that the server was started with (a debugger, a profile) are not meant for it.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    let ended = false
    const end = (settle: () => void): void => {
      ended = true
      signal.removeEventListener('abort', stop)
      settle()
    }
    const stop = (): void => void child.kill()
    signal.addEventListener('abort', stop)
    child.once('message', (message) => {
      const said = answerSchema.safeParse(message)
      if (!said.success) end(() => reject(new Error('The backup process sent something unexpected.')))
      else if (said.data.ok) {
        const done = schema.parse(said.data.done)
        end(() => resolve(done))
      } else {
        const { sentence, refusal } = said.data
        end(() => reject(refusal ? new StartRefusal(sentence) : new Error(sentence)))
      }
    })
    child.once('error', (error) => end(() => reject(error)))
    child.once('exit', () => {
      if (!ended) end(() => reject(new StartRefusal('The backup was stopped before it was finished. Start it again.')))
    })
    if (signal.aborted) stop()
    else child.send(order)
  })
}

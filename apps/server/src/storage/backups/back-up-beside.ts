import { fork } from 'node:child_process'
import { z } from 'zod'
import { besideThis } from '../../programs.ts'
import { StartRefusal } from '../../start-refusal.ts'
import type { BackedUp } from './back-up.ts'

export const backupOrderSchema = z.object({
  dataDir: z.string(),
  to: z.string(),
  version: z.string(),
  /** Milliseconds since the epoch. */
  madeAt: z.number(),
})
export type BackupOrder = z.infer<typeof backupOrderSchema>

const answerSchema = z.union([
  z.object({
    ok: z.literal(true),
    made: z.object({ file: z.string(), bytes: z.number(), sessions: z.number(), damaged: z.array(z.string()) }),
  }),
  z.object({ ok: z.literal(false), refusal: z.boolean(), sentence: z.string() }),
])
export type BackupAnswer =
  | { readonly ok: true; readonly made: BackedUp }
  | { readonly ok: false; readonly refusal: boolean; readonly sentence: string }

/** Makes a backup in a process of its own, which `signal` stops. Rejects with a `StartRefusal` when it cannot be made. */
export function backUpBeside(order: BackupOrder, signal: AbortSignal): Promise<BackedUp> {
  return new Promise((resolve, reject) => {
    const child = fork(besideThis('./backup-process', import.meta.url), {
      // What the server was started with (a debugger, a profile) is not for it.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    let done = false
    const end = (settle: () => void): void => {
      done = true
      signal.removeEventListener('abort', stop)
      settle()
    }
    const stop = (): void => void child.kill()
    signal.addEventListener('abort', stop)
    child.once('message', (message) => {
      const said = answerSchema.safeParse(message)
      if (!said.success) end(() => reject(new Error('The backup process has said something else.')))
      else if (said.data.ok) {
        const { made } = said.data
        end(() => resolve(made))
      } else {
        const { sentence, refusal } = said.data
        end(() => reject(refusal ? new StartRefusal(sentence) : new Error(sentence)))
      }
    })
    child.once('error', (error) => end(() => reject(error)))
    child.once('exit', () => {
      if (!done) end(() => reject(new StartRefusal('The backup was stopped before it was whole.')))
    })
    if (signal.aborted) stop()
    else child.send(order)
  })
}

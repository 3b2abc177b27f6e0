import { fork } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { z } from 'zod'

/** A primary whose commits wait for its standby. */
export type PostgresPair = {
  readonly primary: string
  readonly standby: string
  /** Kills the primary, and resolves once the standby accepts writes in its place. */
  readonly failOver: () => Promise<void>
  readonly stop: () => void
}

const keeper = fileURLToPath(new URL('./postgres-pair-keeper.ts', import.meta.url))
const madeSchema = z.object({ primary: z.string(), standby: z.string(), folder: z.string() })

export async function startPostgresPair(): Promise<PostgresPair> {
  const child = fork(keeper, { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: 'ignore' })
  const made = await new Promise<z.infer<typeof madeSchema>>((resolve, reject) => {
    child.once('message', (message) => resolve(madeSchema.parse(message)))
    child.once('exit', (code) => reject(new Error(`Two Postgres could not be started (${code}).`)))
  })
  const end = (name: 'primary' | 'standby'): void => {
    try {
      process.kill(Number(readFileSync(join(made.folder, name, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    } catch {
      // It has ended.
    }
  }
  return {
    primary: made.primary,
    standby: made.standby,
    failOver: async () => {
      end('primary')
      const client = new pg.Client({ connectionString: made.standby })
      await client.connect()
      await client.query('SELECT pg_promote()')
      await client.end()
    },
    stop: () => {
      end('primary')
      end('standby')
      child.kill('SIGKILL')
      rmSync(made.folder, { recursive: true, force: true })
    },
  }
}

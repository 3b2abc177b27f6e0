import { StartRefusal } from '../../start-refusal.ts'
import { backUp } from './back-up.ts'
import { type BesideAnswer, orderSchema } from './back-up-beside.ts'
import { createPace, giveWay } from './pace.ts'
import { restore } from './restore.ts'

/**
 * Makes or restores one backup in a separate process: people who are writing wait neither for its reads nor for its writes. It ends with
 * the server, and leaves nothing half done.
 */

/** The share of the time that a backup works beside a server. */
const share = 0.2

giveWay()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))
process.on('disconnect', () => process.exit(1))
process.once('message', async (message) => {
  const answer = (said: BesideAnswer): void => {
    process.send?.(said, () => process.exit(0))
  }
  try {
    const order = orderSchema.parse(message)
    if ('from' in order)
      return answer({ ok: true, done: await restore(order.from, order.to, { withoutDamaged: false }) })
    const { dataDir, to, version, madeAt } = order
    const pace = createPace(share, () => performance.now())
    answer({ ok: true, done: await backUp(dataDir, to, { version, madeAt, pace }) })
  } catch (error) {
    answer({
      ok: false,
      refusal: error instanceof StartRefusal,
      sentence: String(error instanceof Error ? error.message : error),
    })
  }
})

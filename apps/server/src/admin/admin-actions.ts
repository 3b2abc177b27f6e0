import type { AdminAction } from '@greenroom/protocol'
import type { Logger } from 'pino'
import type { Clock } from '../ports.ts'

const kept = 100
const levels = ['info', 'warn', 'error', 'fatal'] as const

export type AdminActions = {
  /** `what`: the level, the name of the backup, or the part that it was done to. */
  readonly note: (kind: AdminAction['kind'], what?: string) => void
  /** The newest first. */
  readonly list: () => readonly AdminAction[]
}

/** What was done at `/admin`: in the log, and for the page, which shows it also where nothing is logged. */
export function createAdminActions(clock: Pick<Clock, 'now'>, log: Logger): AdminActions {
  const actions: AdminAction[] = []
  return {
    note: (kind, what = '') => {
      actions.unshift({ at: clock.now(), kind, what })
      actions.length = Math.min(actions.length, kept)
      // At whatever level is let through, so that a server that logs only errors has it too.
      const level = levels.find((each) => log.isLevelEnabled(each))
      if (level !== undefined) log[level]({ action: kind, ...(what !== '' && { what }) }, 'An administrator was here.')
    },
    list: () => actions,
  }
}

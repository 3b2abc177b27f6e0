import type { AdminAction } from '@greenroom/protocol'
import type { Logger } from 'pino'
import type { Clock } from '../ports.ts'

const kept = 100
const levels = ['info', 'warn', 'error', 'fatal'] as const

export type AdminActions = {
  /** `what`: the log level, the name of the backup, or the part that the action concerned. */
  readonly note: (kind: AdminAction['kind'], what?: string) => void
  /** Newest first. */
  readonly list: () => readonly AdminAction[]
}

/** The actions taken at `/admin`: written to the log, and kept for the page, which shows them even when nothing is logged. */
export function createAdminActions(clock: Pick<Clock, 'now'>, log: Logger): AdminActions {
  const actions: AdminAction[] = []
  return {
    note: (kind, what = '') => {
      actions.unshift({ at: clock.now(), kind, what })
      actions.length = Math.min(actions.length, kept)
      // Logged at whatever level is enabled, so that a server that logs only errors records it too.
      const level = levels.find((each) => log.isLevelEnabled(each))
      if (level !== undefined)
        log[level]({ action: kind, ...(what !== '' && { what }) }, 'An action was taken on the admin page.')
    },
    list: () => actions,
  }
}

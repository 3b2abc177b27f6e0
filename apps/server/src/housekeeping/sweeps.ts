import { setTimeout as wait } from 'node:timers/promises'
import type { SessionId } from '@greenroom/session'
import type { Logger } from 'pino'
import type { AudioKeeper } from '../audio/audio-keeper.ts'
import type { ServerDeps } from '../ports.ts'
import type { Imports } from '../recordings/imports.ts'
import type { Rooms } from '../rooms/rooms.ts'

/** How the store packs the logs of sessions that nobody has open. */
export type Packing = {
  /** Sessions without an entry since `before`, at most `limit`. */
  readonly readUnpacked: (before: number, limit: number) => Promise<readonly SessionId[]>
  /** Packs the next entries of one session. Returns whether there may be more. */
  readonly packNext: (session: SessionId) => Promise<boolean>
}

type Housekeeping = {
  readonly deps: Pick<ServerDeps, 'store' | 'access' | 'clock'> & { readonly log: Pick<Logger, 'info'> }
  readonly rooms: Rooms
  readonly audio: Pick<AudioKeeper, 'sweep' | 'removeSession'>
  readonly imports: Pick<Imports, 'sweep'>
  /** `null`: sound is kept as long as its session. */
  readonly audioRetentionDays: number | null
  /** `null`: sessions are kept indefinitely. */
  readonly retentionDays: number | null
  readonly readIdle: (before: number, limit: number) => Promise<readonly SessionId[]>
  readonly packing: Packing
  /** Whether the server is stopping: the sweep then ends after its current step. */
  readonly isClosing?: () => boolean
}

const dueEvery = 30_000
const audioEvery = 10 * 60_000
const retentionEvery = 60 * 60_000
const deletedAtOnce = 20
const packingEvery = 60_000
/** A session without a new entry for this long (milliseconds) counts as left. If somebody returns, nothing has to be unpacked. */
const leftAfter = 10 * 60_000
const packedAtOnce = 20
/** The pause between two packs, so that the store's threads serve those who are writing. */
const betweenPacks = 50
const day = 24 * 60 * 60_000

/** Closes sessions that nobody attends. Repeated until the room has recorded it: closing twice is refused. */
export async function closeDue({ deps, rooms }: Pick<Housekeeping, 'deps' | 'rooms'>): Promise<void> {
  for (const session of await deps.store.readDue(deps.clock.now())) {
    const result = await rooms.run(session, null, null, { kind: 'closeUnattended' })
    // Closed already, or gone: the due time is out of date.
    if (!result.ok && (result.code === 'session-closed' || result.code === 'not-joined')) {
      await deps.store.setDue(session, null)
    }
  }
}

/** Permanently deletes sessions that have been inactive longer than sessions are kept. */
export async function deleteOld(input: Housekeeping): Promise<void> {
  const { deps, rooms, audio, retentionDays, readIdle } = input
  if (retentionDays === null) return
  const before = deps.clock.now() - retentionDays * day
  // Until none is left, however many there are; one at a time, so that people's appends can go in between.
  for (let last: SessionId | undefined; ; ) {
    const due = await readIdle(before, deletedAtOnce)
    for (const session of due) {
      // The log first: somebody may have come back to it since the look, on another server too, and then everything stays.
      // Sound that a kill leaves behind belongs to no log, and the next sweep of the sound removes it.
      if (!(await deps.store.deleteSession(session, before))) continue
      await deps.access.deleteSession(session)
      await rooms.remove(session)
      await audio.removeSession(session)
      deps.log.info('A session was deleted: its retention period is over.')
    }
    // The same session again: it could not be deleted, and the next sweep tries again.
    if (due.length < deletedAtOnce || due[0] === last || input.isClosing?.() === true) return
    last = due[0]
  }
}

/** Packs the sessions that were left, a few hundred entries at a time. */
async function packLeft({
  deps,
  packing,
  isClosing = () => false,
}: Pick<Housekeeping, 'packing' | 'isClosing'> & {
  readonly deps: Pick<ServerDeps, 'clock'> & { readonly log: Pick<Logger, 'info'> }
}): Promise<void> {
  for (let last: SessionId | undefined; ; ) {
    const left = await packing.readUnpacked(deps.clock.now() - leftAfter, packedAtOnce)
    for (const session of left) {
      while (!isClosing() && (await packing.packNext(session))) await wait(betweenPacks)
      if (isClosing()) return
      deps.log.info('A session was packed.')
    }
    // The same session again: it is damaged and cannot be packed.
    if (left.length < packedAtOnce || left[0] === last) return
    last = left[0]
  }
}

/** Sweeps at once and then at regular intervals; only one sweep of a kind runs at a time. */
export function startHousekeeping(input: Housekeeping & { readonly deps: { readonly log: Logger } }): {
  readonly close: () => Promise<void>
} {
  const repeat = (sweep: () => Promise<void>, every: number) => {
    let running: Promise<void> | null = null
    const run = (): void => {
      running ??= sweep()
        .catch((error: unknown) => input.deps.log.error({ err: error }, 'A cleanup failed and will be retried.'))
        .finally(() => {
          running = null
        })
    }
    run()
    const timer = setInterval(run, every)
    return async () => {
      clearInterval(timer)
      await running
    }
  }
  let closing = false
  const isClosing = (): boolean => closing || input.isClosing?.() === true
  const stops = [
    repeat(() => closeDue(input), dueEvery),
    repeat(() => packLeft({ deps: input.deps, packing: input.packing, isClosing }), packingEvery),
  ]
  const sweepAudio = async (): Promise<void> => {
    const { audioRetentionDays: days } = input
    await input.audio.sweep(days === null ? null : input.deps.clock.now() - days * day, isClosing)
    await input.imports.sweep(isClosing)
  }
  stops.push(repeat(sweepAudio, audioEvery))
  if (input.retentionDays !== null) stops.push(repeat(() => deleteOld(input), retentionEvery))
  return {
    close: async () => {
      closing = true
      await Promise.all(stops.map((stop) => stop()))
    },
  }
}

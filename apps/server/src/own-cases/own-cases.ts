import { createHash } from 'node:crypto'
import { type CaseFault, type OwnCase, type OwnCaseFile, type OwnCaseKey, serverLimits } from '@greenroom/protocol'
import type { Cut, PreparedCase } from '@greenroom/session'
import type { Budgets } from '../budgets/index.ts'
import type { Clock, Ids } from '../ports.ts'
import type { CaseReader } from './case-reader.ts'

export type StoredCase = { readonly version: number; readonly changedAt: number; readonly text: string }

/** Beside the log, in the same database. Nothing is found without the right secret. */
export interface OwnCaseStore {
  /** All or none: returns `false` when there would be more than `most` on this server, or more than `mostBytes` of them. */
  add(
    cases: readonly { readonly key: OwnCaseKey; readonly text: string }[],
    at: number,
    room: { readonly most: number; readonly mostBytes: number },
  ): Promise<boolean>
  find(key: OwnCaseKey): Promise<StoredCase | null>
  /**
   * `changed`: somebody has saved a version newer than `expects`, which is kept. `full`: with this one there would be more than `mostBytes`
   * on this server.
   */
  save(
    key: OwnCaseKey,
    expects: number,
    text: string,
    at: number,
    mostBytes: number,
  ): Promise<'saved' | 'changed' | 'unknown' | 'full'>
  /** Resolves when nothing of it is left on disk. */
  delete(key: OwnCaseKey): Promise<boolean>
}

type Faulty = { readonly ok: false; readonly code: 'case-faults'; readonly faults: readonly CaseFault[] }
type Refused<Code extends string> = { readonly ok: false; readonly code: Code }

/** Cases that people wrote themselves, stored on this server for anybody who has their link. */
export interface OwnCases {
  /** Takes in all files or none. */
  import(
    files: readonly { readonly name: string; readonly text: string }[],
    from: string,
  ): Promise<
    | { readonly ok: true; readonly cases: readonly (OwnCase & { readonly secret: string })[] }
    | Faulty
    | Refused<'too-many-cases' | 'rate-limited'>
  >
  read(key: OwnCaseKey, from: string): Promise<OwnCaseFile | null>
  save(
    key: OwnCaseKey,
    expects: number,
    text: string,
    from: string,
  ): Promise<
    | { readonly ok: true; readonly saved: OwnCase }
    | Faulty
    | Refused<'unknown-own-case' | 'own-case-changed' | 'too-many-cases' | 'rate-limited'>
  >
  delete(key: OwnCaseKey): Promise<boolean>
  /** In the form that a session's log takes. `null` when there is no such case. */
  prepare(key: OwnCaseKey, cut: Cut, from: string): Promise<PreparedCase | null>
}

/** Everybody in a round that uses the case learns its id, so the id must reveal nothing about the secret. */
const idOf = (secret: string): string =>
  `own-${createHash('sha256').update(`id of an own case ${secret}`).digest('hex').slice(0, 24)}`

/** Own cases reserved for people who have added few. */
const reserve = serverLimits.ownCasesPerServer / 5

const faulty = (faults: readonly CaseFault[]): Faulty => ({ ok: false, code: 'case-faults', faults })

type Deps = {
  readonly store: OwnCaseStore
  readonly reader: CaseReader
  readonly clock: Clock
  readonly ids: Ids
  readonly budgets: Budgets
}

export function createOwnCases({ store, reader, clock, ids, budgets }: Deps): OwnCases {
  const publish = async (
    { id }: OwnCaseKey,
    { version, changedAt, text }: StoredCase,
    from: string,
  ): Promise<OwnCase> => ({
    id,
    version,
    changedAt,
    public: await reader.publish(id, text, from),
  })

  return {
    import: async (files, from) => {
      const faults = await reader.check(files, from)
      if (faults.length > 0) return faulty(faults)
      const changedAt = clock.now()
      const made = files.map(({ text }) => {
        const secret = ids.secret()
        return { key: { id: idOf(secret), secret }, text }
      })
      const cases: (OwnCase & { readonly secret: string })[] = []
      for (const { key, text } of made)
        cases.push({ ...(await publish(key, { version: 1, changedAt, text }, from)), secret: key.secret })
      const now = clock.monotonic()
      const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
      if (!budgets.charge({ address: from }, 'ownCases', files.length, now).ok)
        return { ok: false, code: 'rate-limited' }
      if (!budgets.charge({ address: from }, 'ownCaseBytes', bytes, now).ok) return { ok: false, code: 'rate-limited' }
      // Somebody who has already added many may not use up what is reserved for others.
      const isFirst = budgets.charge({ address: from }, 'firstOwnCases', files.length, now).ok
      const most = isFirst ? serverLimits.ownCasesPerServer : serverLimits.ownCasesPerServer - reserve
      const mostBytes = serverLimits.ownCaseBytesPerServer - (isFirst ? 0 : serverLimits.ownCaseBytesPerServer / 5)
      const added = await store.add(made, changedAt, { most, mostBytes })
      return added ? { ok: true, cases } : { ok: false, code: 'too-many-cases' }
    },
    read: async (key, from) => {
      const stored = await store.find(key)
      return stored === null ? null : { ...(await publish(key, stored, from)), text: stored.text }
    },
    save: async (key, expects, text, from) => {
      const before = await store.find(key)
      if (before === null) return { ok: false, code: 'unknown-own-case' }
      const faults = await reader.check([{ name: 'case.yaml', text }], from)
      if (faults.length > 0) return faulty(faults)
      const changedAt = clock.now()
      // What a case grows by counts like something added: otherwise many small cases could become large ones.
      const grown = Math.max(0, Buffer.byteLength(text) - Buffer.byteLength(before.text))
      if (!budgets.charge({ address: from }, 'ownCaseBytes', grown, clock.monotonic()).ok)
        return { ok: false, code: 'rate-limited' }
      const outcome = await store.save(key, expects, text, changedAt, serverLimits.ownCaseBytesPerServer)
      if (outcome === 'unknown') return { ok: false, code: 'unknown-own-case' }
      if (outcome === 'full') return { ok: false, code: 'too-many-cases' }
      if (outcome === 'changed') return { ok: false, code: 'own-case-changed' }
      return { ok: true, saved: await publish(key, { version: expects + 1, changedAt, text }, from) }
    },
    delete: (key) => store.delete(key),
    prepare: async (key, cut, from) => {
      const stored = await store.find(key)
      return stored === null ? null : reader.prepare(key.id, stored.text, cut, from)
    },
  }
}

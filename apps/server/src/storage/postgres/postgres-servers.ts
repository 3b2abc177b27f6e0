import { type PostgresConnections, PostgresRefusal } from './postgres-connection.ts'

/** The highest version of each kind of entry that a server reads. It reads nothing of a kind that is not named. */
export type EntryVersions = Readonly<Record<string, number>>

/** A server that has said nothing for so long (milliseconds) is gone, and nobody waits for it to be upgraded. */
const goneAfter = 15_000
/** One server at a time joins, or is the first to write a kind. Any number that no other program of the database uses. */
const serversLock = 7_236_992

const readVersions = (text: unknown): EntryVersions => JSON.parse(String(text))

/**
 * The servers that use this database now, and what each of them reads, so that during a rolling upgrade none of them meets an entry that it
 * cannot read. A server says what it reads when it joins. The first entry of a kind or version is written only while all servers read it; it
 * is in use from then on, and a server that does not read it is refused. Both happen under one lock.
 */
export async function joinServers({ query, inTransaction }: PostgresConnections, reads: EntryVersions) {
  /** Which kinds are in logs, as far as this server knows. */
  const inUse = new Map<string, number>()
  let id: unknown = null

  const learn = (rows: readonly Readonly<Record<string, unknown>>[]): void => {
    for (const { kind, v } of rows) inUse.set(String(kind), Number(v))
  }
  const isRead = (by: EntryVersions, kind: string, version: number): boolean => (by[kind] ?? 0) >= version

  const alone = <T>(work: (query: PostgresConnections['query']) => Promise<T>): Promise<T> =>
    inTransaction(async (within) => {
      await within('SELECT pg_advisory_xact_lock($1)', [serversLock])
      await within('DELETE FROM servers WHERE seen_at < now_ms() - $1::bigint', [goneAfter])
      return work(within)
    })

  /** Throws a `PostgresRefusal` when logs hold what this server cannot read. */
  const join = (): Promise<void> =>
    alone(async (within) => {
      learn((await within('SELECT kind, v FROM entry_kinds')).rows)
      const unread = [...inUse].flatMap(([kind, version]) => (isRead(reads, kind, version) ? [] : [kind]))
      if (unread.length > 0)
        throw new PostgresRefusal(
          `Sessions in this database have entries of a newer version of Greenroom (${unread.toSorted().join(', ')}), which this one cannot read. Update Greenroom on this server, or point DATABASE_URL at another database.`,
        )
      const { rows } = await within('INSERT INTO servers (reads, seen_at) VALUES ($1, now_ms()) RETURNING id', [
        JSON.stringify(reads),
      ])
      id = rows[0]?.id
    })
  await join()

  return {
    /**
     * Call every few seconds: says that this server is there. Answers the kinds that it must not write yet, since another server cannot read
     * them. Throws a `PostgresRefusal` when this server was taken for gone, and the others have since written what it cannot read.
     */
    beat: async (): Promise<readonly string[]> => {
      const { rowCount } = await query('UPDATE servers SET seen_at = now_ms() WHERE id = $1', [id])
      if (rowCount === 0) await join()
      learn((await query('SELECT kind, v FROM entry_kinds')).rows)
      const { rows } = await query('SELECT DISTINCT reads FROM servers WHERE seen_at >= now_ms() - $1::bigint', [
        goneAfter,
      ])
      const servers = rows.map((row) => readVersions(row.reads))
      return Object.entries(reads).flatMap(([kind, version]) =>
        (inUse.get(kind) ?? 0) >= version || servers.every((other) => isRead(other, kind, version)) ? [] : [kind],
      )
    },
    isInUse: (kind: string, version: number): boolean => (inUse.get(kind) ?? 0) >= version,
    /** Before the first entries of these kinds are written. Those that another server cannot read are not in use afterwards either. */
    use: (wanted: ReadonlyMap<string, number>): Promise<void> =>
      alone(async (within) => {
        const servers = (await within('SELECT DISTINCT reads FROM servers')).rows.map((row) => readVersions(row.reads))
        const read = [...wanted].filter(([kind, version]) => servers.every((other) => isRead(other, kind, version)))
        for (const [kind, version] of read.toSorted())
          await within(
            'INSERT INTO entry_kinds (kind, v) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET v = greatest(entry_kinds.v, excluded.v)',
            [kind, version],
          )
        learn((await within('SELECT kind, v FROM entry_kinds')).rows)
      }),
    leave: async (): Promise<void> => {
      await query('DELETE FROM servers WHERE id = $1', [id])
    },
  }
}

export type PostgresServers = Awaited<ReturnType<typeof joinServers>>

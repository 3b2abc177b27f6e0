import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export type DeviceDatabase<Tables extends DBSchema> = {
  /** Reads or writes. Rejects when that has failed twice, the second time over a new connection. */
  readonly use: <Result>(act: (database: IDBPDatabase<Tables>) => Promise<Result>) => Promise<Result>
  readonly close: () => Promise<void>
}

/**
 * A database in IndexedDB. A browser may take it away from an open page: somebody clears the site's data, a phone ends the process that
 * holds it, another tab deletes it. What was being read or written is aborted then, and the connection is of no use any more: another one is
 * opened, and what was aborted is done once more.
 */
export function openDeviceDatabase<Tables extends DBSchema>(
  name: string,
  create: (database: IDBPDatabase<Tables>) => void,
): DeviceDatabase<Tables> {
  type Connection = Promise<IDBPDatabase<Tables>>
  let current: Connection | null = null
  let isClosed = false

  const leave = (connection: Connection): Promise<void> => {
    if (current === connection) current = null
    return connection.then((database) => database.close()).catch(() => {})
  }
  const connect = (): Connection => {
    const lost = (): void => void leave(connection)
    // Where a browser is told to store nothing, it throws at once.
    const connection = Promise.resolve().then(() =>
      openDB<Tables>(name, 1, { upgrade: create, blocking: lost, terminated: lost }),
    )
    return connection
  }
  const use = async <Result>(
    act: (database: IDBPDatabase<Tables>) => Promise<Result>,
    isRepeated = false,
  ): Promise<Result> => {
    current ??= connect()
    const connection = current
    try {
      return await act(await connection)
    } catch (error) {
      void leave(connection)
      if (isRepeated || isClosed) throw error
      return use(act, true)
    }
  }

  return {
    use: (act) => use(act),
    close: async () => {
      isClosed = true
      if (current !== null) await leave(current)
    },
  }
}

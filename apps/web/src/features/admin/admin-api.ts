import { adminStateSchema, changesSchema, type LogLevel, type TriedPart, triedSchema } from '@greenroom/protocol'
import { z } from 'zod'
import { type ApiAnswer, callApi } from '../../browser/api.ts'

/** The calls of the administrator's page. The cookie is sent with them; no script can read it. */
const nothing = z.null()
const post = (path: string, body: unknown = {}): Promise<ApiAnswer<null>> =>
  callApi(`/admin${path}`, { method: 'POST', body, schema: nothing })

export const adminApi = {
  enter: (secret: string) => post('/enter', { secret }),
  leave: () => post('/leave'),
  readState: (signal?: AbortSignal) => callApi('/admin/state', { schema: adminStateSchema, ...(signal && { signal }) }),
  readChanges: () => callApi('/admin/changes', { schema: changesSchema }),
  setLogLevel: (level: LogLevel) => callApi('/admin/log-level', { method: 'PUT', body: { level }, schema: nothing }),
  makeBackup: () => post('/backups'),
  restore: (name: string) => post(`/backups/${encodeURIComponent(name)}/restore`),
  tryPart: (part: TriedPart) => callApi('/admin/try', { method: 'POST', body: { part }, schema: triedSchema }),
}

/** Where the browser downloads a backup by itself, however large it is. */
export function backupAddress(name: string): string {
  return `/api/admin/backups/${encodeURIComponent(name)}`
}

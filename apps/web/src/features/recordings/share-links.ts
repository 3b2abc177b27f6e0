import { type ShareLink, shareLinkSchema } from '@greenroom/protocol'
import type { SharedView } from '@greenroom/session'
import { z } from 'zod'
import { type ApiAnswer, callApi } from '../../browser/api.ts'

/** The share links of a session, for its owner. */
export function createShareLinks(session: string, token: string) {
  const path = `/sessions/${encodeURIComponent(session)}/share-links`
  return {
    list: (): Promise<ApiAnswer<readonly ShareLink[]>> => callApi(path, { token, schema: z.array(shareLinkSchema) }),
    make: (view: SharedView, endsAt: number | null): Promise<ApiAnswer<ShareLink>> =>
      callApi(path, { method: 'POST', token, body: { view, endsAt }, schema: shareLinkSchema }),
    revoke: (id: string): Promise<ApiAnswer<unknown>> =>
      callApi(`${path}/${encodeURIComponent(id)}`, { method: 'DELETE', token, schema: z.unknown() }),
  }
}

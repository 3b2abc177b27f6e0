import { importedRecordingSchema, importRecordingBodySchema, limits } from '@greenroom/protocol'
import { z } from 'zod'
import type { Imports } from '../../recordings/imports.ts'
import type { BodyBounds } from '../read-body.ts'
import { created, done, keyRoute, openRoute, type Route, refusal, roomRefusal } from './route.ts'

/** Base64: a third longer than its bytes. */
const recordingBody: BodyBounds = {
  bytes: Math.ceil(limits.importedRecordingBytes / 3) * 4 + 64,
  depth: 0,
  elements: 0,
  isUnread: true,
}

/** Recordings made on any server, stored here and opened like a share link (`share-routes.ts`). */
export function createImportRoutes(imports: Imports): readonly Route[] {
  return [
    openRoute({
      method: 'post',
      path: '/api/recordings',
      summary: 'Keep a recording that was made anywhere; its secrets are shown only once',
      limited: 'writing',
      body: z.instanceof(Uint8Array<ArrayBuffer>),
      describedBody: importRecordingBodySchema,
      bodyBounds: recordingBody,
      answers: importedRecordingSchema,
      status: 201,
      run: async ({ body, address }) => {
        const result = await imports.import(body, address)
        if (result.ok) return created(importedRecordingSchema.parse(result.imported))
        if (result.code === 'rate-limited' || result.code === 'malformed') return roomRefusal(result.code)
        const refused = refusal(result.code)
        return 'why' in result ? { ...refused, message: `${refused.message} ${result.why}` } : refused
      },
    }),

    keyRoute({
      method: 'delete',
      path: '/api/recordings/:id',
      summary: 'Delete an imported recording; its link opens nothing afterwards',
      limited: 'writing',
      status: 204,
      run: async ({ params }, key) =>
        (await imports.delete(params.id ?? '', key)) ? done : refusal('unknown-recording'),
    }),
  ]
}

import { createReadStream } from 'node:fs'
import {
  type AdminState,
  adminEnterBodySchema,
  adminStateSchema,
  type Changes,
  changesSchema,
  type LogLevel,
  logLevelBodySchema,
  type Tried,
  type TriedPart,
  triedSchema,
  tryPartBodySchema,
} from '@greenroom/protocol'
import { z } from 'zod'
import type { NewCookie } from '../cookies.ts'
import { adminRoute, answer, done, doneWithCookie, file, openRoute, type Route, refusal } from './route.ts'

/** What an administrator can see and do: figures, and never anything that people wrote. */
export type Admin = {
  /** The cookie for a link's secret. `null` when there is no such link. */
  readonly enter: (secret: string) => NewCookie | null
  readonly leave: (cookie: string) => NewCookie
  readonly has: (cookie: string) => boolean
  readonly changes: Changes
  readonly readState: () => Promise<AdminState>
  readonly setLogLevel: (level: LogLevel) => void
  readonly beginBackup: () => 'admin-busy' | 'not-found' | null
  /** The path of the file. `null` when there is no backup of that name. */
  readonly takeBackup: (name: string) => string | null
  readonly beginRestore: (name: string) => 'admin-busy' | 'unknown-backup' | 'already-restored' | null
  readonly tryPart: (part: TriedPart) => Promise<Tried>
}

/** The routes of the administrator's page. */
export function createAdminRoutes(admin: Admin): readonly Route[] {
  return [
    openRoute({
      method: 'post',
      path: '/api/admin/enter',
      summary: 'Exchange the secret of a one-time link for the cookie of an administrator',
      limited: 'joining',
      body: adminEnterBodySchema,
      status: 204,
      run: async ({ body }) => {
        const cookie = admin.enter(body.secret)
        return cookie === null ? refusal('unknown-admin-link') : doneWithCookie(cookie)
      },
    }),

    adminRoute({
      method: 'post',
      path: '/api/admin/leave',
      summary: 'Sign out as an administrator',
      body: z.object({}),
      status: 204,
      run: async (_input, cookie) => doneWithCookie(admin.leave(cookie)),
    }),

    adminRoute({
      method: 'get',
      path: '/api/admin/state',
      summary: 'How the server is doing, in figures',
      answers: adminStateSchema,
      run: async () => answer(await admin.readState()),
    }),

    adminRoute({
      method: 'get',
      path: '/api/admin/changes',
      summary: 'What changed in this version',
      answers: changesSchema,
      run: async () => answer(admin.changes),
    }),

    adminRoute({
      method: 'put',
      path: '/api/admin/log-level',
      summary: 'Set how much is logged, until the server stops',
      body: logLevelBodySchema,
      status: 204,
      run: async ({ body }) => {
        admin.setLogLevel(body.level)
        return done
      },
    }),

    adminRoute({
      method: 'post',
      path: '/api/admin/backups',
      summary: 'Start making a backup; the state says when it is ready, or why it failed',
      body: z.object({}),
      status: 204,
      run: async () => {
        const refused = admin.beginBackup()
        return refused === null ? done : refusal(refused)
      },
    }),

    adminRoute({
      method: 'get',
      path: '/api/admin/backups/:name',
      summary: 'One backup, as a file',
      run: async ({ params }) => {
        const path = admin.takeBackup(params.name ?? '')
        return path === null ? refusal('unknown-backup') : file(createReadStream(path))
      },
    }),

    adminRoute({
      method: 'post',
      path: '/api/admin/backups/:name/restore',
      summary: 'Start restoring a backup into a new folder beside it; this server continues with its own data',
      body: z.object({}),
      status: 204,
      run: async ({ params }) => {
        const refused = admin.beginRestore(params.name ?? '')
        return refused === null ? done : refusal(refused)
      },
    }),

    adminRoute({
      method: 'post',
      path: '/api/admin/try',
      summary: 'Test whether an optional part works',
      body: tryPartBodySchema,
      answers: triedSchema,
      run: async ({ body }) => answer(await admin.tryPart(body.part)),
    }),
  ]
}

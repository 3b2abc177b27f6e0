import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  documentNameSchema,
  type NewEntry,
  participantIdSchema,
  type SessionId,
  sessionIdSchema,
} from '@greenroom/session'
import type { Clock } from '../ports.ts'

/** What the server's tests share: temporary folders, and entries to append. */

export function createTemporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'greenroom-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Every byte of every file in a folder, for tests that search for what must not be there. */
export function readFolder(path: string): Buffer {
  return Buffer.concat(readdirSync(path).map((name) => readFileSync(join(path, name))))
}

export function createTurnedClock(start = 1_700_000_000_000): Clock & { turn(milliseconds: number): void } {
  let now = start
  return {
    now: () => now,
    monotonic: () => now - start,
    turn: (milliseconds) => {
      now += milliseconds
    },
  }
}

export function sessionOf(name: string): SessionId {
  return sessionIdSchema.parse(name)
}
export const ana = participantIdSchema.parse('ana')

export function boardEdit(bytes: Uint8Array): NewEntry {
  return {
    kind: 'board-edited',
    v: 1,
    by: ana,
    command: null,
    data: { document: documentNameSchema.parse('board-r1'), clients: [7] },
    bytes,
  }
}

export function named(name: string): NewEntry {
  return {
    kind: 'participant-named',
    v: 1,
    by: ana,
    command: null,
    data: { participant: ana, name },
    bytes: null,
  }
}

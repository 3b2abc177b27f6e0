import * as Y from 'yjs'
import type { OpenLocalCopy } from '../connection/ports.ts'

/** Copies of boards as a browser keeps them over reloads, in memory. */
export function createDeviceCopies(): { readonly open: OpenLocalCopy; readonly kept: Map<string, Uint8Array[]> } {
  const kept = new Map<string, Uint8Array[]>()
  return {
    kept,
    open: (name, doc) => {
      const updates = kept.get(name) ?? []
      kept.set(name, updates)
      const origin = {}
      const keep = (update: Uint8Array, from: unknown): void => {
        if (from !== origin) updates.push(update)
      }
      const loaded = Promise.resolve().then(() => {
        const early = Y.encodeStateAsUpdate(doc)
        const apply = (): void => {
          for (const update of updates) Y.applyUpdate(doc, update)
        }
        Y.transact(doc, apply, origin, false)
        updates.push(early)
        doc.on('update', keep)
      })
      return {
        loaded,
        clear: async () => {
          await loaded
          updates.length = 0
          doc.off('update', keep)
        },
        close: async () => doc.off('update', keep),
      }
    },
  }
}

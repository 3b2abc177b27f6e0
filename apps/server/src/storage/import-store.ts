import { recordingViewSchema } from '@greenroom/recording'
import type { ImportStore } from '../recordings/imports.ts'
import { hashSecret } from './secrets.ts'
import { remote, type StoreThread } from './store-thread.ts'
import type { ReaderCalls, WriterCalls } from './thread-messages.ts'

/** Imported recordings in the database, beside the log; only hashes of their secrets. */
export function createImportStore(writer: StoreThread, reader: StoreThread): ImportStore {
  const toWriter = remote<WriterCalls>(writer)
  const toReader = remote<ReaderCalls>(reader)
  return {
    add: ({ id, secret, key, at, view, bytes }, { most, mostBytes }) =>
      toWriter.addImport(
        { id, hash: hashSecret(secret), keyHash: hashSecret(key), at, view: JSON.stringify(view), bytes },
        most,
        mostBytes,
      ),
    find: async (secret) => {
      const row = await toReader.findImport(hashSecret(secret))
      return row === null ? null : { view: recordingViewSchema.parse(JSON.parse(row.view)), bytes: row.bytes }
    },
    list: () => toReader.listImports(),
    delete: (id, key) => toWriter.deleteImport(id, hashSecret(key)),
  }
}

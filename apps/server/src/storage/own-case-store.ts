import type { OwnCaseStore } from '../own-cases/own-cases.ts'
import { hashSecret } from './secrets.ts'
import { remote, type StoreThread } from './store-thread.ts'
import type { ReaderCalls, WriterCalls } from './thread-messages.ts'

/** People's own cases in the database, beside the log; only hashes of their secrets. */
export function createOwnCaseStore(writer: StoreThread, reader: StoreThread): OwnCaseStore {
  const toWriter = remote<WriterCalls>(writer)
  const toReader = remote<ReaderCalls>(reader)
  return {
    add: (cases, at, { most, mostBytes }) =>
      toWriter.addOwnCases(
        cases.map(({ key, text }) => ({ id: key.id, hash: hashSecret(key.secret), text, at })),
        most,
        mostBytes,
      ),
    find: ({ id, secret }) => toReader.findOwnCase(id, hashSecret(secret)),
    save: ({ id, secret }, expects, text, at, mostBytes) =>
      toWriter.saveOwnCase(id, hashSecret(secret), expects, text, at, mostBytes),
    delete: ({ id, secret }) => toWriter.deleteOwnCase(id, hashSecret(secret)),
  }
}

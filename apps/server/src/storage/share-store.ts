import { sessionIdSchema, sharedViewSchema } from '@greenroom/session'
import type { SharedLink, ShareStore } from '../ports.ts'
import { hashSecret } from './secrets.ts'
import { remote, type StoreThread } from './store-thread.ts'
import type { ReaderCalls, ShareLinkRow, WriterCalls } from './thread-messages.ts'

const linkOf = ({ session, view, ...rest }: ShareLinkRow): SharedLink => ({
  ...rest,
  session: sessionIdSchema.parse(session),
  view: sharedViewSchema.parse(JSON.parse(view)),
})

/** Share links in the database, beside the log; only hashes of their secrets. `linkId` makes the public id that an owner sees. */
export function createShareStore(writer: StoreThread, reader: StoreThread, linkId: () => string): ShareStore {
  const toWriter = remote<WriterCalls>(writer)
  const toReader = remote<ReaderCalls>(reader)
  return {
    add: async (session, secret, { view, createdAt, endsAt }, most) => {
      const id = linkId()
      const added = await toWriter.addShareLink(
        id,
        session,
        hashSecret(secret),
        JSON.stringify(view),
        createdAt,
        endsAt,
        most,
      )
      return added ? id : null
    },
    find: async (secret) => {
      const row = await toReader.findShareLink(hashSecret(secret))
      return row === null ? null : linkOf(row)
    },
    list: async (session) => (await toReader.listShareLinks(session)).map(linkOf),
    revoke: (session, id, at) => toWriter.revokeShareLink(session, id, at),
    used: (session, id, at) => toWriter.useShareLink(session, id, at),
  }
}

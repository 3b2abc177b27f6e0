import type { PasskeyRow } from './thread-messages.ts'

/** A row of `passkeys`, from SQLite or Postgres. */
export function passkeyOf(row: Readonly<Record<string, unknown>>): PasskeyRow {
  const { id, account, public_key: publicKey, transports } = row
  if (typeof id !== 'string' || typeof account !== 'string' || typeof transports !== 'string')
    throw new Error('A row of the database does not hold text where it should.')
  if (!(publicKey instanceof Uint8Array)) throw new Error('A row of the database does not hold bytes where it should.')
  return {
    ...{ id, account, transports },
    publicKey: new Uint8Array(publicKey),
    counter: Number(row.counter),
    createdAt: Number(row.created_at),
    usedAt: Number(row.used_at),
  }
}

/** Identifies a sign-in by this passkey, in the column where others have the provider's session. */
export function signedInBy(passkey: string): string {
  return `passkey ${passkey}`
}

import { expect, it } from 'vitest'
import { openStorage } from '../storage/open-storage.ts'
import { createTemporaryFolder, createTurnedClock } from '../testing/folders-and-entries.ts'
import { createPasskeys } from './passkeys.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64url')

it('a passkey that is refused leaves no challenge in the log', async () => {
  const folder = createTemporaryFolder()
  const clock = createTurnedClock()
  const storage = await openStorage({ dataDir: folder.path, databaseUrl: null, clock, invitationId: () => 'id' })
  const logged: unknown[] = []
  try {
    const passkeys = createPasskeys({
      deps: {
        clock,
        ids: { secret: () => base64('s'.repeat(32)) } as Parameters<typeof createPasskeys>[0]['deps']['ids'],
        log: { info: (...words: unknown[]) => logged.push(words) },
      },
      store: storage.accounts,
      config: { host: 'localhost', origin: 'http://localhost' },
    })
    const challenge = base64('never offered to anybody')
    const clientDataJSON = base64(
      JSON.stringify({ type: 'webauthn.create', challenge, origin: 'http://localhost', crossOrigin: false }),
    )
    const id = base64('key')
    const made = { id, rawId: id, type: 'public-key', response: { clientDataJSON, attestationObject: base64('x') } }
    expect(await passkeys.keep(made as Parameters<typeof passkeys.keep>[0], null)).toBeNull()
    expect(JSON.stringify(logged)).toContain('A passkey was not accepted.')
    expect(JSON.stringify(logged)).not.toContain(challenge)
  } finally {
    await storage.close()
    folder.remove()
  }
})

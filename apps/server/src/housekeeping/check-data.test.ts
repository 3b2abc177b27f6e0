import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { emptySession } from '@greenroom/session'
import { expect, it, vi } from 'vitest'
import { createTemporaryFolder, createTurnedClock } from '../testing/folders-and-entries.ts'
import { startSession, startTestServer } from '../testing/test-server.ts'
import { checkData } from './check-data.ts'

vi.setConfig({ testTimeout: 60_000 })

it('a check of a data folder names entries that were changed, and keyframes that are not what their log amounts to', async () => {
  const folder = createTemporaryFolder()
  const clock = createTurnedClock()
  try {
    const at = await startTestServer({ folder: folder.path, clock })
    const [sound, changed, wrong] = [await startSession(at), await startSession(at), await startSession(at)]
    await at.server.close()
    while (await at.storage.packNext(sound.session)) {
      // The next.
    }
    await at.storage.close()
    expect(await checkData(folder.path, clock)).toEqual({ sessions: 3, faults: [] })
    const db = new DatabaseSync(join(folder.path, 'greenroom.sqlite'))
    db.prepare(
      'UPDATE entries SET at = at + 1 WHERE seq = 2 AND session = (SELECT key FROM sessions WHERE id = ?)',
    ).run(changed.session)
    db.close()
    const again = await startTestServer({ folder: folder.path, clock })
    await again.storage.store.writeKeyframe(wrong.session, { seq: 1, state: emptySession, documents: [] })
    await again.server.close()
    await again.storage.close()
    expect(new Set((await checkData(folder.path, clock)).faults)).toEqual(
      new Set([
        `Session ${changed.session}: entry 2 is missing or has changed since it was written. Everything before it can be read.`,
        `Session ${wrong.session}: the keyframe at entry 1 does not match its log.`,
      ]),
    )
  } finally {
    folder.remove()
  }
})

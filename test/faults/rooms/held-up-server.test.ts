import { expect, it } from 'vitest'
import { openStage, stagedBank } from '../../../apps/server/src/testing/stage.ts'
import { joinSession } from '../steps/session-client.ts'

/** Nothing is computed meanwhile, as when the machine runs something else. */
const standStill = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

it('somebody whose command was answered late because the machine ran something else may send the next one', async () => {
  const stage = await openStage({
    bank: {
      ...stagedBank,
      prepare: (caseId, cut) => {
        standStill(900)
        return stagedBank.prepare(caseId, cut)
      },
    },
  })
  try {
    const [ana] = await stage.createSession(['interviewer', 'candidate'], 'peer')
    if (ana === undefined) throw new Error('nobody is there')
    const desk = await joinSession(stage.url, ana)
    expect(await desk.command({ kind: 'chooseCase', caseId: 'case-1' })).toMatchObject({ ok: true })
    expect(await desk.command({ kind: 'chooseCase', caseId: 'case-2' })).toMatchObject({ ok: true })
    desk.close()
  } finally {
    await stage.close()
  }
})

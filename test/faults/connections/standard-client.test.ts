import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../../apps/server/src/testing/stage.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'

const script = fileURLToPath(new URL('../steps/standard-client.ts', import.meta.url))

let stage: Stage | null = null
afterEach(async () => {
  await stage?.close()
  stage = null
})

describe('a standard y-websocket client', () => {
  for (const native of ['', 'native']) {
    it(`joins and edits from a process of its own, with ${native === '' ? 'ws' : "Node's own WebSocket"} [P20]`, async () => {
      stage = await openStage()
      const [interviewer, candidate] = await stage.createSession(['interviewer', 'candidate'])
      if (interviewer === undefined || candidate === undefined) throw new Error('nobody came')
      await stage.startRound(interviewer)
      const ours = await openBoard(stage.socketUrl, interviewer)
      await ours.sync()

      const child = spawn(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          script,
          `${stage.socketUrl}/yjs/${interviewer.session}`,
          'board-r1',
          candidate.token,
          native,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      try {
        await ours.until('the standard client', () => cardsOf(ours.doc).length === 1)
        expect(cardsOf(ours.doc)).toEqual(['hello from a standard client'])
        ours.edit((doc) => addCard(doc, 'ours', 'hello back'))
        const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
        expect(JSON.parse(line)).toEqual({ cards: ['hello back', 'hello from a standard client'] })
      } finally {
        child.kill()
        ours.close()
      }
    })
  }
})

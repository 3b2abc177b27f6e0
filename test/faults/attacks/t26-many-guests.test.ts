import { callSubprotocol, closeCodes, encodeCallUp, tokenSubprotocolPrefix } from '@greenroom/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type BudgetTable, budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import type { Person, Stage } from '../../../apps/server/src/testing/stage.ts'
import {
  invite,
  join,
  startSession,
  startTestServer,
  type TestServer,
} from '../../../apps/server/src/testing/test-server.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard } from '../steps/cards.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()
const open: TestServer[] = []
afterEach(async () => {
  for (const at of open.splice(0)) await at.close()
})

/** What a session has is gone after a few; what each person has is not. */
const small = { perSecond: 0.001, burst: 30 }
const table: BudgetTable = {
  ...budgetTable,
  commands: { ...budgetTable.commands, session: small },
  messages: { ...budgetTable.messages, session: small },
  voice: { ...budgetTable.voice, session: small },
  connecting: { ...budgetTable.connecting, session: small },
  readings: { ...budgetTable.readings, session: small },
}
const guestsOf = (stage: Stage, { session }: Person): Promise<Person[]> =>
  Promise.all(Array.from({ length: 4 }, () => stage.join(session, 'observer', ['observer'])))
const codeOf = (answer: unknown): unknown => (answer as { code?: string }).code ?? 'done'
const openVoice = async (stage: Stage, { session, token }: Person) => {
  const socket = new WebSocket(`${stage.socketUrl}/call/${session}`, [
    callSubprotocol,
    `${tokenSubprotocolPrefix}${token}`,
  ])
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve) => socket.once('open', resolve))
  return { socket, closed }
}

describe('T26: an observer’s link in many hands', () => {
  it('spends on both sockets and in the call what watchers have together: those who take part go on, and come back', async () => {
    const stage = await stageForTest({ budgets: createBudgets({ table }) })
    const { interviewer, candidate } = await castSession(stage)
    const guests = await guestsOf(stage, interviewer)
    const desk = await enterSession(stage.url, interviewer)

    const answers: unknown[] = []
    for (const guest of guests) {
      const client = await enterSession(stage.url, guest)
      answers.push(...(await Promise.all(Array.from({ length: 20 }, () => client.ask('time')))).map(codeOf))
      client.close()
    }
    expect(answers.filter((code) => code === 'done')).toHaveLength(small.burst)
    expect(answers.filter((code) => code === 'rate-limited')).toHaveLength(answers.length - small.burst)
    expect(codeOf(await desk.command({ kind: 'markMoment', label: 'still here' }))).toBe('done')

    const codes: number[] = []
    for (const guest of guests) {
      const board = await openBoard(stage.socketUrl, guest)
      for (let sent = 0; sent < 20; sent++)
        board.showAwareness([{ client: 7, clock: sent, state: { focus: null, caret: null } }])
      board.close()
      codes.push(await board.closed)
    }
    expect(codes).toContain(closeCodes['try-later'])
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
    board.edit((doc) => addCard(doc, 'card', 'undisturbed'))
    await board.until('the count', () => board.committed() === 1)

    const lines = []
    for (const guest of guests) {
      const line = await openVoice(stage, guest)
      for (let sent = 0; sent < 20; sent++) line.socket.ping()
      lines.push(line)
    }
    await Promise.race(lines.map(({ closed }) => closed))
    await desk.ask('call', {
      kind: 'join',
      peer: 'peer-of-desk',
      state: { muted: false, camera: false, screen: false, direct: true, relay: true, whispers: false, liveKit: false },
    })
    const voice = await openVoice(stage, interviewer)
    voice.socket.send(encodeCallUp({ kind: 'hello', peer: 'peer-of-desk' }))
    voice.socket.ping()
    await new Promise((resolve) => voice.socket.once('pong', resolve))
    expect(voice.socket.readyState).toBe(WebSocket.OPEN)
    for (const line of [...lines, voice]) line.socket.terminate()

    // By coming back again and again they keep out one another, and nobody else.
    const goodbyes: unknown[] = []
    for (let visit = 0; visit < 30; visit++) {
      const client = await joinSession(stage.url, guests[visit % guests.length] ?? candidate)
      goodbyes.push(client.goodbye()?.reason ?? null)
      client.close()
    }
    expect(goodbyes).toContain('flood')
    const back = await joinSession(stage.url, interviewer)
    expect(back.goodbye()).toBeNull()
    for (const client of [desk, back]) client.close()
    board.close()
  })

  it('reads of the log over REST what watchers have together', async () => {
    const at = await startTestServer({ budgets: createBudgets({ table }) })
    open.push(at)
    const owner = await startSession(at)
    const { secret } = await invite(at, owner, ['observer'])
    const guests = await Promise.all(['Olu', 'Mia', 'Ben'].map((name) => join(at, secret, name, 'observer')))
    const read = async ({ session, token }: Person): Promise<number> =>
      (await at.request('GET', `/api/sessions/${session}/replay`, { token })).status
    const statuses: number[] = []
    for (const guest of guests) for (let page = 0; page < 15; page++) statuses.push(await read(guest))
    expect(statuses.filter((status) => status === 200)).toHaveLength(small.burst)
    expect(await read(owner)).toBe(200)
  })
})

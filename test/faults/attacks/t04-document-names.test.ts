import { closeCodes } from '@greenroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { openBoard, protocolsOf } from '../steps/board-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

/** The close code, or the status with which the upgrade was refused. */
const knock = (url: string, protocols: readonly string[]): Promise<{ code: number; bytes: number }> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, [...protocols])
    let bytes = 0
    socket.on('message', (data: Buffer) => {
      bytes += data.length
    })
    socket.once('close', (code) => resolve({ code, bytes }))
    socket.once('unexpected-response', (_request, response) => {
      resolve({ code: response.statusCode ?? 0, bytes })
      response.destroy()
    })
    socket.on('error', reject)
  })

describe('T4: names of documents', () => {
  it('a candidate gets the one document that is open, and nothing under any other name [P7] [P12] [P13]', async () => {
    const stage = await stageForTest()
    const { candidate, interviewer, observer } = await castSession(stage)
    const other = await castSession(stage)
    const { session } = candidate
    const exact = `/yjs/${session}/board-r1`
    const piece = fc.constantFrom(
      session,
      other.candidate.session,
      'board-r1',
      'board-r2',
      'board-r01',
      'BOARD-R1',
      'board-r1%00',
      'board%2Dr1',
      'board-r1?x=1',
      'tray-r1',
      'guide',
      '..',
      '.',
      '',
      '%2e%2e',
      'constructor',
      '__proto__',
      'board-r1/',
    )
    const path = fc.oneof(
      fc.array(piece, { minLength: 0, maxLength: 4 }).map((pieces) => `/yjs/${pieces.join('/')}`),
      fc.webPath().map((webPath) => `/yjs/${session}${webPath}`),
      fc.nat({ max: exact.length - 1 }).map((at) => exact.slice(0, at) + exact.slice(at + 1)),
    )
    await fc.assert(
      fc.asyncProperty(path, async (asked) => {
        fc.pre(new URL(asked, stage.url).pathname + new URL(asked, stage.url).search !== exact)
        const { code, bytes } = await knock(`${stage.socketUrl}${asked}`, protocolsOf(candidate))
        const refused: readonly number[] = [closeCodes['unknown-document'], closeCodes['not-admitted'], 404]
        expect(refused).toContain(code)
        expect(bytes).toBe(0)
      }),
      {
        numRuns: 150,
        // Names that are well formed, and that this candidate may not open: chance rarely finds them.
        examples: [
          'board-r2',
          'tray-r2-x',
          ...[interviewer, observer].map((each) => `tray-r1-${each.participant}`),
        ].map((document) => [`/yjs/${session}/${document}`]),
      },
    )
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
  })

  it("another session's board is refused alike, whether or not that session exists [P12]", async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const other = await castSession(stage)
    for (const session of [other.candidate.session, 'no-such-session']) {
      const { code } = await knock(`${stage.socketUrl}/yjs/${session}/board-r1`, protocolsOf(candidate))
      expect(code).toBe(closeCodes['not-admitted'])
    }
  })

  it('a board does not exist before its round starts [P13]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage, { started: false })
    const url = `${stage.socketUrl}/yjs/${candidate.session}/board-r1`
    expect((await knock(url, protocolsOf(candidate))).code).toBe(closeCodes['unknown-document'])
    await stage.startRound(interviewer)
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
    expect(board.doc.getMap('items').size).toBe(1)
  })

  it('upgrades elsewhere are answered 404 [P7]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    for (const path of ['/', '/yjs', '/socket.io', '/api/x', '/yjs2/a/b', '//yjs/a/b']) {
      expect((await knock(`${stage.socketUrl}${path}`, protocolsOf(candidate))).code).toBe(404)
    }
  })

  it('bad, unknown and revoked tokens are let through and closed with their code [P9] [P12]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const url = `${stage.socketUrl}/yjs/${candidate.session}/board-r1`
    expect((await knock(url, ['greenroom.v1'])).code).toBe(closeCodes.unauthorized)
    expect((await knock(url, ['greenroom.v1', 'token.nobody-knows-this'])).code).toBe(closeCodes.unauthorized)
    await stage.access.revokeParticipant(candidate.session, candidate.participant)
    expect((await knock(url, protocolsOf(candidate))).code).toBe(closeCodes.revoked)
  })

  it('selects one of its two subprotocols, and a token only when it is offered alone [P9]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const token = `token.${candidate.token}`
    for (const [offered, selected] of [
      [['greenroom.v1', token], 'greenroom.v1'],
      [[token, 'yjs'], 'yjs'],
      [['yjs', token, 'greenroom.v1'], 'greenroom.v1'],
      [[token], token],
    ] as const) {
      const board = await openBoard(stage.socketUrl, candidate, { protocols: [...offered] })
      expect(board.socket.protocol).toBe(selected)
      await board.sync()
      board.sendSync(2, Uint8Array.of(0, 0))
      await board.sync()
      expect(board.counts.length > 0).toBe(selected === 'greenroom.v1')
      board.close()
    }
  })

  it('one participant may have so many connections and no more [P12]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const open = []
    for (let number = 0; number < 8; number++) open.push(await openBoard(stage.socketUrl, candidate))
    const ninth = await openBoard(stage.socketUrl, candidate)
    expect(await ninth.closed).toBe(closeCodes['try-later'])
    open[0]?.close()
    await open[0]?.closed
    const again = await openBoard(stage.socketUrl, candidate)
    await again.sync()
  })
})

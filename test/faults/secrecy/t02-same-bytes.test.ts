import type { Command, PreparedCase } from '@greenroom/session'
import { afterEach, expect, it, vi } from 'vitest'
import { createTurnedClock } from '../../../apps/server/src/testing/folders-and-entries.ts'
import { type Person, stagedCase } from '../../../apps/server/src/testing/stage.ts'
import {
  invite,
  join,
  startSession,
  startTestServer,
  type TestServer,
} from '../../../apps/server/src/testing/test-server.ts'
import { type BoardClient, openBoard } from '../steps/board-client.ts'
import { addCard } from '../steps/cards.ts'
import { listenRaw } from '../steps/raw-session.ts'
import { enterSession } from '../steps/session-client.ts'

vi.setConfig({ testTimeout: 60_000 })
const open: TestServer[] = []
afterEach(async () => {
  for (const at of open.splice(0)) await at.close()
})

const caseWith = (words: string, round: number): PreparedCase => ({
  ...stagedCase,
  public: { ...stagedCase.public, caseId: `case-${round}` },
  guide: {
    ...stagedCase.guide,
    brief: `brief ${words}`,
    facts: stagedCase.guide.facts.map((fact) => ({ ...fact, text: `fact ${words}`, label: `label ${words}` })),
    // The first one is given in both runs, and is public from then on.
    hints: stagedCase.guide.hints.map((hint, index) => (index === 0 ? hint : { ...hint, text: `hint ${words}` })),
    curveballs: stagedCase.guide.curveballs.map((each) => ({ ...each, text: `curveball ${words}` })),
    probes: stagedCase.guide.probes.map((each) => ({ ...each, text: `probe ${words}` })),
    modelAnswer: `answer ${words}`,
  },
})

/**
 * What of an answer depends on when it was given, or on ids, which are others in each run: an ETag is a hash of the body, and a compressed
 * body is longer or shorter by a byte. The body itself is compared whole.
 */
const timed = new Set(['date', 'ratelimit', 'ratelimit-policy', 'retry-after', 'etag', 'content-length'])

type Transcript = { readonly who: string; readonly round: number; readonly what: string; readonly bytes: string }

type Desk = { readonly times: number; readonly words: string }

/** One round for each desk, which does so many private things with such words at each point. Everything that the others were sent. */
const play = async (desks: readonly Desk[]): Promise<readonly Transcript[]> => {
  // It stands still, so that whatever differs is not the time.
  const at = await startTestServer({ clock: createTurnedClock() })
  open.push(at)
  const owner = await startSession(at)
  const { secret } = await invite(at, owner, ['candidate', 'mentor', 'observer'])
  const candidate = await join(at, secret, 'Caro', 'candidate')
  const mentor = await join(at, secret, 'Mia', 'mentor')
  const observer = await join(at, secret, 'Olu', 'observer')
  const people = { owner, candidate, mentor, observer }
  const outsiders = { candidate, observer } as const
  const aliases = Object.entries(people).flatMap(([name, { participant, token }]) => [
    [participant, `<${name}>`],
    [token, `<token of ${name}>`],
  ])
  const mask = (text: string): string => {
    let masked = text.replaceAll(owner.session, '<session>').replaceAll(/"(sid)":"[^"]+"/g, '"$1":"…"')
    for (const [id = '', alias = ''] of aliases) masked = masked.replaceAll(id, alias)
    return masked.replaceAll(new URL(at.url).host, '<host>')
  }
  const state = async () => {
    const read = await at.server.rooms.read(owner.session)
    if (read === null) throw new Error('no session')
    return read
  }
  const must = async (by: Person, command: object, orRefused = false): Promise<boolean> => {
    const { seatsVersion, clockVersion } = await state()
    const given = { seatsVersion, clockVersion, ...command } as unknown as Command
    const outcome = await at.server.rooms.run(by.session, by.participant, null, given)
    if (!orRefused) expect(outcome).toMatchObject({ ok: true })
    return outcome.ok
  }
  const transcript: Transcript[] = []
  const desk = await enterSession(at.url, owner)
  const sockets = await Promise.all(
    Object.entries(outsiders).map(async ([who, person]) => ({ who, person, live: await listenRaw(at.url, person) })),
  )
  let notes = 0
  let done = 0
  const busy = async (round: number, { times, words }: Desk): Promise<void> => {
    for (let time = 0; time < times; time++) {
      const note = `note-${++notes}`
      const moment = (await state()).rounds.at(-1)?.startedAt ?? 0
      // Some of it is refused before and after the round; that must not be seen either.
      for (const [by, command] of [
        [owner, { kind: 'writeNote', note, words: `note ${words}` }],
        [owner, { kind: 'writeNote', note, words: `note again ${words}` }],
        [owner, { kind: 'removeNote', note }],
        [mentor, { kind: 'sendWhisper', words: `whisper ${words}` }],
        [owner, { kind: 'markMoment', label: `mark ${words}` }],
        [owner, { kind: 'tickProbe', probe: 'guardrail', asked: time % 2 === 0 }],
        [
          mentor,
          { kind: 'writeComment', round: `r${round}`, comment: note, moment, item: null, words: `comment ${words}` },
        ],
        [mentor, { kind: 'deleteComment', round: `r${round}`, author: mentor.participant, comment: note }],
      ] as const)
        if (await must(by, command, true)) done++
    }
    await askEverything(round)
  }
  const askEverything = async (round: number): Promise<void> => {
    const session = `/api/sessions/${owner.session}`
    const asked = Object.entries(outsiders).flatMap(([who, { token }]) =>
      (
        [
          ['GET', session],
          ['HEAD', session],
          ['GET', `${session}/replay`],
          ['GET', `${session}/replay?after=3.0`],
          ['GET', `${session}/replay?after=99999.99999`],
          ['GET', `${session}/invitations`],
          ['POST', `${session}/own-case`, { id: `own-${'0'.repeat(24)}`, secret: 'x'.repeat(43) }],
          ['POST', `${session}/participants/${owner.participant}/remove`],
          ['DELETE', session],
        ] as const
      ).map(async ([method, path, body]): Promise<Transcript> => {
        const reply = await at.request(method, path, { token, body })
        const headers = [...reply.headers].filter(([name]) => !timed.has(name))
        const bytes = `${reply.status} ${JSON.stringify(headers)} ${reply.text}`
        return { who, round, what: mask(`${method} ${path}`), bytes: mask(bytes) }
      }),
    )
    transcript.push(...(await Promise.all(asked)))
  }
  for (const [index, given] of desks.entries()) {
    const round = index + 1
    const { times, words } = given
    await must(owner, { kind: 'prepareCase', how: 'chosen', prepared: caseWith(words, round) })
    await busy(round, given)
    await must(owner, { kind: 'startRound' })
    const boards: { who: string; board: BoardClient }[] = []
    for (const [index, { who, person }] of sockets.entries()) {
      const board = await openBoard(at.url.replace('http', 'ws'), person, { document: `board-r${round}` })
      board.doc.clientID = 1_000 + 10 * round + index
      await board.sync()
      boards.push({ who, board })
    }
    const typist = boards[0]?.board
    for (const moment of ['one', 'two']) {
      await busy(round, given)
      typist?.edit((doc) => addCard(doc, `card-${moment}`, `my own words, ${moment}`))
      await typist?.until('the count', () => typist.committed() === (moment === 'one' ? 1 : 2))
      await boards[1]?.board.sync()
      if (moment === 'one') await must(owner, { kind: 'showPrompt', how: 'shown' })
    }
    await must(owner, { kind: 'giveHint', hint: stagedCase.guide.hints[0]?.id })
    await must(owner, { kind: 'nextPhase' })
    await busy(round, given)
    await must(owner, { kind: 'endRound' })
    const score = { score: 3, words: `score ${words}`, evidence: [] }
    for (let time = 0; time <= times; time++)
      await must(owner, { kind: 'sealScorecard', scorecard: { scores: { goal: score, metrics: score } } })
    await busy(round, given)
    for (const { who, live } of sockets) {
      await live.settle()
      transcript.push({ who, round, what: "the session's socket", bytes: mask(live.frames.splice(0).join('\n')) })
    }
    for (const { who, board } of boards) {
      const bytes = Buffer.concat(board.received).toString('latin1')
      transcript.push({ who, round, what: "the board's socket", bytes: mask(bytes) })
      board.close()
      await board.closed
    }
    if (round === desks.length) break
    // The candidate's own scorecard opens them all: from here on, what the desk wrote in this round is theirs to read.
    await must(candidate, { kind: 'sealScorecard', scorecard: { scores: { goal: score } } })
    await must(mentor, { kind: 'sealScorecard', scorecard: { scores: {} } }, true)
    await must(owner, { kind: 'openScores' }, true)
    await must(owner, { kind: 'openNextRound', swapSeats: false })
    for (const { live } of sockets) {
      await live.settle()
      live.frames.splice(0)
    }
  }
  // Otherwise nothing would have been withheld.
  expect(done).toBeGreaterThanOrEqual(desks.reduce((sum, { times }) => sum + 10 * times, 0))
  for (const { live } of sockets) live.close()
  desk.close()
  return transcript
}

const quietDesk: Desk = { times: 0, words: '' }
const busyDesk: Desk = { times: 4, words: 'a great many private words, of which nobody else may learn even the length' }

it('T2: whatever and however much the desk writes, in the first round or in the second, every byte that the others are sent in it is the same, on both sockets and in every answer', async () => {
  const quiet = await play([quietDesk, quietDesk])
  let compared = 0
  for (const desks of [[busyDesk], [quietDesk, busyDesk]]) {
    const busy = await play(desks)
    expect(busy.length).toBe(quiet.filter(({ round }) => round <= desks.length).length)
    for (const [index, one] of busy.entries()) {
      const same = quiet[index]
      const name = (each: Transcript | undefined) => `${each?.round} ${each?.who}: ${each?.what}`
      expect(name(one)).toBe(name(same))
      expect(one.bytes, name(one)).toBe(same?.bytes)
      compared += one.bytes.length
    }
  }
  console.info(`T2: ${compared} bytes are the same in both runs`)
  expect(compared).toBeGreaterThan(100_000)
})

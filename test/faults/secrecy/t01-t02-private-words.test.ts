import type { PreparedCase } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { type Person, stagedCase } from '../../../apps/server/src/testing/stage.ts'
import { type BoardClient, openBoard } from '../steps/board-client.ts'
import { addCard } from '../steps/cards.ts'
import { enterSession, type SessionClient } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

/** The sample case with `canary` in every field of its guide. */
const caseWith = (canary: (field: string) => string): PreparedCase => ({
  ...stagedCase,
  guide: {
    ...stagedCase.guide,
    brief: canary('brief'),
    facts: stagedCase.guide.facts.map((fact) => ({ ...fact, text: canary(`fact-${fact.id}`), label: canary('label') })),
    hints: stagedCase.guide.hints.map((hint) => ({ ...hint, text: canary(`hint-${hint.id}`) })),
    curveballs: stagedCase.guide.curveballs.map((each) => ({ ...each, text: canary('curveball') })),
    probes: stagedCase.guide.probes.map((each) => ({ ...each, text: canary('probe') })),
    modelAnswer: canary('answer'),
  },
})

/** Plays a round in which the desk is busy `privately` times over; answers all that the candidate received. */
const play = async (privately: number, canary: (field: string) => string) => {
  // The wall clock stands still, so that whatever differs is not the time.
  const clock = { now: () => 1_800_000_000_000, monotonic: () => performance.now() }
  const stage = await stageForTest({ clock })
  const { interviewer, candidate, mentor, observer } = await castSession(stage, { started: false })
  const watched: { readonly person: Person; readonly session: SessionClient; board: BoardClient | null }[] = []
  for (const person of [candidate, observer]) {
    watched.push({ person, session: await enterSession(stage.url, person), board: null })
  }
  const desk = await enterSession(stage.url, interviewer)
  const coach = await enterSession(stage.url, mentor)
  await stage.must(interviewer, { kind: 'prepareCase', how: 'chosen', prepared: caseWith(canary) })
  await stage.must(interviewer, { kind: 'startRound' })
  for (const each of watched) {
    each.board = await openBoard(stage.socketUrl, each.person)
    await each.board.sync()
  }
  const must = async (client: SessionClient, command: object): Promise<void> => {
    expect(await client.command(command)).toMatchObject({ ok: true })
  }
  const busy = async (where: string): Promise<void> => {
    for (let time = 0; time < privately; time++) {
      await must(desk, { kind: 'writeNote', note: `note-${where}-${time}`, words: canary('note') })
      await must(coach, { kind: 'sendWhisper', words: canary('whisper') })
      await must(desk, { kind: 'markMoment', label: canary('mark') })
      await must(desk, { kind: 'tickProbe', probe: 'guardrail', asked: time % 2 === 0 })
    }
  }
  await busy('early')
  const typist = watched[0]?.board
  typist?.edit((doc) => addCard(doc, 'card', 'my own words'))
  await typist?.until('the count', () => typist.committed() === 1)
  await must(desk, { kind: 'showPrompt', how: 'shown' })
  await busy('late')
  const state = await stage.rooms.read(interviewer.session)
  await must(desk, { kind: 'nextPhase', clockVersion: state?.clockVersion })
  await must(desk, { kind: 'endRound', clockVersion: (state?.clockVersion ?? 0) + 1 })
  const score = { score: 3, words: canary('score'), evidence: [] }
  await must(desk, { kind: 'sealScorecard', scorecard: { scores: { goal: score, metrics: score } } })
  for (const { session } of watched) {
    await session.until('the seal', () => session.entries.some(({ kind }) => kind === 'scorecard-sealed'))
    await session.ask('time')
  }
  const received = watched.map(({ session, board, person }) => ({
    person,
    events: session.events,
    bytes: Buffer.concat(board?.received ?? []),
    frames: board?.received.map((frame) => [...frame.slice(0, 2)]) ?? [],
  }))
  for (const client of [desk, coach, ...watched.map(({ session }) => session)]) client.close()
  return { received, interviewer, stage }
}

const encodings: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(Buffer.from(text).toString('hex')),
  (text) => Buffer.from(Buffer.from(text).toString('base64').slice(0, -2)),
]

describe('T1: private words', () => {
  it('reach no candidate and no observer in any frame, and do reach the desk', async () => {
    const { received, interviewer, stage } = await play(2, (field) => `canary-${field}`)
    for (const { events, bytes } of received) {
      const all = Buffer.concat([Buffer.from(JSON.stringify(events)), bytes])
      for (const encode of encodings) expect(all.includes(encode('canary'))).toBe(false)
    }
    const desk = JSON.stringify(await stage.rooms.readStream(interviewer.session, interviewer.participant, 0))
    for (const field of ['brief', 'answer', 'note', 'whisper', 'mark', 'score'])
      expect(desk).toContain(`canary-${field}`)
  })
})

describe('T2: what a candidate can infer', () => {
  it('is the same however much the desk wrote: as many events, of the same kinds and numbers, and the same frames', async () => {
    const transcript = async (privately: number, words: string) => {
      const { received } = await play(privately, (field) => `${field}: ${words}`)
      const people = new Map<string, string>()
      return received.map(({ events, frames }) => ({
        frames,
        events: JSON.stringify(events)
          .replace(/person-[0-9a-f]+-\d+/g, (id) => {
            const alias = people.get(id) ?? `person ${people.size}`
            people.set(id, alias)
            return alias
          })
          .replace(/"(session)":"[0-9a-f]{16}"/g, '"$1":"…"'),
      }))
    }
    const quiet = await transcript(0, '')
    const busy = await transcript(5, 'a great many private words')
    expect(busy).toEqual(quiet)
  })
})

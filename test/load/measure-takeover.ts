import { setTimeout as wait } from 'node:timers/promises'
import { applyBoardCommand, type Framework, type ItemId } from '@greenroom/board'
import { foldAll } from '@greenroom/session'
import { type BoardClient, openBoard } from '../faults/steps/board-client.ts'
import { enterSession, type SessionClient } from '../faults/steps/session-client.ts'
import type { Aims } from './aims.ts'
import { ascending, percentile, printTable, round } from './figures.ts'
import { startGreenroom } from './targets.ts'

const rooms = 24
/** Of the interviewer's seat: by the mentor, and back again, in one room after another. */
const takeovers = 600
/** Eight letters a second on each board, like a fast typist. */
const every = 125

type Cast = {
  readonly interviewer: SessionClient
  readonly candidate: SessionClient
  readonly mentor: SessionClient
  readonly board: BoardClient
  readonly ids: { readonly interviewer: string; readonly mentor: string }
}

/** The newest holder of the interviewer's seat according to a stream. */
function interviewerIn({ entries }: SessionClient): string | null {
  for (const entry of entries.toReversed()) {
    if (entry.kind === 'seat-handed-over' && entry.data.seat === 'interviewer') return entry.data.to
    if (entry.kind === 'seat-taken' && entry.data.seat === 'interviewer') return entry.data.participant
  }
  return null
}

const seatsVersionOf = ({ entries }: SessionClient): number => foldAll(entries).seatsVersion

/**
 * How long a mentor waits for the interviewer's seat, and until everybody in the room knows: over real sockets, in rooms in which
 * candidates type. Each person's stream must be gapless, and exactly one person must hold the seat after each takeover.
 */
export async function measureTakeover(framework: Framework, aims: Aims): Promise<void> {
  const target = await startGreenroom(framework, rooms, { thirdSeat: 'mentor' })
  const answered: number[] = []
  const known: number[] = []
  let typing = true
  try {
    const casts: Cast[] = []
    for (const room of target.rooms) {
      const person = (who: 'interviewer' | 'candidate' | 'observer') => ({
        session: room.session,
        participant: room.participants[who],
        token: room.tokens[who],
      })
      const enter = (who: 'interviewer' | 'candidate' | 'observer') => enterSession(target.url, person(who))
      const board = await openBoard(target.url.replace('http', 'ws'), person('candidate'))
      await board.sync()
      casts.push({
        interviewer: await enter('interviewer'),
        candidate: await enter('candidate'),
        mentor: await enter('observer'),
        board,
        ids: { interviewer: room.participants.interviewer, mentor: room.participants.observer },
      })
    }
    const section = framework.sections.find(({ layout, kinds }) => layout !== 'line' && kinds.length > 0)
    if (section === undefined) throw new Error('no section takes a card')
    const type = async ({ board }: Cast, at: number): Promise<void> => {
      const item = `typed-in-${at}` as ItemId
      const place = { section: section.id, parent: null, before: null }
      const add = { kind: 'addItem', item, itemKind: section.kinds[0] ?? '', text: '', at: place } as const
      board.edit((doc) => void applyBoardCommand(doc, framework, add, 'local'))
      await wait((at * every) / rooms)
      for (let letter = 0; typing; letter++) {
        const remove = letter % 60 === 59 ? 59 : 0
        const edit = { kind: 'editText', item, index: 0, remove, insert: 'x' } as const
        board.edit((doc) => void applyBoardCommand(doc, framework, edit, 'local'))
        await wait(every)
      }
    }
    const typed = casts.map(type)
    for (let count = 0; count < takeovers; count++) {
      const cast = casts[count % rooms]
      if (cast === undefined) throw new Error('no such room')
      const back = Math.floor(count / rooms) % 2 === 1
      const command = back ? { kind: 'handOverSeat', to: cast.ids.interviewer } : { kind: 'takeDesk' }
      const holder = back ? cast.ids.interviewer : cast.ids.mentor
      const seatsVersion = seatsVersionOf(cast.mentor)
      const since = performance.now()
      const everybody = [cast.interviewer, cast.candidate, cast.mentor].map((client) =>
        client.until('the new interviewer', () => interviewerIn(client) === holder),
      )
      const answer = await cast.mentor.command({ ...command, seatsVersion })
      if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.code}`)
      answered.push(performance.now() - since)
      await Promise.all(everybody)
      known.push(performance.now() - since)
      await wait(20)
    }
    typing = false
    await Promise.all(typed)
    for (const { interviewer, candidate, mentor, board } of casts) {
      for (const client of [interviewer, candidate, mentor]) {
        if (client.entries.some(({ n }, at) => n !== at + 1)) throw new Error('a stream has a gap')
        client.close()
      }
      board.close()
    }
  } finally {
    typing = false
    await target.stop()
  }
  const row = (name: string, samples: readonly number[]): string[] => {
    const sorted = ascending(samples)
    return [name, ...[0.5, 0.95, 0.99, 1].map((share) => round(percentile(sorted, share)))]
  }
  printTable(
    `The interviewer’s seat taken over by the mentor and given back, ${takeovers} times in ${rooms} rooms in which candidates type`,
    ['until', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'],
    [row('the mentor has it', answered), row('everybody knows', known)],
  )
  aims.note('taking the interviewer’s seat over, p99', `${round(percentile(ascending(known), 0.99))} ms`, '1,000 ms')
}

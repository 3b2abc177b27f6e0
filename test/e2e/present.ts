import { type BoardView, frameworkSchema } from '@greenroom/board'
import { type Admission, bankCaseSchema } from '@greenroom/protocol'
import { type BoardClient, createRoomClient, freshItemId, type RoomClient } from '@greenroom/room-client'
import {
  boardOf,
  currentRound,
  participantIdSchema,
  type SessionState,
  sessionIdSchema,
  type WireCommand,
} from '@greenroom/session'
import { z } from 'zod'

const bankSchema = z.array(bankCaseSchema.pick({ caseId: true, title: true }))

/** Somebody whose screen nobody looks at: the page's own client on real sockets, without a page. */
export type Present = {
  readonly name: string
  /** How they were let in. */
  readonly admission: () => Admission
  readonly enter: (url: string, admission: Admission) => Promise<void>
  /** What they were sent of the session so far. */
  readonly session: () => SessionState
  /** Waits until what they were sent answers this with something. */
  readonly learn: <T>(what: string, read: (session: SessionState) => T | null | undefined | false) => Promise<T>
  /** Sends a command that has to be granted. */
  readonly send: (commandIn: (session: SessionState) => WireCommand) => Promise<void>
  /** Chooses a case of the bank by its title, starts the round and shows the prompt. */
  readonly startRound: (title: string) => Promise<void>
  /** The board of the current round, once it is here. */
  readonly board: () => Promise<BoardClient>
  readonly writeCards: (section: string, kind: string, texts: readonly string[]) => Promise<void>
  /** The words of all items of the board. */
  readonly cards: () => Promise<readonly string[]>
  readonly seeCard: (words: string, timeout?: number) => Promise<void>
  readonly leave: () => Promise<void>
}

type Told = { readonly subscribe: (changed: () => void) => () => void }

/** Looks now, and again whenever it is told of something. */
function until<T>(told: Told, what: string, read: () => T | null | undefined | false, timeout = 30_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = read()
      if (found === null || found === undefined || found === false) return
      stop()
      clearTimeout(timer)
      resolve(found)
    }
    const stop = told.subscribe(look)
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`not within ${timeout} ms: ${what}`))
    }, timeout)
    look()
  })
}

const textsIn = (view: BoardView): readonly string[] => [...view.items.values()].map(({ text }) => text)

export function createPresent(name: string): Present {
  let inside: { readonly room: RoomClient; readonly admission: Admission; readonly url: string } | null = null
  const here = () => {
    if (inside === null) throw new Error(`${name} is in no session`)
    return inside
  }
  const session = (): SessionState => {
    const known = here().room.getSnapshot().session
    if (known === null) throw new Error(`${name} was sent nothing yet`)
    return known
  }
  const learn: Present['learn'] = (what, read) => until(here().room, `${name}: ${what}`, () => read(session()))
  const board = async (): Promise<BoardClient> => {
    const { id, framework } = await learn('a board', (state) => {
      const round = currentRound(state)
      return round?.framework && { id: round.id, framework: round.framework }
    })
    const opened = here().room.openBoard(boardOf(id), frameworkSchema.parse(framework))
    await until(opened, `${name}: the board`, () => opened.getSnapshot().saved.kind !== 'loading')
    return opened
  }
  const send: Present['send'] = async (commandIn) => {
    const command = commandIn(session())
    const answer = await here().room.send(command)
    if (!answer.ok) throw new Error(`${name}: ${command.kind} was refused: ${answer.code}`)
  }
  return {
    name,
    admission: () => here().admission,
    enter: async (url, admission) => {
      const room = createRoomClient({
        url,
        session: sessionIdSchema.parse(admission.session),
        participant: participantIdSchema.parse(admission.participant),
        token: admission.token,
        seenCases: [],
      })
      inside = { room, admission, url }
      await until(room, `${name}: the session`, () => room.getSnapshot().session)
    },
    session,
    learn,
    send,
    startRound: async (title) => {
      const bank = bankSchema.parse(await (await fetch(`${here().url}/api/bank`)).json())
      const caseId = bank.find((one) => one.title.includes(title))?.caseId
      if (caseId === undefined) throw new Error(`the bank has no ${title}`)
      await learn('a candidate', (state) => Object.values(currentRound(state)?.seats ?? {}).includes('candidate'))
      await send(() => ({ kind: 'chooseCase', caseId }))
      await send(({ seatsVersion }) => ({ kind: 'startRound', seatsVersion }))
      await send(() => ({ kind: 'showPrompt', how: 'shown' }))
    },
    board,
    writeCards: async (title, kind, texts) => {
      const { apply } = await board()
      const { sections, kinds } = frameworkSchema.parse(currentRound(session())?.framework)
      const section = sections.find((one) => one.title.startsWith(title))
      const itemKind = kinds.find(({ label }) => label.toLowerCase() === kind.toLowerCase())
      if (!section || !itemKind) throw new Error(`the board has no ${title} with a ${kind}`)
      for (const text of texts) {
        const at = { section: section.id, parent: null, before: null }
        const answer = apply({ kind: 'addItem', item: freshItemId(), itemKind: itemKind.id, text, at })
        if (!answer.ok) throw new Error(`${name}: “${text}” was not taken: ${answer.code}`)
      }
    },
    cards: async () => textsIn((await board()).getSnapshot().view),
    seeCard: async (words, timeout) => {
      const opened = await board()
      await until(opened, `${name}: “${words}”`, () => textsIn(opened.getSnapshot().view).includes(words), timeout)
    },
    leave: async () => {
      await inside?.room.close()
      inside = null
    },
  }
}

import type { BoardCommand, BoardView, Item, ItemId } from '@greenroom/board'
import { testFramework } from '@greenroom/board/testing'
import { type BoardClient, createRoomClient, memoryStore, type RoomClient } from '@greenroom/room-client'
import {
  type BoardNet,
  type BoardPipe,
  createBoardNet,
  createDeviceCopies,
  createSessionNet,
  type ManualTime,
  type SessionNet,
  type SessionPipe,
  testPorts,
} from '@greenroom/room-client/testing'
import type { DocumentName, ParticipantId, SessionId } from '@greenroom/session'

/** One participant with a device: page loads come and go, what the device keeps stays. */
export type SimulatedPerson = {
  readonly participant: ParticipantId
  readonly board: () => BoardClient
  readonly room: () => RoomClient
  readonly pipes: () => readonly (BoardPipe | SessionPipe)[]
  readonly boardPipes: () => readonly BoardPipe[]
  readonly reload: () => Promise<void>
  readonly close: () => Promise<void>
  /** Words that this person wrote, and nobody of them took back: they must be in the log, or on offer. */
  readonly owed: Set<string>
  /** Does something to the board at random. */
  readonly edit: () => string
}

export const createSimulatedPerson = (input: {
  readonly participant: ParticipantId
  readonly session: SessionId
  readonly document: DocumentName
  readonly time: ManualTime
  readonly random: () => number
  readonly nextPage: () => number
  readonly nextWord: () => string
  readonly dialledBoard: (pipe: BoardPipe) => void
  readonly dialledSession: (pipe: SessionPipe) => void
}): SimulatedPerson => {
  const { participant, random } = input
  const device = createDeviceCopies()
  const localStore = memoryStore()
  const owed = new Set<string>()
  let boards: BoardNet
  let sessions: SessionNet
  let room: RoomClient

  const load = (): void => {
    boards = createBoardNet(input.dialledBoard)
    sessions = createSessionNet(input.dialledSession)
    room = createRoomClient(
      {
        url: 'http://greenroom.test',
        session: input.session,
        participant,
        token: `token-of-${participant}-0123456789abcdef`,
        seenCases: [],
      },
      testPorts({
        time: input.time,
        boards,
        sessions,
        page: input.nextPage(),
        with: { openIndexedDb: device.open, localStore },
      }),
    )
  }
  load()

  const board = (): BoardClient => room.openBoard(input.document, testFramework)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const pickItem = (): Item | undefined => pick([...board().getSnapshot().view.items.values()])

  const placement = () => {
    const section = pick(testFramework.sections.filter(({ id }) => id !== 'goal'))
    const items = [...board().getSnapshot().view.items.values()].filter((item) => item.section === section?.id)
    const parent = section?.nests && random() < 0.6 ? (pick(items)?.id ?? null) : null
    const before = random() < 0.5 ? (pick(items.filter((item) => item.parent === parent))?.id ?? null) : null
    return {
      at: { section: section?.id ?? 'context', parent, before },
      kind: pick(section?.kinds ?? ['note']) ?? 'note',
    }
  }

  let items = 0
  const command = (): { readonly command: BoardCommand; readonly word: string | null } | null => {
    const chance = random()
    const word = input.nextWord()
    const item = pickItem()
    if (chance < 0.3 || item === undefined) {
      const { at, kind } = placement()
      items += 1
      const id = `${participant}-${items}-${word}` as ItemId
      return { command: { kind: 'addItem', item: id, itemKind: kind, text: `${word} `, at }, word }
    }
    if (chance < 0.6) {
      // At the beginning or the end, so that no word is ever cut in two.
      const index = random() < 0.5 ? 0 : item.text.length
      return { command: { kind: 'editText', item: item.id, index, remove: 0, insert: `${word} ` }, word }
    }
    if (chance < 0.66) {
      return {
        command: { kind: 'editText', item: item.id, index: 0, remove: item.text.length, insert: '' },
        word: null,
      }
    }
    if (chance < 0.76) {
      // Not owed: a value that another's value overwrites before it was sent is rightly gone.
      return { command: { kind: 'setField', item: item.id, field: 'window', value: word }, word: null }
    }
    if (chance < 0.9) return { command: { kind: 'moveItem', item: item.id, at: placement().at }, word: null }
    if (chance < 0.95) return { command: { kind: 'removeItem', item: item.id }, word: null }
    return null
  }

  /** What disappears by one's own hand is owed no more. */
  const withRelease = <T>(act: () => T): T => {
    const before = wordsOn(board().getSnapshot().view)
    const answer = act()
    const after = wordsOn(board().getSnapshot().view)
    for (const word of before) if (!after.has(word)) owed.delete(word)
    return answer
  }

  const isRefusedWorkWaiting = (): boolean =>
    localStore.read(`greenroom:${input.session}:${input.document}:${participant}:refused`) !== null
  /** Undo also takes back what stands in items that others removed, where nobody sees it go. */
  const releaseUnseen = (): void => {
    const { view, setAside } = board().getSnapshot()
    const kept = new Set([...wordsOn(view), ...wordsInText(JSON.stringify(setAside))])
    for (const word of owed) if (!kept.has(word)) owed.delete(word)
  }

  const edit = (): string =>
    withRelease(() => {
      const { setAside } = board().getSnapshot()
      const chance = random()
      const offer = pick(setAside)
      if (offer !== undefined && chance < 0.15) {
        board().putBack(offer.id)
        return `${participant} puts ${offer.id} back`
      }
      if (offer !== undefined && chance < 0.2) {
        for (const card of offer.cards) for (const word of wordsInText(JSON.stringify(card))) owed.delete(word)
        board().forget(offer.id)
        return `${participant} forgets ${offer.id}`
      }
      if (chance < 0.29 && !isRefusedWorkWaiting()) {
        if (chance < 0.26) board().undo()
        else board().redo()
        releaseUnseen()
        return `${participant} ${chance < 0.26 ? 'undoes' : 'redoes'}`
      }
      const asked = command()
      if (asked === null) {
        board().setFocus(pickItem()?.id ?? null, null)
        return `${participant} looks around`
      }
      const answer = board().apply(asked.command)
      if (answer.ok && asked.word !== null) owed.add(asked.word)
      return `${participant} ${JSON.stringify(asked.command)} ${answer.ok ? '' : answer.code}`
    })

  return {
    participant,
    board,
    room: () => room,
    boardPipes: () => boards.pipes,
    pipes: () => [...sessions.pipes, ...boards.pipes],
    owed,
    edit,
    reload: async () => {
      await room.close()
      load()
      board()
    },
    close: () => room.close(),
  }
}

export const wordsInText = (text: string): readonly string[] => text.match(/w\d+x/g) ?? []

export const wordsOn = (view: BoardView): Set<string> => {
  const words = new Set<string>()
  for (const item of view.items.values()) {
    for (const text of [item.text, ...Object.values(item.fields)]) for (const word of wordsInText(text)) words.add(word)
  }
  return words
}

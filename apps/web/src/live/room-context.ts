import type { Framework } from '@greenroom/board'
import type { BoardClient, BoardSnapshot, RoomClient, RoomSnapshot, SendAnswer } from '@greenroom/room-client'
import { boardOf, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { isSecondClick } from '../browser/second-click.ts'
import { showToast } from '../design/index.ts'
import { refusalSentence } from '../words/refusal-words.ts'
import { frameworkOf } from './framework-of.ts'
import { createRepeatGuard } from './repeat-guard.ts'
import type { RoomProps } from './room-props.ts'

/** The open room and this participant's token for REST. */
export type Room = { readonly client: RoomClient; readonly token: string }
export const RoomContext = createContext<Room | null>(null)

export function useRoom(): Room {
  const room = use(RoomContext)
  if (!room) throw new Error('useRoom is used outside a room')
  return room
}

export function useRoomSnapshot(): RoomSnapshot {
  const { client } = useRoom()
  return useSyncExternalStore(client.subscribe, client.getSnapshot)
}

/** One for the page, because a double click may hit two renderings of a button. */
const guards = new WeakMap<RoomClient, ReturnType<typeof createRepeatGuard>>()

/** Sends a command; a refusal is shown in a message. Returns whether it was done. */
function useSend(): RoomProps['send'] {
  const { client } = useRoom()
  return useMemo(() => senderOf(client), [client])
}

/** The same for a page that holds a room outside its context. */
export function senderOf(client: RoomClient): RoomProps['send'] {
  return async (command, how) => {
    const guard = guards.get(client) ?? createRepeatGuard(client.send, client.monotonicNow, isSecondClick)
    guards.set(client, guard)
    const { answer: answered, repeat } = guard(command)
    const answer = await answered
    // The result of the first press has been shown already.
    if (repeat) return answer.ok
    if (!answer.ok && how !== 'quietly') showToast({ tone: 'danger', ...wordsOf(answer) })
    return answer.ok
  }
}

function wordsOf(answer: Extract<SendAnswer, { ok: false }>): { readonly title: string; readonly words: string } {
  if (answer.code !== 'offline') return { title: t`That didn’t work`, words: refusalSentence(answer.code) }
  return answer.why === 'not-sent'
    ? { title: t`Not sent`, words: t`You are offline, so this was not sent. Try again once you are back online.` }
    : {
        title: t`No answer`,
        words: t`The connection dropped before the server answered. Check the room before you try again.`,
      }
}

/** The props of every panel of a round. */
export function useRoomProps(session: SessionState, round: Round): RoomProps {
  const { client } = useRoom()
  const { connection, participant, clockKnown } = useRoomSnapshot()
  const send = useSend()
  const connected = connection.kind === 'live'
  const timeKnown = connected && clockKnown
  return useMemo(
    () => ({ session, round, me: participant, connected, timeKnown, send, serverNow: client.serverNow }),
    [session, round, participant, connected, timeKnown, send, client],
  )
}

export type OpenBoard = { readonly board: BoardClient; readonly framework: Framework }

/** The board of a round, once it has started; opened outside rendering, and kept open by the room. */
export function useOpenBoard(round: Round | null): OpenBoard | null {
  const { client } = useRoom()
  const [open, setOpen] = useState<(OpenBoard & { readonly round: string }) | null>(null)
  const id = round?.id ?? null
  const data = round?.framework ?? null
  useEffect(() => {
    if (id === null || data === null) return
    const framework = frameworkOf(data)
    setOpen({ round: id, board: client.openBoard(boardOf(id), framework), framework })
  }, [client, id, data])
  return open?.round === id ? open : null
}

const noBoard = () => () => undefined

/**
 * What a part needs from the board, and no more: with only `saved`, a part is not drawn again for every letter that somebody types.
 * `select` returns the same value while nothing that matters has changed.
 */
export function useBoardSnapshot<T>(board: BoardClient | null, select: (snapshot: BoardSnapshot) => T): T | null {
  const read = () => (board ? select(board.getSnapshot()) : null)
  return useSyncExternalStore(board?.subscribe ?? noBoard, read)
}

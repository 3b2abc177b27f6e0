import { type ItemId, newItemId } from '@greenroom/board'
import { maySeeCoverage, phaseOf } from '@greenroom/session'
import { useMemo } from 'react'
import { Board } from '../board/board.tsx'
import type { BoardActions, OtherPerson } from '../board/board-props.ts'
import type { Person } from './people.ts'
import { type OpenBoard, useBoardSnapshot } from './room-context.ts'
import type { RoomProps } from './room-props.ts'

/** As `Math.random`, from the browser's secure source: ids of two people must never meet. */
const secureRandom = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

/** The board of the running round, fed by its live client. */
export const LiveBoard = ({
  open,
  people,
  session,
  round,
  me,
}: RoomProps & { readonly open: OpenBoard; readonly people: readonly Person[] }) => {
  const { board, framework } = open
  const snapshot = useBoardSnapshot(board)
  const actions = useMemo<BoardActions>(
    () => ({
      apply: (command) => {
        const answer = board.apply(command)
        if (answer.ok) return answer
        return { ok: false, code: answer.code === 'update-too-large' ? 'text-too-long' : answer.code }
      },
      breakUndo: board.breakUndo,
      undo: board.undo,
      redo: board.redo,
      setFocus: board.setFocus,
      current: () => board.getSnapshot().view,
      newItemId: () => newItemId(secureRandom),
    }),
    [board],
  )
  const phase = phaseOf(round)
  const openSections = useMemo(
    () =>
      (phase === null ? undefined : round.agenda?.[phase]?.sections) ?? framework.sections.map((section) => section.id),
    [phase, round.agenda, framework],
  )
  const focused = snapshot?.others
  const others = useMemo<readonly OtherPerson[]>(
    () =>
      (focused ?? []).flatMap(({ client, participant, focus, caret }) => {
        const person = people.find((one) => one.id === participant)
        if (!person) return []
        return [{ key: String(client), name: person.name, colour: person.colour, focus: focus as ItemId | null, caret }]
      }),
    [focused, people],
  )
  if (!snapshot) return null
  return (
    <Board
      view={snapshot.view}
      framework={framework}
      openSections={openSections}
      others={others}
      saved={snapshot.saved}
      actions={snapshot.saved.kind === 'read-only' ? null : actions}
      canUndo={snapshot.canUndo}
      canRedo={snapshot.canRedo}
      showCoverage={maySeeCoverage(session, round, me)}
      showSaved={false}
      setAside={snapshot.setAside}
      onPutBack={board.putBack}
      onForget={board.forget}
    />
  )
}

import { maySeeCoverage, phaseOf } from '@greenroom/session'
import { useCallback, useMemo } from 'react'
import type { OpenBoard } from '../../live/room-context.ts'
import { cardDraftsOf } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { Board } from '../board/board.tsx'
import { type PersonLook, useBoard } from '../board/use-board.ts'
import type { Person } from '../people/people.ts'

/** The board of the round, fed by its live client. */
export const LiveBoard = ({
  open,
  people,
  ...props
}: RoomProps & { readonly open: OpenBoard; readonly people: readonly Person[] }) => {
  const { board, framework } = open
  const { session, round, me } = props
  const lookOf = useCallback(
    (participant: string): PersonLook => {
      const person = people.find((one) => one.id === participant)
      return { name: person?.name ?? 'Somebody', colour: person?.colour ?? 8 }
    },
    [people],
  )
  const { actions, ...drawn } = useBoard(board, lookOf)
  const phase = phaseOf(round)
  const openSections = useMemo(
    () =>
      (phase === null ? undefined : round.agenda?.[phase]?.sections) ?? framework.sections.map((section) => section.id),
    [phase, round.agenda, framework],
  )
  return (
    <Board
      {...drawn}
      framework={framework}
      openSections={openSections}
      actions={drawn.saved.kind === 'read-only' ? null : actions}
      draftsUnder={cardDraftsOf(props)}
      showCoverage={maySeeCoverage(session, round, me)}
    />
  )
}

import { boardOf, type SessionState } from '@greenroom/session'
import { begin } from '@greenroom/session/beginnings'
import { ana, ben, mia, openSampleSession } from '@greenroom/session/testing'
import { expect, it } from 'vitest'
import { BoardWriters } from './board-writers.ts'

const running = begin('peer', 'running')
const writers = (): BoardWriters => new BoardWriters(boardOf(running.round.id))
const closed: SessionState = { ...running.state, status: { kind: 'closed', at: 0, reason: 'owner' } }
const { [ben]: _left, ...others } = running.state.participants

it.each<[string, SessionState]>([
  ['the session is closed', closed],
  ['its round has ended', { ...running.state, rounds: begin('peer', 'ended').state.rounds }],
  ['they were removed', { ...running.state, participants: others }],
  ['there is no such round', { ...running.state, rounds: openSampleSession('peer').state.rounds }],
])('somebody who may write no longer may once %s, and may again once that is undone', (_what, changed) => {
  const board = writers()
  expect(board.may(running.state, ben)).toBe(true)
  expect(board.may(changed, ben)).toBe(false)
  expect(board.may(running.state, ben)).toBe(true)
})

it('the rights of one participant are not those of another', () => {
  const board = writers()
  expect([ana, ben, mia].map((participant) => board.may(running.state, participant))).toEqual([true, true, false])
})

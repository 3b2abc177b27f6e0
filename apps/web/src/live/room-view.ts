import type { ItemId } from '@greenroom/board'
import { create } from 'zustand'

/** How this person looks at the room; nobody else knows. */
type RoomView = {
  /** Whether the panel beside the board is open. */
  readonly panelOpen: boolean
  /** What a phone shows, where only one fits. */
  readonly onPhone: 'board' | 'panel' | 'people'
  /** After the round: judging it, or looking at its board. */
  readonly afterRound: 'debrief' | 'board'
  readonly dialog: 'invite' | 'people' | 'call' | null
  /** Whether the candidate's think tray is open over the foot of the board, and all that the interviewer gave. */
  readonly trayOpen: boolean
  readonly givenOpen: boolean
  /** A card of the board that was pointed at from outside of it. */
  readonly spotlight: ItemId | null
}

export const useRoomView = create<RoomView>()(() => ({
  panelOpen: true,
  onPhone: 'board',
  afterRound: 'debrief',
  dialog: null,
  trayOpen: false,
  givenOpen: false,
  spotlight: null,
}))

export function setRoomView(part: Partial<RoomView>): void {
  useRoomView.setState(part)
}
export function togglePanel(): void {
  useRoomView.setState((view) => ({ panelOpen: !view.panelOpen }))
}

/** Brings a card into view and rings it, also one that was looked at before; on a phone the board comes to the front. */
export function lookAtCard(item: ItemId): void {
  setRoomView({ spotlight: null, onPhone: 'board' })
  // A step of its own, or the same card twice would be no change.
  setTimeout(() => setRoomView({ spotlight: item }))
}

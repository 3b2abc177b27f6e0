import type { ItemId } from '@greenroom/board'
import { create } from 'zustand'

/** How this person looks at the room; nobody else knows. */
type RoomView = {
  /** Whether the panel beside the board is open. */
  readonly panelOpen: boolean
  /** What a phone shows, where only one part fits. */
  readonly onPhone: 'board' | 'panel' | 'people'
  /** After the round: judging it, or looking at its board. */
  readonly afterRound: 'debrief' | 'board'
  readonly dialog: 'invite' | 'people' | 'call' | null
  /** Whether the candidate's think tray, or everything that the interviewer gave, is open over the bottom of the board. */
  readonly trayOpen: boolean
  readonly givenOpen: boolean
  /** A card of the board that something outside the board points at. */
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

/** Scrolls a card into view and rings it, even one that was shown before; on a phone the board comes to the front. */
export function lookAtCard(item: ItemId): void {
  setRoomView({ spotlight: null, onPhone: 'board' })
  // A new step each time, or the same card twice would not be a change.
  setTimeout(() => setRoomView({ spotlight: item }))
}

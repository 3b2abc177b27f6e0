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
}

export const useRoomView = create<RoomView>()(() => ({
  panelOpen: true,
  onPhone: 'board',
  afterRound: 'debrief',
  dialog: null,
}))

export function setRoomView(part: Partial<RoomView>): void {
  useRoomView.setState(part)
}
export function togglePanel(): void {
  useRoomView.setState((view) => ({ panelOpen: !view.panelOpen }))
}

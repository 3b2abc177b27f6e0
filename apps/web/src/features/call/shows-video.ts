import { create } from 'zustand'

/** Whether cameras and screens are drawn, or the call is voice only on this page. */
export const useShowsVideo = create<{ readonly shows: boolean }>()(() => ({ shows: true }))

export function setShowsVideo(shows: boolean): void {
  useShowsVideo.setState({ shows })
}

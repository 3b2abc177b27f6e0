import { create } from 'zustand'

/** Which of the two layers over every page is open: the palette (Mod-K) or the list of keys (`?`). */
export const usePalette = create<{ readonly open: 'palette' | 'shortcuts' | null }>()(() => ({ open: null }))

export function openPalette(): void {
  usePalette.setState({ open: 'palette' })
}
export function openShortcuts(): void {
  usePalette.setState({ open: 'shortcuts' })
}
export function closePalette(): void {
  usePalette.setState({ open: null })
}

import { useEffect } from 'react'
import { create } from 'zustand'

/** Something that can be done from the palette. */
export type PaletteAction = {
  readonly id: string
  readonly label: string
  /** As `<Kbd>` takes it; drawn beside the label. */
  readonly keys?: string
  readonly run: () => void
}

/** What the open page offers; gone with the page. */
export const usePageActions = create<{ readonly actions: readonly PaletteAction[] }>()(() => ({ actions: [] }))

/** Offers these while the component is drawn. Memoize the list, or it is offered again at every drawing. */
export function useOfferActions(actions: readonly PaletteAction[]): void {
  useEffect(() => {
    usePageActions.setState((state) => ({ actions: [...state.actions, ...actions] }))
    return () =>
      usePageActions.setState((state) => ({ actions: state.actions.filter((action) => !actions.includes(action)) }))
  }, [actions])
}

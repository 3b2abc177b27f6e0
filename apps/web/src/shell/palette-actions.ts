import { useEffect } from 'react'
import { create } from 'zustand'

/** Something that can be done from the palette. */
export type PaletteAction = {
  readonly id: string
  readonly label: string
  /** In the form that `<Kbd>` takes; drawn beside the label. */
  readonly keys?: string
  readonly run: () => void
}

/** What the open page offers; removed with the page. */
export const usePageActions = create<{ readonly actions: readonly PaletteAction[] }>()(() => ({ actions: [] }))

/** Offers these while the component is mounted. Memoize the list, or it is offered again at every render. */
export function useOfferActions(actions: readonly PaletteAction[]): void {
  useEffect(() => {
    usePageActions.setState((state) => ({ actions: [...state.actions, ...actions] }))
    return () =>
      usePageActions.setState((state) => ({ actions: state.actions.filter((action) => !actions.includes(action)) }))
  }, [actions])
}

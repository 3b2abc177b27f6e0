import { createContext, type ReactNode } from 'react'

/**
 * What stands beside each moment that is named, by its time in the store's milliseconds: nothing in the room, and in a debrief and a
 * replay the way to take the round again from there. One mechanism, so that no list of moments goes without it.
 */
export const MomentAction = createContext<(at: number) => ReactNode>(() => null)

import { createContext, type ReactNode } from 'react'

/**
 * What is beside each named moment, by its time in the store's milliseconds: nothing in the room; in a debrief and a replay, the way to
 * take the round again from there. One mechanism, so that no list of moments lacks it.
 */
export const MomentAction = createContext<(at: number) => ReactNode>(() => null)

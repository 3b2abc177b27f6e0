import { useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import { browserStore } from '../../browser/browser-store.ts'

/** Days of a plan, counted from 0, that are done, by loop. Stored in this browser only. */
const plansSchema = z.record(
  z.string().check(z.maxLength(64)),
  z.array(z.number().check(z.int(), z.minimum(0), z.maximum(99))).check(z.maxLength(99)),
)
type Plans = z.infer<typeof plansSchema>

const plans = browserStore.entry<Plans>({ area: 'device', key: 'greenroom.plans', schema: plansSchema, otherwise: {} })

export function useDaysDone(loop: string): readonly number[] {
  const all = useSyncExternalStore(plans.subscribe, plans.read)
  return all[loop] ?? none
}
const none: readonly number[] = []

/** Reads what is stored at that moment, so that two tabs do not overwrite each other. */
export function setDayDone(loop: string, day: number, done: boolean): void {
  const all = plans.read()
  const others = (all[loop] ?? []).filter((one) => one !== day)
  plans.write({ ...all, [loop]: done ? [...others, day].toSorted((a, b) => a - b) : others })
}

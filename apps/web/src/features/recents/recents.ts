import type { Admission } from '@greenroom/protocol'
import { z } from 'zod'

/**
 * Who this browser is, and was. The tab's own token is in sessionStorage, one per session, so that two tabs can be two
 * people. Recents in localStorage hold the token too: without it there would be no way back into a session after the tab
 * is closed, for there are no accounts. Forgetting a session here removes both.
 */
const admissionKey = (session: string) => `greenroom.admission.${session}`
const recentsKey = 'greenroom.recents'
const nameKey = 'greenroom.name'
const mostRecents = 24

const heldSchema = z.object({ session: z.string(), participant: z.string(), token: z.string() })

const recentSchema = heldSchema.extend({
  name: z.string(),
  /** The case once it is known, else who invites. */
  title: z.string().nullable(),
  mode: z.enum(['peer', 'coaching', 'solo']),
  owner: z.boolean(),
  /** Local milliseconds; only for the order and the words on the screen. */
  lastAt: z.number(),
})
export type Recent = z.infer<typeof recentSchema>

/** `localStorage` and `sessionStorage`, or nothing where they are forbidden. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
export type Shelves = { readonly local: Shelf; readonly tab: Shelf; readonly now: () => number }

const readJson = (shelf: Shelf, key: string): unknown => {
  try {
    return JSON.parse(shelf.getItem(key) ?? 'null')
  } catch {
    return null
  }
}
const write = (shelf: Shelf, key: string, value: unknown): void => {
  try {
    shelf.setItem(key, JSON.stringify(value))
  } catch {
    // Full or forbidden: this session can still be played in this tab.
  }
}

export const createRecents = ({ local, tab, now }: Shelves) => {
  const list = (): readonly Recent[] => {
    const stored = readJson(local, recentsKey)
    if (!Array.isArray(stored)) return []
    return stored
      .flatMap((entry) => {
        const recent = recentSchema.safeParse(entry)
        return recent.success ? [recent.data] : []
      })
      .sort((a, b) => b.lastAt - a.lastAt)
  }
  const put = (recents: readonly Recent[]) => write(local, recentsKey, recents.slice(0, mostRecents))
  const isSame = (a: Admission, b: Admission) => a.session === b.session && a.participant === b.participant

  return {
    list,
    /** Everybody this browser has been in this session, newest first. */
    of: (session: string) => list().filter((recent) => recent.session === session),
    /** Who this tab is in this session. */
    admission: (session: string): Admission | null => {
      const held = heldSchema.safeParse(readJson(tab, admissionKey(session)))
      return held.success && held.data.session === session ? held.data : null
    },
    /** This tab becomes this participant, and the browser remembers it. */
    enter: (admission: Admission, about: Pick<Recent, 'name' | 'title' | 'mode' | 'owner'>): void => {
      const { session, participant, token } = admission
      write(tab, admissionKey(session), { session, participant, token })
      const recent: Recent = { session, participant, token, ...about, lastAt: now() }
      put([recent, ...list().filter((other) => !isSame(other, recent))])
    },
    /** Newer words about a session that is already remembered; does nothing for one that is not. */
    touch: (session: string, participant: string, about: Partial<Pick<Recent, 'name' | 'title'>>): void => {
      const known = list().find((recent) => recent.session === session && recent.participant === participant)
      if (!known) return
      const recent: Recent = { ...known, ...about, lastAt: now() }
      put([recent, ...list().filter((other) => !isSame(other, recent))])
    },
    /** Forgets this participant here. The session itself stays on the server. */
    forget: (session: string, participant: string): void => {
      put(list().filter((recent) => !(recent.session === session && recent.participant === participant)))
      const held = heldSchema.safeParse(readJson(tab, admissionKey(session)))
      if (!held.success || held.data.participant !== participant) return
      try {
        tab.removeItem(admissionKey(session))
      } catch {
        // Forbidden storage holds nothing to remove.
      }
    },
    name: (): string => {
      const name = readJson(local, nameKey)
      return typeof name === 'string' ? name.slice(0, 40) : ''
    },
    rememberName: (name: string): void => write(local, nameKey, name),
  }
}
export type Recents = ReturnType<typeof createRecents>

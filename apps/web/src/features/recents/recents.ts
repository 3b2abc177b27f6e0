import { clip } from '@greenroom/board/clip'
import type { Admission } from '@greenroom/protocol'
import { textLimits } from '@greenroom/session'
import * as z from 'zod/mini'
import type { BrowserStore } from '../../browser/browser-store.ts'

/**
 * Who this browser is, and was. The tab's own token is in sessionStorage, one per session, so that two tabs can be two people. Recents in
 * localStorage contain the token, too: without it there would be no way back into a session after the tab is closed, because there are no
 * accounts. Forgetting a session here removes both.
 */
const mostRecents = 24

const heldSchema = z.object({ session: z.string(), participant: z.string(), token: z.string() })

const recentSchema = z.extend(heldSchema, {
  name: z.string(),
  /** The case once it is known, otherwise the inviter. */
  title: z.nullable(z.string()),
  mode: z.enum(['peer', 'coaching', 'solo']),
  owner: z.boolean(),
  /** Local milliseconds; only for the order and the texts on the screen. */
  lastAt: z.number(),
})
export type Recent = z.infer<typeof recentSchema>

/** Anything unreadable is left out, and the rest is kept. */
const listSchema = z.pipe(
  z.array(z.unknown()),
  z.transform((stored: unknown[]) =>
    stored
      .flatMap((one): readonly Recent[] => {
        const recent = recentSchema.safeParse(one)
        return recent.success ? [recent.data] : []
      })
      .sort((a, b) => b.lastAt - a.lastAt),
  ),
)

export function createRecents({ store, now }: { readonly store: BrowserStore; readonly now: () => number }) {
  const stored = store.entry<readonly Recent[]>({
    area: 'device',
    key: 'greenroom.recents',
    schema: listSchema,
    otherwise: [],
  })
  const storedName = store.entry({ area: 'device', key: 'greenroom.name', schema: z.string(), otherwise: '' })
  const heldIn = (session: string) =>
    store.entry<Admission | null>({
      area: 'tab',
      key: `greenroom.admission.${session}`,
      schema: heldSchema,
      otherwise: null,
    })
  const list = stored.read
  const put = (recents: readonly Recent[]): void => {
    stored.write(recents.slice(0, mostRecents))
  }
  const isSame = (a: Admission, b: Admission) => a.session === b.session && a.participant === b.participant

  return {
    list,
    /** Everybody this browser has been in this session, newest first. */
    of: (session: string) => list().filter((recent) => recent.session === session),
    /** Who this tab is in this session. */
    admission: (session: string): Admission | null => {
      const held = heldIn(session).read()
      return held?.session === session ? held : null
    },
    /** This tab becomes this participant, and the browser remembers it. */
    enter: (admission: Admission, about: Pick<Recent, 'name' | 'title' | 'mode' | 'owner'>): void => {
      const { session, participant, token } = admission
      heldIn(session).write({ session, participant, token })
      const recent: Recent = { session, participant, token, ...about, lastAt: now() }
      put([recent, ...list().filter((other) => !isSame(other, recent))])
    },
    /** This tab becomes somebody whom this browser remembers. */
    enterAs: (known: Recent): void => {
      const { session, participant, token } = known
      heldIn(session).write({ session, participant, token })
      put([{ ...known, lastAt: now() }, ...list().filter((other) => !isSame(other, known))])
    },
    /** Updates the texts about a session that is already remembered; does nothing for one that is not. */
    touch: (session: string, participant: string, about: Partial<Pick<Recent, 'name' | 'title'>>): void => {
      const known = list().find((recent) => recent.session === session && recent.participant === participant)
      if (!known) return
      const recent: Recent = { ...known, ...about, lastAt: now() }
      put([recent, ...list().filter((other) => !isSame(other, recent))])
    },
    /** Forgets this participant here. The session itself stays on the server. */
    forget: (session: string, participant: string): void => {
      put(list().filter((recent) => !(recent.session === session && recent.participant === participant)))
      const held = heldIn(session)
      if (held.read()?.participant === participant) held.remove()
    },
    name: (): string => clip(storedName.read(), textLimits.name),
    rememberName: (name: string): void => {
      storedName.write(name)
    },
    subscribe: stored.subscribe,
  }
}
export type Recents = ReturnType<typeof createRecents>

import { type Comment, commentKey, type ParticipantId, type Round, type SessionState } from '@greenroom/session'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { browserStore, type StoreEntry } from '../../browser/browser-store.ts'
import { isOthers } from './comment-words.ts'

/** Up to when comments were read here: the store's time of the newest entry then, and this device's time. Stored in this browser only. */
const seenSchema = z.object({ lastAt: z.number(), on: z.number() })
export type CommentsSeen = z.infer<typeof seenSchema>

const entries = new Map<string, StoreEntry<CommentsSeen | null>>()
const entryOf = (session: string, me: string): StoreEntry<CommentsSeen | null> => {
  const key = `greenroom.comments-seen.${session}.${me}`
  const known = entries.get(key)
  if (known) return known
  const entry = browserStore.entry<CommentsSeen | null>({ area: 'device', key, schema: seenSchema, otherwise: null })
  entries.set(key, entry)
  return entry
}

/** When others could first read a comment: it was written, or the scores opened. */
const readableFrom = (round: Round, { at }: Comment): number => Math.max(at, round.scoresOpenedAt ?? 0)

/** Others' comments since then, in all rounds, by `round by comment`. */
function newComments(session: SessionState, me: ParticipantId, seen: CommentsSeen | null): ReadonlySet<string> {
  const fresh = new Set<string>()
  for (const round of session.rounds)
    for (const one of round.comments)
      if (isOthers(one, me) && readableFrom(round, one) > (seen?.lastAt ?? 0)) fresh.add(newKey(round, one))
  return fresh
}

export function newKey({ id }: Pick<Round, 'id'>, comment: Comment): string {
  return `${id} ${commentKey(comment)}`
}

/**
 * What is new since the last visit. `since`: local milliseconds of that visit, `null` on the first. `markSeen` records the visit: what is
 * new stays marked until the page is left.
 */
export function useNewComments(
  session: SessionState,
  me: ParticipantId | null,
): { readonly fresh: ReadonlySet<string>; readonly since: number | null; readonly markSeen: () => void } {
  const entry = entryOf(session.session ?? '', me ?? '')
  const now = useSyncExternalStore(entry.subscribe, entry.read)
  // As it was when this page was opened: what was new then stays marked while it is read.
  const [before, setBefore] = useState<{ readonly seen: CommentsSeen | null } | null>(null)
  const seen = before === null ? now : before.seen
  const fresh = useMemo(() => (me === null ? none : newComments(session, me, seen)), [session, me, seen])
  return {
    fresh,
    since: seen?.on ?? null,
    markSeen: () => {
      if (me === null) return
      setBefore((known) => known ?? { seen: now })
      if ((now?.lastAt ?? -1) < session.lastAt) entry.write({ lastAt: session.lastAt, on: Date.now() })
    },
  }
}
const none: ReadonlySet<string> = new Set()

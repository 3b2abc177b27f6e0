import { isAtDesk, isSolo, type ParticipantId, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { browserStore } from '../../../browser/browser-store.ts'
import { announce } from '../../../live/announcements.ts'

export type Given = {
  readonly key: string
  /** The store's milliseconds. */
  readonly at: number
  readonly title: string
  readonly words: string
}

/** What was given to the candidate of a round, oldest first. */
function givenIn(round: Round): readonly Given[] {
  return [
    ...round.facts.map((one) => ({ key: `fact ${one.fact}`, at: one.at, title: one.label, words: one.text })),
    ...round.hints.map((one) => ({ key: `hint ${one.hint}`, at: one.at, title: t`A hint`, words: one.text })),
    ...round.curveballs.map((one) => ({
      key: `curveball ${one.curveball}`,
      at: one.at,
      title: t`The situation changes`,
      words: one.text,
    })),
  ].sort((a, b) => a.at - b.at)
}

/** For one line: a table does not fit into it, and is drawn where all of it is read. */
export function withoutTables(words: string): string {
  const plain = words.split('\n').filter((line) => !line.trimStart().startsWith('|'))
  return plain.join(' ').replaceAll(/\s+/g, ' ').trim()
}

/** As it is read out: a table is only named, because its lines and bars would be spelt out. */
export function spokenWords({ title, words }: Pick<Given, 'title' | 'words'>): string {
  const table = /^\s*\|/m.test(words) ? [t`With a table`] : []
  const plain = withoutTables(words).replace(/[.:]$/, '')
  return t`From the interviewer: ${[title, ...(plain === '' ? [] : [plain]), ...table].join('. ')}`
}

/** Whether this person receives what the interviewer gives. In solo the room answers where it was asked. */
export function isGiven(session: SessionState, round: Round, me: ParticipantId): boolean {
  return round.status === 'running' && !isAtDesk(session, me) && !isSolo(session, round)
}

/** Announces once what is given while the round runs; what was there when the page opened is not news. */
export function useGivenNews(session: SessionState, round: Round, me: ParticipantId): void {
  const known = useRef<{ readonly round: string; readonly keys: ReadonlySet<string> } | null>(null)
  useEffect(() => {
    const given = givenIn(round)
    const before = known.current
    known.current = { round: round.id, keys: new Set(given.map(({ key }) => key)) }
    if (before?.round !== round.id || !isGiven(session, round, me)) return
    for (const one of given) if (!before.keys.has(one.key)) announce(spokenWords(one))
  }, [session, round, me])
}

/** Up to when (the store's milliseconds) this tab's person has read what was given. `null`: the page has only just opened. */
const readUntil = (session: string) =>
  browserStore.entry({
    area: 'tab',
    key: `greenroom.given-read.${session}`,
    schema: z.number().nullable(),
    otherwise: null,
  })

export type GivenNews = {
  readonly given: readonly Given[]
  /** Those that have not been dismissed yet. */
  readonly unread: readonly Given[]
  readonly putAway: () => void
}

/** What was given in a round, and which of it is new to this tab's person. */
export function useGiven(session: SessionState, round: Round): GivenNews {
  const id = session.session ?? ''
  const entry = useMemo(() => readUntil(id), [id])
  const until = useSyncExternalStore(entry.subscribe, entry.read)
  const given = useMemo(() => givenIn(round), [round])
  const last = given.at(-1)?.at ?? 0
  useEffect(() => {
    if (entry.read() === null) entry.write(last)
  }, [entry, last])
  const unread = given.filter(({ at }) => at > (until ?? Number.POSITIVE_INFINITY))
  return { given, unread, putAway: () => void entry.write(last) }
}

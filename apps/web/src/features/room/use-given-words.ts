import { isAtDesk, isSolo, type ParticipantId, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useEffect, useRef } from 'react'
import { showToast } from '../../design/index.ts'

type Given = { readonly key: string; readonly title: string; readonly words: string }

/** What was given to the candidate of a round, in the order of their kinds. */
export function givenIn(round: Round): readonly Given[] {
  return [
    ...round.facts.map((one) => ({ key: `fact ${one.fact}`, title: one.label, words: one.text })),
    ...round.hints.map((one) => ({ key: `hint ${one.hint}`, title: t`A hint`, words: one.text })),
    ...round.curveballs.map((one) => ({
      key: `curveball ${one.curveball}`,
      title: t`The situation changes`,
      words: one.text,
    })),
  ]
}

/** A table does not fit over the board: it stands in the panel, which draws it. */
export function withoutTables(words: string): string {
  const lines = words.split('\n')
  const plain = lines.filter((line) => !line.trimStart().startsWith('|'))
  const text = plain.join('\n').trim()
  return plain.length === lines.length
    ? text
    : t`${text}\nThe table is in the panel, under From the interviewer.`.trim()
}

/**
 * Shows what is given while a round runs over whatever one looks at: the panel that keeps it may be closed, on another tab,
 * or on another part of a phone. The person who gave it sees it at the desk.
 */
export function useGivenWords(session: SessionState, round: Round, me: ParticipantId): void {
  const shown = useRef<(() => void)[]>([])
  const running = round.status === 'running'
  // The debrief is not covered by what was given; it stands in the panel and in the replay.
  useEffect(() => {
    if (!running) for (const takeAway of shown.current.splice(0)) takeAway()
  }, [running])
  const known = useRef<{ readonly round: string; readonly keys: ReadonlySet<string> } | null>(null)
  useEffect(() => {
    const given = givenIn(round)
    const before = known.current
    known.current = { round: round.id, keys: new Set(given.map((one) => one.key)) }
    // What was there when the page opened is no news.
    if (before?.round !== round.id || round.status !== 'running' || isAtDesk(session, me) || isSolo(session, round))
      return
    for (const one of given)
      if (!before.keys.has(one.key))
        shown.current.push(
          showToast({
            tone: 'info',
            title: t`From the interviewer: ${one.title}`,
            words: withoutTables(one.words),
            action: { label: t`Got it`, onPress: () => undefined },
          }),
        )
  }, [session, round, me])
}

import { loopRoundOf, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Callout } from '../../design/index.ts'
import { loopRoundWords } from './loop-words.ts'

/** In the lobby of a round of a loop: which round it is, and the story that runs through all of them. */
export function LoopLine({ session, round }: { readonly session: SessionState; readonly round: Round }) {
  const { loop } = session
  const now = loopRoundOf(session, round)
  if (loop === null) return null
  if (now === null)
    return (
      <p className="text-sm text-ink-soft">{t`The loop is over. This is a single round, with a case of your choice.`}</p>
    )
  return (
    <Callout title={loopRoundWords(now)}>
      <span className="block font-medium text-ink">{loop.title}</span>
      {loop.story}
    </Callout>
  )
}

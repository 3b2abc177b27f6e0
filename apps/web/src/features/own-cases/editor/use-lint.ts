import { type LintMessage, lintDraft } from '@greenroom/question-bank/authoring'
import { useEffect, useState } from 'react'
import type { Draft } from '../../own-case-list/draft.ts'

const restBefore = 200

export function lintOwn(draft: Draft): readonly LintMessage[] {
  return lintDraft(draft, { standard: 'own' })
}

/** What the linter says, a moment after the last change: it checks the whole case each time. */
export function useLint(draft: Draft): readonly LintMessage[] {
  const [messages, setMessages] = useState(() => lintOwn(draft))
  const [linted, setLinted] = useState(draft)
  useEffect(() => {
    if (draft === linted) return
    const timer = setTimeout(() => {
      setMessages(lintOwn(draft))
      setLinted(draft)
    }, restBefore)
    return () => clearTimeout(timer)
  }, [draft, linted])
  return messages
}

import { t } from '@lingui/core/macro'
import { useEffect, useEffectEvent } from 'react'
import { showToast } from '../../design/index.ts'

/** A question that waits for this person's answer is shown once, where it can be answered. `asked`: its number; `null`: there is none. */
export function useAsked(asked: number | null, title: string, words: string, onAnswer: () => void): void {
  const answer = useEffectEvent(onAnswer)
  useEffect(() => {
    if (asked === null) return
    return showToast({
      tone: 'info',
      title,
      words,
      action: { label: t`Answer`, onPress: () => answer() },
    })
  }, [asked, title, words])
}

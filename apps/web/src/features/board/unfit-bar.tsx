import { boardLimits, type ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { Plus, X } from 'lucide-react'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { copyText } from '../../browser/copy-text.ts'
import { BoardBar } from './board-bar.tsx'
import { useBoardContext } from './board-context.ts'
import { short, textLimitWords } from './model/board-words.ts'
import { putInNewCards } from './text/paste-lines.ts'

/** What a card had no room for: to put in a card of its own, or to copy. Stays until one of them is done, or it is discarded. */
export function UnfitBar() {
  const context = useBoardContext()
  const { ui, board, framework, unfit } = context
  const found = useSyncExternalStore(unfit.subscribe, unfit.read)
  // The newest first: it is what somebody is waiting for.
  const [item, kept] = Object.entries(found).at(-1) ?? []
  const [copied, setCopied] = useState<string | null>(null)
  const card = item === undefined ? undefined : board?.current().items.get(item as ItemId)
  const words = kept?.words ?? ''
  const tooLong = card !== undefined && card.text.length + words.length > boardLimits.textLength
  const limit = tooLong ? textLimitWords(framework, card) : null
  const say = useEffectEvent(() => {
    const kept = t`What you entered is kept below the board.`
    ui.say(limit === null ? kept : `${limit} ${kept}`)
  })
  const shown = board !== null && item !== undefined
  useEffect(() => {
    if (shown) say()
  }, [shown, item])
  if (!shown) return null
  const isLine = framework.sections.find(({ id }) => id === card?.section)?.layout === 'line'
  return (
    <BoardBar data-wraps="">
      <span>
        {limit} {t`Not added:`} <bdi>“{short(words, 20)}”</bdi>
      </span>
      {card !== undefined && !isLine && (
        <button
          type="button"
          onClick={() => {
            if (putInNewCards(context, card.id, words)) unfit.drop(item)
          }}
        >
          <Plus aria-hidden="true" />
          {t`Put it in a new card`}
        </button>
      )}
      <button type="button" onClick={() => void copyText(words).then((done) => setCopied(done ? words : null))}>
        {copied === words ? t`Copied` : t`Copy`}
      </button>
      <button type="button" aria-label={t`Discard`} onClick={() => unfit.drop(item)}>
        <X aria-hidden="true" />
      </button>
    </BoardBar>
  )
}

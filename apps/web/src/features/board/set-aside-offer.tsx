import type { Framework } from '@greenroom/board'
import type { SetAside } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../../design/index.ts'
import { countWords } from './model/board-words.ts'
import { copyCards } from './text/copy-cards.ts'

const reasons: Readonly<Record<SetAside['reason'], string>> = {
  'read-only': t`You could no longer edit this board when they reached the server.`,
  'update-too-large': t`They were too large to send in one piece.`,
  'board-full': t`The board is full, or you have reached the limit on edits for one person.`,
  'foreign-client': t`This page had joined the session as someone else.`,
  'forbidden-content': t`They contained something that a board can’t store.`,
  gap: t`Part of your work on this device was missing.`,
  malformed: t`They were damaged in transit.`,
  flood: t`Too many edits came at once.`,
  restored: t`The server was restored from an earlier copy of its data, which doesn’t include them.`,
}

/** Work that the server refused is offered back: nothing that somebody wrote disappears silently. */
export function SetAsideOffer({
  setAside,
  framework,
  canPutBack,
  onPutBack,
  onForget,
}: {
  readonly setAside: readonly SetAside[]
  readonly framework: Framework
  readonly canPutBack: boolean
  readonly onPutBack: (id: string) => void
  readonly onForget: (id: string) => void
}) {
  const [copied, setCopied] = useState<string | null>(null)
  if (setAside.length === 0) return null
  return (
    <section className="board-aside" aria-label={t`Unsaved cards`}>
      {setAside.map((one) => (
        <div key={one.id} className="board-aside-one">
          <p role="alert">
            <Trans>
              <strong>{countWords(one.cards.length)} could not be saved.</strong> {reasons[one.reason]} Here they are:
            </Trans>
          </p>
          <ul>
            {one.cards.map((card) => (
              <li key={card.item}>
                <span>{framework.sections.find((section) => section.id === card.section)?.title ?? card.section}</span>
                <bdi>{card.text || t`Empty card`}</bdi>
              </li>
            ))}
          </ul>
          <div className="board-aside-actions">
            <Button
              variant="primary"
              size="sm"
              isDisabled={!canPutBack}
              onPress={() => onPutBack(one.id)}
            >{t`Put back`}</Button>
            <Button
              size="sm"
              onPress={() => void copyCards(one.cards, framework).then((done) => setCopied(done ? one.id : null))}
            >
              {copied === one.id ? t`Copied` : t`Copy`}
            </Button>
            <Button variant="quiet" size="sm" onPress={() => onForget(one.id)}>{t`Discard`}</Button>
          </div>
        </div>
      ))}
    </section>
  )
}

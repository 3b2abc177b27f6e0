import type { Framework } from '@greenroom/board'
import type { SetAside } from '@greenroom/room-client'
import { useState } from 'react'
import { Button } from '../../design/index.ts'
import { countWords } from './model/board-words.ts'
import { copyCards } from './text/copy-cards.ts'

const reasons: Readonly<Record<SetAside['reason'], string>> = {
  'read-only': 'You could no longer edit this board when they reached the server.',
  'update-too-large': 'They were too large to send in one piece.',
  'board-full': 'The board is full, or you have reached the limit of edits for one person.',
  'foreign-client': 'This page was in the session as someone else.',
  'forbidden-content': 'They contained something a board can’t hold.',
  gap: 'Part of your work on this device was missing.',
  malformed: 'They were damaged in transit.',
  flood: 'Too many edits came at once.',
  restored: 'The server was restored from an earlier copy of its data, which doesn’t include them.',
}

/** Work that the server refused is offered back: nothing that somebody wrote goes without a word. */
export const SetAsideOffer = ({
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
}) => {
  const [copied, setCopied] = useState<string | null>(null)
  if (setAside.length === 0) return null
  return (
    <section className="board-aside" aria-label="Unsaved cards">
      {setAside.map((one) => (
        <div key={one.id} className="board-aside-one">
          <p role="alert">
            <strong>{countWords(one.cards.length)} could not be saved.</strong> {reasons[one.reason]} Here they are:
          </p>
          <ul>
            {one.cards.map((card) => (
              <li key={card.item}>
                <span>{framework.sections.find((section) => section.id === card.section)?.title ?? card.section}</span>
                <bdi>{card.text || 'Empty card'}</bdi>
              </li>
            ))}
          </ul>
          <div className="board-aside-actions">
            <Button variant="primary" size="sm" isDisabled={!canPutBack} onPress={() => onPutBack(one.id)}>
              Put back
            </Button>
            <Button
              size="sm"
              onPress={() => void copyCards(one.cards, framework).then((done) => setCopied(done ? one.id : null))}
            >
              {copied === one.id ? 'Copied' : 'Copy'}
            </Button>
            <Button variant="quiet" size="sm" onPress={() => onForget(one.id)}>
              Discard
            </Button>
          </div>
        </div>
      ))}
    </section>
  )
}

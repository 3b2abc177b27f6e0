import type { BoardView, Framework } from '@greenroom/board'
import type { ReferenceItem } from '@greenroom/question-bank'
import type { BoardComparison } from '@greenroom/replay'
import type { Pair } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { RotateCcw, Unlink } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../design/index.ts'
import { groupsOfCards, groupsOfItems } from './pair-choices.ts'
import { PairPicker } from './pair-picker.tsx'
import { whyItMatters } from './why-it-matters.ts'

export type Side = 'own' | 'reference'
export type Chosen = { readonly side: Side; readonly id: string }
export type YardstickProps = {
  readonly comparison: BoardComparison<ReferenceItem>
  readonly view: BoardView
  readonly framework: Framework
  readonly items: readonly ReferenceItem[]
  /** Whose board it is; `null`: the reader's own. */
  readonly owner: string | null
  readonly canCorrect: boolean
  readonly connected: boolean
  /** Returns whether it was done. */
  readonly onSet: (reference: ReferenceItem, pair: Pair) => Promise<boolean>
}

/** How the chosen card relates to the other board, and what can be done about it. It keeps its place, so that nothing above it moves. */
export function PairBar({
  comparison,
  framework,
  items,
  canCorrect,
  connected,
  onSet,
  chosen,
  onShow,
}: YardstickProps & { readonly chosen: Chosen | null; readonly onShow: (one: Chosen) => void }) {
  const { matches, missed, alone } = comparison
  const match = matches.find((one) => (chosen?.side === 'own' ? one.card.id : one.reference.id) === chosen?.id)
  const card = alone.find(({ id }) => chosen?.side === 'own' && id === chosen.id)
  const item = missed.find(({ reference }) => chosen?.side === 'reference' && reference.id === chosen.id)
  const set = (reference: ReferenceItem, pair: Pair) => () => void onSet(reference, pair)
  const corrected = match?.corrected || item?.corrected ? (match?.reference ?? item?.reference) : undefined
  return (
    <section
      aria-label={t`The chosen card`}
      className="sticky bottom-0 z-10 -mx-1 flex min-h-15 flex-wrap items-center gap-x-4 gap-y-1.5 border-t border-line bg-canvas px-1 py-2 text-sm print:hidden"
    >
      {match ? (
        <>
          <Words>
            <bdi className="font-medium text-ink">“{match.card.text}”</bdi>{' '}
            {match.perhaps ? t`may mean the same as` : t`is paired with`}{' '}
            <bdi className="font-medium text-ink">“{match.reference.text}”</bdi>
            {match.perhaps && (
              <span className="block text-xs">{t`They share a word or two. Do they mean the same thing?`}</span>
            )}
          </Words>
          <Button
            size="sm"
            className="md:hidden"
            onPress={() =>
              onShow(
                chosen?.side === 'own'
                  ? { side: 'reference', id: match.reference.id }
                  : { side: 'own', id: match.card.id },
              )
            }
          >{t`Show its pair`}</Button>
          {canCorrect && match.perhaps && (
            <Button
              size="sm"
              variant="primary"
              isDisabled={!connected}
              onPress={set(match.reference, { kind: 'card', item: match.card.id })}
            >{t`Yes, a pair`}</Button>
          )}
          {canCorrect && (
            <Button size="sm" isDisabled={!connected} onPress={set(match.reference, { kind: 'none' })}>
              <Unlink aria-hidden="true" />
              {t`Separate`}
            </Button>
          )}
        </>
      ) : card ? (
        <>
          <Words>
            <bdi className="font-medium text-ink">“{card.text}”</bdi>{' '}
            {t`has no match on the reference board. It may be beside the point, or better than it.`}
          </Words>
          {canCorrect && (
            <PairPicker
              button={t`Pair it`}
              title={t`Pair “${card.text}” with an item on the reference board`}
              groups={groupsOfItems(comparison)}
              isDisabled={!connected}
              onPick={(id) => {
                const reference = items.find((one) => one.id === id)
                if (reference) void onSet(reference, { kind: 'card', item: card.id })
              }}
            />
          )}
        </>
      ) : item ? (
        <>
          <Words>
            <bdi className="font-medium text-ink">“{item.reference.text}”</bdi>{' '}
            {t`is missing. ${whyItMatters(item.reference, items, framework)}`}
          </Words>
          {canCorrect && (
            <PairPicker
              button={t`Pair with a card`}
              title={t`Pair with a card: “${item.reference.text}”`}
              groups={groupsOfCards(comparison)}
              isDisabled={!connected}
              onPick={(id) => void onSet(item.reference, { kind: 'card', item: id })}
            />
          )}
        </>
      ) : (
        <Words>
          {t`Point at a card to see its pair; press it to read more.`}{' '}
          <span className="max-md:hidden">{t`Arrow keys go from card to card, and across to its pair.`}</span>
        </Words>
      )}
      {canCorrect && corrected && (
        <Button size="sm" variant="quiet" isDisabled={!connected} onPress={set(corrected, { kind: 'proposed' })}>
          <RotateCcw aria-hidden="true" />
          {t`Use the proposed pair`}
        </Button>
      )}
    </section>
  )
}

const Words = ({ children }: { readonly children: ReactNode }) => (
  <p role="status" className="min-w-0 grow basis-60 text-ink-soft">
    {children}
  </p>
)

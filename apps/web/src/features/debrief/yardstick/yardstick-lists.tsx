import type { Framework } from '@greenroom/board'
import type { ReferenceItem } from '@greenroom/question-bank'
import type { BoardComparison, Match, Missed } from '@greenroom/replay'
import type { Pair } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Check, RotateCcw, Unlink } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button, cx, IconButton } from '../../../design/index.ts'
import type { PickGroup } from '../../../design/pick-list.tsx'
import { DropArea } from './drop-area.tsx'
import { groupsOfCards, groupsOfItems } from './pair-choices.ts'
import { PairPicker } from './pair-picker.tsx'
import { whyItMatters } from './why-it-matters.ts'
import { OwnCard, ReferenceCard } from './yardstick-cards.tsx'

type Lists = {
  readonly comparison: BoardComparison<ReferenceItem>
  readonly framework: Framework
  readonly items: readonly ReferenceItem[]
  /** Whose board it is; `null`: the reader's own. */
  readonly owner: string | null
  /** The board has no cards. */
  readonly isEmpty: boolean
  /** Whether this reader may correct pairs, and whether that can be sent now. */
  readonly canCorrect: boolean
  readonly connected: boolean
  /** Returns whether it was done. */
  readonly onSet: (reference: ReferenceItem, pair: Pair) => Promise<boolean>
}

const rowId = (reference: string): string => `yardstick-${reference}`

/** What only this board has comes first and stays visible; beside it the pairs, and what is missing. */
export function YardstickLists(props: Lists) {
  const { comparison, framework, owner, isEmpty, canCorrect, connected } = props
  const { alone, matches, missed } = comparison
  const [moved, setMoved] = useState<{ readonly id: string; readonly from: Lists['comparison'] } | null>(null)
  // A corrected pair is then in another list; somebody who corrected it with a button continues from there.
  useEffect(() => {
    if (moved === null || moved.from === comparison) return
    document.getElementById(rowId(moved.id))?.focus()
    setMoved(null)
  }, [moved, comparison])
  const onSet = (reference: ReferenceItem, pair: Pair): void => {
    setMoved({ id: reference.id, from: comparison })
    void props.onSet(reference, pair).then((done) => {
      if (!done) setMoved(null)
    })
  }
  const onDropCard = (reference: ReferenceItem, item: string): void => {
    void props.onSet(reference, { kind: 'card', item })
  }
  const itemOf = (id: string): ReferenceItem | undefined => props.items.find((one) => one.id === id)
  const separate = (card: string): void => {
    const match = matches.find((one) => one.card.id === card)
    if (match) void props.onSet(match.reference, { kind: 'none' })
  }
  const referenceGroups = groupsOfItems(comparison)
  const cardGroups = groupsOfCards(comparison)
  const sure = matches.filter(({ perhaps }) => !perhaps)
  const unsure = matches.filter(({ perhaps }) => perhaps)
  const parts = { ...props, onSet, onDropCard, cardGroups }
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-start gap-x-6 gap-y-5 lg:grid-cols-[18rem_minmax(0,1fr)] print:block print:*:mb-5">
        <DropArea
          canDrop={canCorrect && connected}
          onDropCard={separate}
          className="flex min-h-0 flex-col lg:sticky lg:top-3 lg:max-h-[calc(100dvh-9rem)] print:static print:max-h-none"
        >
          <Heading title={aloneTitle(owner)} count={alone.length} />
          <p className="mb-2 text-xs text-ink-soft">
            {isEmpty
              ? owner === null
                ? t`Your board is empty.`
                : t`The board is empty.`
              : alone.length === 0
                ? t`Every card answers an item on the reference board.`
                : t`The reference board has nothing like these. They may be beside the point, or better than it.`}
          </p>
          {alone.length > 0 && (
            <ul
              aria-label={aloneTitle(owner)}
              className="-m-1 flex min-h-0 flex-col gap-1.5 p-1 lg:overflow-y-auto print:overflow-visible"
            >
              {alone.map((card) => (
                <li key={card.id}>
                  <OwnCard card={card} framework={framework} canDrag={canCorrect}>
                    {canCorrect && (
                      <PairPicker
                        button={t`Pair`}
                        title={t`Pair “${card.text}” with an item on the reference board`}
                        groups={referenceGroups}
                        isDisabled={!connected}
                        onPick={(id) => {
                          const reference = itemOf(id)
                          if (reference) onSet(reference, { kind: 'card', item: card.id })
                        }}
                      />
                    )}
                  </OwnCard>
                </li>
              ))}
            </ul>
          )}
        </DropArea>
        <div className="flex min-w-0 flex-col gap-5">
          <section aria-labelledby="yardstick-match">
            <Heading id="yardstick-match" title={t`Match`} count={sure.length} />
            {sure.length === 0 ? (
              <p className="text-sm text-ink-faint">{t`No pairs yet.`}</p>
            ) : (
              <>
                <ColumnHeads owner={owner} />
                <ul className="flex flex-col gap-2">
                  {sure.map((match) => (
                    <MatchRow key={match.reference.id} {...parts} match={match} />
                  ))}
                </ul>
              </>
            )}
          </section>
          {unsure.length > 0 && (
            <section aria-labelledby="yardstick-perhaps">
              <Heading id="yardstick-perhaps" title={t`Perhaps a match`} count={unsure.length} />
              <ColumnHeads owner={owner} />
              <ul className="flex flex-col gap-2">
                {unsure.map((match) => (
                  <MatchRow key={match.reference.id} {...parts} match={match} />
                ))}
              </ul>
            </section>
          )}
          <section aria-labelledby="yardstick-missed">
            <Heading id="yardstick-missed" title={t`Missed`} count={missed.length} />
            {missed.length === 0 ? (
              <p className="text-sm text-ink-faint">{t`Nothing on the reference board is missing.`}</p>
            ) : (
              // On paper without the empty places beside them, two to a row.
              <ul className="flex flex-col gap-2 print:grid print:grid-cols-2">
                {missed.map((one) => (
                  <MissedRow key={one.reference.id} {...parts} missed={one} />
                ))}
              </ul>
            )}
          </section>
        </div>
      </div>
    </div>
  )
}

type RowProps = Omit<Lists, 'comparison' | 'onSet'> & {
  readonly cardGroups: readonly PickGroup[]
  readonly onSet: (reference: ReferenceItem, pair: Pair) => void
  readonly onDropCard: (reference: ReferenceItem, card: string) => void
}

function MatchRow({ match, ...props }: RowProps & { readonly match: Match<ReferenceItem> }) {
  const { framework, canCorrect, connected, cardGroups, onSet } = props
  const { reference, card, corrected, perhaps } = match
  return (
    <li>
      <Row {...props} reference={reference}>
        <OwnCard card={card} framework={framework} canDrag={canCorrect}>
          {canCorrect && (
            <>
              {corrected && <AsProposed reference={reference} connected={connected} onSet={onSet} />}
              {perhaps && (
                <IconButton
                  size="sm"
                  isDisabled={!connected}
                  label={t`Yes, “${card.text}” and “${reference.text}” are a pair`}
                  onPress={() => onSet(reference, { kind: 'card', item: card.id })}
                >
                  <Check aria-hidden="true" />
                </IconButton>
              )}
              <PairPicker
                title={t`Pair “${reference.text}” with another card`}
                groups={cardGroups}
                isDisabled={!connected}
                onPick={(item) => onSet(reference, { kind: 'card', item })}
              />
              <IconButton
                size="sm"
                isDisabled={!connected}
                label={t`Separate “${card.text}” from “${reference.text}”`}
                onPress={() => onSet(reference, { kind: 'none' })}
              >
                <Unlink aria-hidden="true" />
              </IconButton>
            </>
          )}
        </OwnCard>
        <ReferenceCard item={reference} framework={framework} perhaps={perhaps} />
      </Row>
    </li>
  )
}

function MissedRow({ missed, ...props }: RowProps & { readonly missed: Missed<ReferenceItem> }) {
  const { framework, items, canCorrect, connected, cardGroups, onSet } = props
  const { reference, corrected } = missed
  return (
    <li>
      <Row {...props} reference={reference} isMissed>
        <div className="flex h-full min-h-11 flex-wrap items-center rounded-md border border-dashed border-line-strong px-2 py-1 max-sm:order-2 print:hidden">
          {canCorrect && cardGroups.some(({ picks }) => picks.length > 0) ? (
            <PairPicker
              button={t`Pair with a card`}
              title={t`Pair with a card: “${reference.text}”`}
              groups={cardGroups}
              isDisabled={!connected}
              onPick={(item) => onSet(reference, { kind: 'card', item })}
            />
          ) : (
            <span className="text-xs text-ink-faint">{t`No card`}</span>
          )}
          {canCorrect && corrected && <AsProposed reference={reference} connected={connected} onSet={onSet} />}
        </div>
        <ReferenceCard item={reference} framework={framework}>
          <p className="mt-1 text-xs text-ink-soft" dir="auto">
            {whyItMatters(reference, items, framework)}
          </p>
        </ReferenceCard>
      </Row>
    </li>
  )
}

/** A card or its empty place, and the item that it answers: side by side, on a phone one above the other. */
function Row({
  reference,
  isMissed = false,
  canCorrect,
  connected,
  onDropCard,
  children,
}: Pick<RowProps, 'canCorrect' | 'connected' | 'onDropCard'> & {
  readonly reference: ReferenceItem
  readonly isMissed?: boolean
  readonly children: ReactNode
}) {
  return (
    <DropArea
      id={rowId(reference.id)}
      canDrop={canCorrect && connected}
      onDropCard={(card) => onDropCard(reference, card)}
      className={cx('grid gap-1.5 sm:grid-cols-2', isMissed && 'print:h-full print:grid-cols-1')}
    >
      {children}
    </DropArea>
  )
}

function AsProposed({
  reference,
  connected,
  onSet,
}: Pick<RowProps, 'connected' | 'onSet'> & { readonly reference: ReferenceItem }) {
  return (
    <Button
      size="sm"
      variant="quiet"
      isDisabled={!connected}
      aria-label={t`Use the proposed pair: “${reference.text}” was corrected`}
      onPress={() => onSet(reference, { kind: 'proposed' })}
    >
      <RotateCcw aria-hidden="true" />
      {t`Use the proposed pair`}
    </Button>
  )
}

function ColumnHeads({ owner }: { readonly owner: string | null }) {
  return (
    <div className="mb-1 grid gap-1.5 text-xs font-medium text-ink-faint max-sm:hidden sm:grid-cols-2">
      <span>{owner === null ? t`Your board` : t`${owner}’s board`}</span>
      <span>{t`Reference board`}</span>
    </div>
  )
}

const aloneTitle = (owner: string | null): string => (owner === null ? t`Yours alone` : t`Only on ${owner}’s board`)

const Heading = ({ id, title, count }: { readonly id?: string; readonly title: string; readonly count: number }) => (
  <h3 id={id} className="mb-1 flex items-baseline gap-2 text-sm font-semibold text-ink">
    {title} <span className="tabular text-xs font-normal text-ink-faint">{count}</span>
  </h3>
)

import type { BoardView, Framework, Item } from '@greenroom/board'
import type { ReferenceItem } from '@greenroom/question-bank'
import type { BoardComparison, Match } from '@greenroom/replay'
import type { Pair } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { CircleHelp, Link2, RotateCcw, Unlink } from 'lucide-react'
import { type KeyboardEvent, memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Button, Segmented } from '../../../design/index.ts'
import type { PickGroup } from '../../../design/pick-list.tsx'
import { markTitle } from './mark-words.ts'
import { PairPicker } from './pair-picker.tsx'
import { type Placed, sectionPairs } from './side-by-side.ts'
import { whyItMatters } from './why-it-matters.ts'
import { draggedCard } from './yardstick-cards.tsx'
import './yardstick-boards.css'

type Side = 'own' | 'reference'
type Chosen = { readonly side: Side; readonly id: string }
type Props = {
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

/**
 * Both boards side by side, section by section; on a phone one at a time. A card lights up with the one that it is paired with, and the bar
 * below them says how the two relate, and corrects it.
 */
export function YardstickBoards(props: Props) {
  const { comparison, view, framework, items, owner, canCorrect, connected, onSet } = props
  const sections = useMemo(() => sectionPairs(view, framework, items), [view, framework, items])
  const byOwn = useMemo(
    () => new Map<string, Match<ReferenceItem>>(comparison.matches.map((one) => [one.card.id, one])),
    [comparison],
  )
  const byReference = useMemo(() => new Map(comparison.matches.map((one) => [one.reference.id, one])), [comparison])
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [onPhone, setOnPhone] = useState<Side>('own')
  // The button that corrected a pair may disappear with it: the focus continues from the card.
  const [corrected, setCorrected] = useState<Props['comparison'] | null>(null)
  useEffect(() => {
    if (corrected === null || corrected === comparison) return
    setCorrected(null)
    if (chosen) elementOf(chosen)?.focus({ preventScroll: true })
  })
  const correct: Props['onSet'] = (reference, pair) => {
    setCorrected(comparison)
    return onSet(reference, pair).then((done) => {
      // Otherwise the next correction, by somebody else, would move the focus.
      if (!done) setCorrected(null)
      return done
    })
  }
  const place = useRef<HTMLDivElement>(null)
  const partnerOf = ({ side, id }: Chosen): Chosen | null => {
    const match = side === 'own' ? byOwn.get(id) : byReference.get(id)
    if (match === undefined) return null
    return side === 'own' ? { side: 'reference', id: match.reference.id } : { side: 'own', id: match.card.id }
  }
  const elementOf = ({ side, id }: Chosen): HTMLElement | null =>
    place.current?.querySelector<HTMLElement>(`[data-side="${side}"][data-card="${CSS.escape(id)}"]`) ?? null
  // Set on the elements themselves: drawing eighty cards for each one that the pointer passes would be slow.
  const light = (one: Chosen | null): void => {
    for (const lit of place.current?.querySelectorAll('[data-lit]') ?? []) lit.removeAttribute('data-lit')
    if (one === null) return
    const partner = partnerOf(one)
    for (const each of [one, ...(partner ? [partner] : [])]) elementOf(each)?.setAttribute('data-lit', '')
  }
  const goTo = (one: Chosen): void => {
    setOnPhone(one.side)
    // On a phone the other board has just come to the front.
    requestAnimationFrame(() => elementOf(one)?.focus())
  }
  const press = (pressed: KeyboardEvent): void => {
    const here = cardAt(pressed.target)
    if (here === null || pressed.altKey || pressed.ctrlKey || pressed.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[pressed.key]
    const partner = { ArrowRight: 'reference', ArrowLeft: 'own' }[pressed.key]
    if (step !== undefined) {
      const all = [...(place.current?.querySelectorAll<HTMLElement>(`[data-side="${here.side}"][data-card]`) ?? [])]
      all[all.findIndex((one) => one.dataset.card === here.id) + step]?.focus()
    } else if (partner !== undefined && partner !== here.side) {
      const other = partnerOf(here)
      if (other) elementOf(other)?.focus()
    } else return
    pressed.preventDefault()
  }
  const drop = (reference: string, card: string): void => {
    const item = items.find(({ id }) => id === reference)
    if (item) void onSet(item, { kind: 'card', item: card })
  }
  const dropCard = useRef(drop)
  useLayoutEffect(() => {
    dropCard.current = drop
  })
  const onDropCard = useMemo(() => (reference: string, card: string) => dropCard.current(reference, card), [])
  const first = sections.find(({ own }) => own.length > 0)?.own[0]?.card.id
  const firstReference = sections.find(({ reference }) => reference.length > 0)?.reference[0]?.card.id
  const ownTitle = owner === null ? t`Your board` : t`${owner}’s board`
  return (
    <div className="flex flex-col gap-2">
      <Segmented
        label={t`Which board`}
        hideLabel
        size="sm"
        className="w-full md:hidden"
        options={[
          { id: 'own', label: ownTitle },
          { id: 'reference', label: t`Reference board` },
        ]}
        value={onPhone}
        onChange={setOnPhone}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: each card is a button; what is told of them all is heard here */}
      <div
        ref={place}
        className="yardstick-boards"
        data-on-phone={onPhone}
        onKeyDown={press}
        onPointerOver={({ target }) => light(cardAt(target))}
        onPointerLeave={() => light(cardAt(document.activeElement))}
        onFocus={({ target }) => light(cardAt(target))}
        onBlur={({ relatedTarget }) => light(cardAt(relatedTarget))}
        onClick={({ target }) => {
          const card = cardAt(target)
          if (card) setChosen(card)
        }}
      >
        <h3 className="yardstick-own">{ownTitle}</h3>
        <h3 className="yardstick-reference">{t`Reference board`}</h3>
        {sections.map(({ id, title, own, reference }) => (
          <section key={id} aria-label={title} className="yardstick-section">
            <h3>{title}</h3>
            <ul aria-label={t`${title}, ${ownTitle}`} className="yardstick-own">
              {own.map((one) => {
                const match = byOwn.get(one.card.id)
                return (
                  <Card
                    key={one.card.id}
                    side="own"
                    placed={one}
                    standing={match === undefined ? 'alone' : match.perhaps ? 'perhaps' : 'pair'}
                    tabStop={one.card.id === (chosen?.side === 'own' ? chosen.id : first)}
                    pressed={chosen?.side === 'own' && chosen.id === one.card.id}
                    canDrag={canCorrect && connected}
                    onDropCard={onDropCard}
                  />
                )
              })}
              {own.length === 0 && <li className="yardstick-none">{t`No cards`}</li>}
            </ul>
            <ul aria-label={t`${title}, reference board`} className="yardstick-reference">
              {reference.map((one) => {
                const match = byReference.get(one.card.id)
                return (
                  <Card
                    key={one.card.id}
                    side="reference"
                    placed={one}
                    standing={match === undefined ? 'missed' : match.perhaps ? 'perhaps' : 'pair'}
                    tabStop={one.card.id === (chosen?.side === 'reference' ? chosen.id : firstReference)}
                    pressed={chosen?.side === 'reference' && chosen.id === one.card.id}
                    canDrag={canCorrect && connected}
                    onDropCard={onDropCard}
                  />
                )
              })}
              {reference.length === 0 && <li className="yardstick-none">{t`Nothing in the reference board`}</li>}
            </ul>
          </section>
        ))}
      </div>
      <PairBar {...props} onSet={correct} chosen={chosen} onShow={goTo} />
    </div>
  )
}

function cardAt(target: EventTarget | null): Chosen | null {
  const card = target instanceof Element ? target.closest<HTMLElement>('[data-card]') : null
  const { side, card: id } = card?.dataset ?? {}
  return (side === 'own' || side === 'reference') && id !== undefined ? { side, id } : null
}

type Standing = 'alone' | 'missed' | 'pair' | 'perhaps'

function standingWords(standing: Standing): string {
  switch (standing) {
    case 'alone':
      return t`alone`
    case 'missed':
      return t`missed`
    case 'pair':
      return t`paired`
    case 'perhaps':
      return t`perhaps a pair`
  }
}

/** A card of either board: a button that chooses it. One's own cards can be dragged onto those of the reference board. */
const Card = memo(function Card({
  side,
  placed: { card, depth },
  standing,
  tabStop,
  pressed,
  canDrag,
  onDropCard,
}: {
  readonly side: Side
  readonly placed: Placed<Item | ReferenceItem>
  readonly standing: Standing
  readonly tabStop: boolean
  readonly pressed: boolean
  readonly canDrag: boolean
  readonly onDropCard: (reference: string, card: string) => void
}) {
  const mark = 'mark' in card ? card.mark : null
  return (
    <li style={{ paddingInlineStart: `${depth * 0.9}rem` }}>
      <button
        type="button"
        data-side={side}
        data-card={card.id}
        data-standing={standing}
        data-mark={mark ?? undefined}
        aria-pressed={pressed}
        tabIndex={tabStop ? 0 : -1}
        draggable={side === 'own' && canDrag}
        onDragStart={({ dataTransfer }) => {
          dataTransfer.setData(draggedCard, card.id)
          dataTransfer.effectAllowed = 'link'
        }}
        onDragOver={(dragged) => {
          if (side === 'reference' && canDrag && dragged.dataTransfer.types.includes(draggedCard))
            dragged.preventDefault()
        }}
        onDrop={(dropped) => {
          const own = dropped.dataTransfer.getData(draggedCard)
          if (side !== 'reference' || !canDrag || own === '') return
          dropped.preventDefault()
          onDropCard(card.id, own)
        }}
      >
        <span dir="auto" className="yardstick-words">
          {card.text}
        </span>
        <span className="yardstick-standing">
          {standing === 'pair' && <Link2 aria-hidden="true" />}
          {standing === 'perhaps' && <CircleHelp aria-hidden="true" />}
          <span className={standing === 'pair' || standing === 'perhaps' ? 'sr-only' : undefined}>
            {mark === null ? standingWords(standing) : `${markTitle(mark)}, ${standingWords(standing)}`}
          </span>
          {mark !== null && (standing === 'pair' || standing === 'perhaps') && (
            <span aria-hidden="true">{markTitle(mark)}</span>
          )}
        </span>
      </button>
    </li>
  )
})

/** How the chosen card relates to the other board, and what can be done about it. It keeps its place, so that nothing above it moves. */
function PairBar({
  comparison,
  framework,
  items,
  canCorrect,
  connected,
  onSet,
  chosen,
  onShow,
}: Props & { readonly chosen: Chosen | null; readonly onShow: (one: Chosen) => void }) {
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
              <span className="block text-xs">{t`They share a word or two. Do they mean the same?`}</span>
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
              title={t`Pair “${card.text}” with an item of the reference board`}
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

/** Items to pair a card with: missed ones first, by how much they matter. */
export function groupsOfItems({ missed, matches }: BoardComparison<ReferenceItem>): readonly PickGroup[] {
  return [
    ...(['core', 'good', 'stretch'] as const).map((mark) => ({
      key: mark,
      title: t`Missed: ${markTitle(mark)}`,
      picks: missed
        .filter(({ reference }) => reference.mark === mark)
        .map(({ reference }) => ({ key: reference.id, text: reference.text })),
    })),
    {
      key: 'matches',
      title: t`Paired already`,
      picks: matches.map(({ reference }) => ({ key: reference.id, text: reference.text })),
    },
  ]
}

/** Cards to pair an item with: unpaired ones first. */
export function groupsOfCards({ alone, matches }: BoardComparison<ReferenceItem>): readonly PickGroup[] {
  return [
    { key: 'alone', title: t`Not paired yet`, picks: alone.map(({ id, text }) => ({ key: id, text })) },
    {
      key: 'paired',
      title: t`Paired already`,
      picks: matches.map(({ card }) => ({ key: card.id, text: card.text })),
    },
  ]
}

import type { Item } from '@greenroom/board'
import type { ReferenceItem } from '@greenroom/question-bank'
import type { Match } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { CircleHelp, Link2 } from 'lucide-react'
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Segmented } from '../../../design/index.ts'
import { markTitle } from '../../../words/mark-words.ts'
import { type Chosen, PairBar, type Side, type YardstickProps } from './pair-bar.tsx'
import { type Placed, sectionPairs } from './side-by-side.ts'
import { draggedCard } from './yardstick-cards.tsx'
import './yardstick-boards.css'

/**
 * Both boards side by side, section by section; on a phone one at a time. A card lights up with the one that it is paired with, and the bar
 * below them says how the two relate, and corrects it.
 */
export function YardstickBoards(props: YardstickProps) {
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
  const [corrected, setCorrected] = useState<YardstickProps['comparison'] | null>(null)
  useEffect(() => {
    if (corrected === null || corrected === comparison) return
    setCorrected(null)
    if (chosen) elementOf(chosen)?.focus({ preventScroll: true })
  })
  const correct: YardstickProps['onSet'] = (reference, pair) => {
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
                    pairing={match === undefined ? 'alone' : match.perhaps ? 'perhaps' : 'pair'}
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
                    pairing={match === undefined ? 'missed' : match.perhaps ? 'perhaps' : 'pair'}
                    tabStop={one.card.id === (chosen?.side === 'reference' ? chosen.id : firstReference)}
                    pressed={chosen?.side === 'reference' && chosen.id === one.card.id}
                    canDrag={canCorrect && connected}
                    onDropCard={onDropCard}
                  />
                )
              })}
              {reference.length === 0 && <li className="yardstick-none">{t`Nothing on the reference board`}</li>}
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

type Pairing = 'alone' | 'missed' | 'pair' | 'perhaps'

function pairingWords(pairing: Pairing): string {
  switch (pairing) {
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
  pairing,
  tabStop,
  pressed,
  canDrag,
  onDropCard,
}: {
  readonly side: Side
  readonly placed: Placed<Item | ReferenceItem>
  readonly pairing: Pairing
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
        data-pairing={pairing}
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
        <span className="yardstick-pairing">
          {pairing === 'pair' && <Link2 aria-hidden="true" />}
          {pairing === 'perhaps' && <CircleHelp aria-hidden="true" />}
          <span className={pairing === 'pair' || pairing === 'perhaps' ? 'sr-only' : undefined}>
            {mark === null ? pairingWords(pairing) : `${markTitle(mark)}, ${pairingWords(pairing)}`}
          </span>
          {mark !== null && (pairing === 'pair' || pairing === 'perhaps') && (
            <span aria-hidden="true">{markTitle(mark)}</span>
          )}
        </span>
      </button>
    </li>
  )
})

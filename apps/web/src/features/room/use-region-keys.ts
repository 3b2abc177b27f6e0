import { type RefObject, useEffect } from 'react'

/** The parts of a room, in their order on the screen. Parts inside the main part are the board's own. */
const regions =
  ':scope > header, :scope > section, [data-notices] > section, #main, aside:not(#main aside), :scope > nav'

const stops =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

const inSight = (element: Element): boolean => element.checkVisibility?.({ visibilityProperty: true }) ?? true

/**
 * What had the focus in a part of the room; a card is found again by its id, because another element is drawn for it while it is edited.
 */
type Last = { readonly element: HTMLElement; readonly item: string | null }

/**
 * F6 goes to the next part of the room, Shift+F6 to the one before, as in desktop programs: to what had the focus there last, otherwise to
 * the first focusable element. Nothing happens while a dialog is open.
 */
export function useRegionKeys(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const place = root.current
    if (!place) return
    const last = new WeakMap<Element, Last>()
    const all = (): readonly HTMLElement[] =>
      [...place.querySelectorAll<HTMLElement>(regions)].filter((region) => inSight(region) && firstIn(region) !== null)
    const remember = (event: FocusEvent): void => {
      const element = event.target
      if (!(element instanceof HTMLElement)) return
      const region = all().find((one) => one.contains(element))
      if (region) last.set(region, { element, item: element.closest<HTMLElement>('[data-item]')?.dataset.item ?? null })
    }
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (place.closest('[inert], [aria-hidden=true]')) return
      const list = all()
      const at = list.findIndex((region) => region.contains(document.activeElement))
      const step = event.shiftKey ? -1 : 1
      const next = list[at === -1 ? (step === 1 ? 0 : list.length - 1) : (at + step + list.length) % list.length]
      if (!next) return
      event.preventDefault()
      target(next, last.get(next))?.focus()
    }
    place.addEventListener('focusin', remember)
    window.addEventListener('keydown', press)
    return () => {
      place.removeEventListener('focusin', remember)
      window.removeEventListener('keydown', press)
    }
  }, [root])
}

const firstIn = (region: Element): HTMLElement | null =>
  [...region.querySelectorAll<HTMLElement>(stops)].find((element) => element.tabIndex >= 0 && inSight(element)) ?? null

function target(region: HTMLElement, last: Last | undefined): HTMLElement | null {
  if (last && region.contains(last.element) && inSight(last.element)) return last.element
  const card = last?.item ? region.querySelector<HTMLElement>(`[data-item="${CSS.escape(last.item)}"]`) : null
  if (card && inSight(card))
    return card.tabIndex >= 0 ? card : (card.querySelector<HTMLElement>('.board-writing') ?? firstIn(region))
  return firstIn(region)
}

import type { Score } from '@greenroom/session'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { digitOf, isComposing, letterOf } from '../../board/keyboard.ts'

/** By digit. */
const scores: readonly Score[] = ['not-seen', 1, 2, 3, 4]

const isTaken = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.closest('textarea, [role=dialog], [role=alertdialog], [role=menu], [role=listbox], select') !== null ||
    (target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type)))

/**
 * The keys of a scorecard, wherever the focus is on its screen: digits choose in the focused group (otherwise in the first), Enter goes on,
 * E adds evidence, C writes a comment. With Ctrl or ⌘, Enter seals.
 */
export function useScorecardKeys(
  frame: RefObject<HTMLElement | null>,
  {
    onScore,
    onNext,
    onSeal,
  }: {
    readonly onScore: (group: string, score: Score) => void
    readonly onNext: () => void
    readonly onSeal: () => void
  },
): void {
  const press = useEffectEvent((pressed: KeyboardEvent): void => {
    const root = frame.current
    const { target, key } = pressed
    if (root === null || pressed.defaultPrevented || pressed.altKey || isComposing(pressed)) return
    // A button elsewhere that had the focus when this screen opened keeps Enter; digits and letters mean nothing to it, nor to a choice.
    const elsewhere = target instanceof HTMLElement && target.closest('button, a, input, textarea, [role]') !== null
    const takesNoLetters = elsewhere && target.closest('button, a, input[type=radio]') !== null
    if (elsewhere && !root.contains(target) && (key === 'Enter' || !takesNoLetters)) return
    if (key === 'Enter' && (pressed.ctrlKey || pressed.metaKey)) {
      pressed.preventDefault()
      onSeal()
      return
    }
    if (isTaken(target) || pressed.ctrlKey || pressed.metaKey) return
    const digit = digitOf(pressed)
    const score = digit === null ? undefined : scores[digit]
    if (score !== undefined) {
      const groups = [...root.querySelectorAll<HTMLElement>('[data-group]')]
      const here = groups.find((group) => target instanceof Node && group.contains(target)) ?? groups[0]
      if (here === undefined) return
      pressed.preventDefault()
      onScore(here.dataset.group ?? '', score)
      // On to the next group of the screen; in the last one the choice keeps the focus.
      focusGroup(groups[groups.indexOf(here) + 1] ?? here, score)
    } else if (key === 'Enter') {
      if (target instanceof HTMLElement && target.closest('button, a')) return
      pressed.preventDefault()
      onNext()
    } else if (letterOf(pressed) === 'e') {
      pressed.preventDefault()
      root.querySelector<HTMLElement>('[data-adds-evidence] button')?.click()
    } else if (letterOf(pressed) === 'c') {
      pressed.preventDefault()
      root.querySelector<HTMLElement>('textarea')?.focus()
    }
  })
  useEffect(() => {
    const listen = (pressed: KeyboardEvent) => press(pressed)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

function focusGroup(group: HTMLElement, score: Score): void {
  const inputs = [...group.querySelectorAll<HTMLInputElement>('input[type=radio]')]
  const chosen = inputs.find((one) => one.checked) ?? inputs[score === 'not-seen' ? inputs.length - 1 : score - 1]
  chosen?.focus()
}

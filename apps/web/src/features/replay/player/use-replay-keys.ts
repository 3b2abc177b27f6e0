import { useEffect, useEffectEvent } from 'react'
import { isComposing } from '../../board/keyboard.ts'
import { type PlayerKey, playerKey } from './player-keys.ts'
import { type ReplayKey, replayKeyOf } from './replay-keys.ts'

/** Elements with keys of their own. */
const hasKeys =
  'input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=listbox], [role=menu]'

const ofArrow = {
  toggle: { kind: 'toggle' },
  later: { kind: 'seconds', by: 5 },
  earlier: { kind: 'seconds', by: -5 },
  'next-mark': { kind: 'step', to: 'mark', direction: 'after' },
  'last-mark': { kind: 'step', to: 'mark', direction: 'before' },
} as const satisfies Readonly<Record<ReplayKey, PlayerKey>>

/** Keys of the whole page of a replay; everything that they do has a button, too. */
export function useReplayKeys(onKey: (key: PlayerKey) => void): void {
  const act = useEffectEvent(onKey)
  useEffect(() => {
    const press = (pressed: KeyboardEvent): void => {
      const arrow = replayKeyOf(pressed)
      if (arrow !== null) {
        pressed.preventDefault()
        act(ofArrow[arrow])
        return
      }
      const { target } = pressed
      if (pressed.defaultPrevented || isComposing(pressed)) return
      const within = (parts: string): boolean => target instanceof HTMLElement && target.closest(parts) !== null
      const onTimeline = within('input[type=range]')
      if (!onTimeline && within(hasKeys)) return
      const key = playerKey(pressed)
      // Arrows and the space bar are handled above; the timeline's playhead has its own Home and End.
      if (key === null || pressed.key === ' ' || pressed.key.startsWith('Arrow')) return
      if (onTimeline && (key.kind === 'start' || key.kind === 'end')) return
      act(key)
      pressed.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

import type { StepKind } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import type { KeyLine } from '../../../design/index.ts'
import { letterOf, signOf } from '../../board/keyboard.ts'

/** What a key does in a replay. Everything has a button, too. */
export type PlayerKey =
  | { readonly kind: 'toggle' | 'compare' | 'zoom-in' | 'zoom-out' | 'slower' | 'faster' | 'start' | 'end' }
  | { readonly kind: 'seconds'; readonly by: number }
  | { readonly kind: 'step'; readonly to: StepKind; readonly direction: 'before' | 'after' }
  | { readonly kind: 'wording'; readonly direction: 'before' | 'after' }

/** Seconds per arrow key. */
const arrow = 5

/**
 * By the character that is typed, so that keyboards of every country have them where the character is; a Russian one does not have these
 * characters, and has them by place.
 */
export function playerKey(
  pressed: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'> &
    Partial<Pick<KeyboardEvent, 'code'>>,
): PlayerKey | null {
  const sign = signOf(pressed)
  // German and French keyboards have brackets behind AltGr, which arrives as Ctrl and Alt, or behind Option.
  const isBracket = pressed.altKey && !pressed.metaKey && /^[[\]{}]$/.test(sign)
  if (!isBracket && (pressed.altKey || pressed.ctrlKey || pressed.metaKey)) return null
  if (letterOf(pressed) === 'm') return pressed.shiftKey ? null : { kind: 'compare' }
  switch (sign) {
    case ' ':
      return { kind: 'toggle' }
    case 'ArrowLeft':
    case 'ArrowRight': {
      const later = pressed.key === 'ArrowRight'
      return pressed.shiftKey
        ? { kind: 'step', to: 'mark', direction: later ? 'after' : 'before' }
        : { kind: 'seconds', by: later ? arrow : -arrow }
    }
    case '[':
      return { kind: 'step', to: 'phase', direction: 'before' }
    case ']':
      return { kind: 'step', to: 'phase', direction: 'after' }
    case ',':
      return { kind: 'step', to: 'entry', direction: 'before' }
    case '.':
      return { kind: 'step', to: 'entry', direction: 'after' }
    case '{':
      return { kind: 'wording', direction: 'before' }
    case '}':
      return { kind: 'wording', direction: 'after' }
    case '<':
      return { kind: 'slower' }
    case '>':
      return { kind: 'faster' }
    case '+':
    case '=':
      return { kind: 'zoom-in' }
    case '-':
      return { kind: 'zoom-out' }
    case 'Home':
      return { kind: 'start' }
    case 'End':
      return { kind: 'end' }
    default:
      return null
  }
}

/** For the list of shortcuts. */
export const playerKeyLines: readonly KeyLine[] = [
  { id: 'replay-play', label: t`Play or pause`, keys: ['Space'] },
  { id: 'replay-seconds', label: t`Five seconds back or forward`, keys: ['ArrowLeft', 'ArrowRight'] },
  { id: 'replay-mark', label: t`Previous or next mark`, keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'] },
  { id: 'replay-phase', label: t`Previous or next phase`, keys: ['[', ']'] },
  { id: 'replay-entry', label: t`Previous or next edit or entry`, keys: [',', '.'] },
  { id: 'replay-wording', label: t`Previous or next wording of the chosen card`, keys: ['{', '}'] },
  { id: 'replay-speed', label: t`Slower or faster`, keys: ['<', '>'] },
  { id: 'replay-zoom', label: t`Zoom the timeline in or out`, keys: ['+', '-'] },
  { id: 'replay-compare', label: t`Show or hide what changes from this moment on`, keys: ['M'] },
  { id: 'replay-ends', label: t`Start or end of the recording`, keys: ['Home', 'End'] },
  { id: 'comments', label: t`Previous or next comment, in their list`, keys: ['ArrowUp', 'ArrowDown'] },
]

import { cx } from './class-names.ts'

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const names: Readonly<Record<string, string>> = {
  Mod: isApple ? '⌘' : 'Ctrl',
  Alt: isApple ? '⌥' : 'Alt',
  Shift: isApple ? '⇧' : 'Shift',
  Enter: 'Enter',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

type KbdProps = {
  readonly keys: string
  readonly inverse?: boolean
  /** Beside a name that it must not become part of: drawn, but not text. */
  readonly decorative?: boolean
}

/** The plus key itself does not join keys. */
const partsOf = (keys: string): readonly string[] => (keys === '+' ? ['+'] : keys.split('+'))

/** Keys joined by `+`, as in `Mod+K`: each is drawn, and labelled as on this computer. */
export function Kbd({ keys, inverse = false, decorative = false }: KbdProps) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans" aria-hidden={decorative || undefined}>
      {partsOf(keys).map((key) => (
        <span
          key={key}
          data-key={names[key] ?? key}
          className={cx(
            'inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm border px-1 text-2xs font-medium',
            decorative && 'before:content-[attr(data-key)]',
            inverse ? 'border-current/30' : 'border-line-strong bg-surface text-ink-soft',
          )}
        >
          {decorative ? null : (names[key] ?? key)}
        </span>
      ))}
    </kbd>
  )
}

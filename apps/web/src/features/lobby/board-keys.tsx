import { Kbd } from '../../design/index.ts'

const keys = [
  { keys: 'Enter', does: 'adds a card' },
  { keys: 'Tab', does: 'nests it under the card above' },
  { keys: 'Alt+Up', does: 'moves it; the other arrows work too' },
  { keys: 'Mod+Z', does: 'undoes your last change' },
  { keys: '?', does: 'lists every shortcut' },
] as const

/** For whoever waits to look on: what there will be to see. */
export const OnlookerWords = ({ atDesk }: { readonly atDesk: boolean }) => (
  <p className="text-sm text-ink-soft">
    {atDesk
      ? 'Once a case is ready, its guide opens here. During the round you can follow the board, keep private notes, mark moments and whisper to the interviewer.'
      : 'You see the board as the candidate sees it, from the first card, and everything the interviewer gives them. The others see only your name.'}
  </p>
)

/** What a finger can do; for screens that have neither a mouse nor, as far as a browser can tell, a keyboard. */
const touches = [
  { what: 'Tap a card', does: 'to edit it. Enter adds the next card.' },
  { what: 'Tap ⋯', does: 'to move, nest, link or remove it.' },
  { what: 'Drag the dots', does: 'at its left edge to move it.' },
  { what: 'Tap a section’s name', does: 'to open or collapse it.' },
] as const

/** For whoever waits: the five keys that make the board fast, or what a finger can do. */
export const BoardKeys = ({ hidden }: { readonly hidden: boolean }) => (
  <>
    <p className="text-sm text-ink-soft">
      {hidden
        ? 'You won’t see the case until the round starts. Then the board opens, with a section for each topic.'
        : 'The board opens when the round starts, with a section for each topic.'}{' '}
      Short cards work best.
    </p>
    <ul className="mt-3 hidden list-none space-y-2 text-sm text-ink-soft [@media(hover:none)_and_(pointer:coarse)]:block">
      {touches.map((touch) => (
        <li key={touch.what}>
          <b className="font-medium text-ink">{touch.what}</b> {touch.does}
        </li>
      ))}
    </ul>
    <dl
      aria-label="Useful keys"
      className="mt-3 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 text-sm [@media(hover:none)_and_(pointer:coarse)]:hidden"
    >
      {keys.map((key) => (
        <div key={key.keys} className="contents">
          <dt className="justify-self-end">
            <Kbd keys={key.keys} />
          </dt>
          <dd className="text-ink-soft">{key.does}</dd>
        </div>
      ))}
    </dl>
  </>
)

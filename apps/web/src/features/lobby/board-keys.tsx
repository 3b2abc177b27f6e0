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
      : 'You see the board as the candidate sees it, from the first card on, and everything the interviewer gives them. The others see only your name.'}
  </p>
)

/** For whoever waits: the five keys that make the board fast. */
export const BoardKeys = ({ hidden }: { readonly hidden: boolean }) => (
  <>
    <p className="text-sm text-ink-soft">
      {hidden
        ? 'You won’t see the case until the round starts. Then the board opens, with a section for each topic.'
        : 'The board opens when the round starts, with a section for each topic.'}{' '}
      Short cards work best. These keys are quick:
    </p>
    <dl className="mt-3 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 text-sm">
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

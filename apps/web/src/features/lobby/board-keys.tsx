import { Kbd } from '../../design/index.ts'

const keys = [
  { keys: 'Enter', does: 'adds a card' },
  { keys: 'Tab', does: 'nests it under the one above' },
  { keys: 'Alt+Up', does: 'moves it; other arrows too' },
  { keys: 'Mod+Z', does: 'takes back your own last step' },
  { keys: '?', does: 'lists every key' },
] as const

/** For whoever waits to look on: what there will be to see. */
export const OnlookerWords = ({ atDesk }: { readonly atDesk: boolean }) => (
  <p className="text-sm text-ink-soft">
    {atDesk
      ? 'Once a case is ready, its guide opens beside you. During the round you read along, keep private notes, mark moments, and whisper to the interviewer.'
      : 'You see the board and what is handed over as the candidate sees it, from the first card on. You watch in silence: nothing you do shows on other screens but your name.'}
  </p>
)

/** For whoever waits: the five keys that make the board fast. */
export const BoardKeys = ({ hidden }: { readonly hidden: boolean }) => (
  <>
    <p className="text-sm text-ink-soft">
      {hidden
        ? 'The case stays hidden from you until the round starts. Then the board opens, with one section per topic.'
        : 'The board opens when the round starts, with one section per topic.'}{' '}
      Short cards work best, and these keys make them quick:
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

import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Kbd } from '../../design/index.ts'

const keys = [
  { keys: 'Enter', does: t`adds a card` },
  { keys: 'Tab', does: t`nests it under the card above` },
  { keys: 'Alt+Up', does: t`moves it; the other arrows work too` },
  { keys: 'Mod+Z', does: t`undoes your last change` },
  { keys: '?', does: t`lists every shortcut` },
] as const

/** For observers who are waiting: what there will be to see. */
export function OnlookerWords({ atDesk }: { readonly atDesk: boolean }) {
  return (
    <p className="text-sm text-ink-soft">
      {atDesk
        ? t`Once a case is ready, its guide opens here. During the round you can follow the board, keep private notes, pin moments, whisper to the interviewer, and take over as interviewer.`
        : t`You see the board as the candidate sees it, from the first card, and everything the interviewer gives them. The others see only your name.`}
    </p>
  )
}

/** Touch gestures, for screens that have neither a mouse nor, as far as a browser can tell, a keyboard. */
const touches = [
  { what: t`Tap a card`, does: t`to edit it. Enter adds the next card.` },
  { what: t`Tap ⋯`, does: t`to move, nest, link or remove it.` },
  { what: t`Drag the dots`, does: t`at its left edge to move it.` },
  { what: t`Tap a section’s name`, does: t`to open or collapse it.` },
] as const

/** For people who are waiting: the five keys that make the board fast, or the touch gestures. */
export function BoardKeys() {
  return (
    <>
      <p className="text-sm text-ink-soft">
        <Trans>The board opens when the round starts, with a section for each topic. Short cards work best.</Trans>
      </p>
      <ul className="mt-3 hidden list-none space-y-2 text-sm text-ink-soft [@media(hover:none)_and_(pointer:coarse)]:block">
        {touches.map((touch) => (
          <li key={touch.what}>
            <b className="font-medium text-ink">{touch.what}</b> {touch.does}
          </li>
        ))}
      </ul>
      <dl
        aria-label={t`Useful keys`}
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
}

import type { Call } from '@greenroom/call'
import { t } from '@lingui/core/macro'
import { Ear } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { cx } from '../../design/index.ts'

/** A mentor's voice goes to the interviewer alone for as long as this is held. */
export function HoldToWhisper({ call, talking }: { readonly call: Call; readonly talking: boolean }) {
  return (
    <AriaButton
      aria-label={talking ? t`Whispering` : t`Hold to whisper`}
      aria-pressed={talking}
      data-whispering={talking}
      className={cx(
        'flex h-8 cursor-default touch-none items-center gap-1.5 rounded-md px-2 text-xs font-medium select-none',
        talking ? 'bg-accent text-on-accent' : 'bg-sunken text-ink',
      )}
      onPressStart={() => call.talk(true)}
      onPressEnd={() => call.talk(false)}
    >
      <Ear aria-hidden="true" className="size-4" />
      <span className="max-sm:sr-only">{talking ? t`Whispering` : t`Hold to whisper`}</span>
    </AriaButton>
  )
}

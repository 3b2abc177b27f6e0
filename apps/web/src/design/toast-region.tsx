import { t } from '@lingui/core/macro'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  Button,
  Text,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { toasts } from './toast.ts'

const icons = { info: Info, good: CircleCheck, danger: CircleAlert } as const
const inks = { info: 'text-info-ink', good: 'text-accent-ink', danger: 'text-danger-ink' } as const

/** The newest in full; older ones that wait for an answer keep one line each, so that they leave the page in sight. */
export function Toasts() {
  return (
    <ToastRegion
      queue={toasts}
      aria-label={t`Messages`}
      // On a phone at the top: at the bottom it would lie over the card that is written in, and over the keyboard.
      className="fixed top-2 left-1/2 z-50 flex w-[min(26rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col gap-2 rounded-lg outline-none sm:top-auto sm:bottom-5 sm:flex-col-reverse"
    >
      {({ toast }) => {
        const { tone, title, words, action } = toast.content
        const Icon = icons[tone]
        return (
          <AriaToast
            toast={toast}
            className="flex items-start gap-3 rounded-lg border border-line bg-raised py-3 pr-2 pl-3.5 text-sm shadow-2 in-[li:not(:first-child)]:py-1.5"
          >
            <Icon aria-hidden="true" className={cx('mt-0.5 size-4 shrink-0', inks[tone])} />
            <AriaToastContent className="min-w-0 grow">
              <Text slot="title" className="block font-medium text-ink in-[li:not(:first-child)]:truncate">
                {title}
              </Text>
              {words && (
                <Text
                  slot="description"
                  className="mt-0.5 block text-ink-soft max-sm:line-clamp-5 in-[li:not(:first-child)]:hidden"
                >
                  {words}
                </Text>
              )}
              {action && (
                <Button
                  className="mt-2 rounded-sm font-medium text-accent-ink hovered:underline in-[li:not(:first-child)]:hidden"
                  onPress={() => {
                    toasts.close(toast.key)
                    action.onPress()
                  }}
                >
                  {action.label}
                </Button>
              )}
            </AriaToastContent>
            <Button
              slot="close"
              aria-label={t`Dismiss`}
              className="grid size-6 place-items-center rounded-sm text-ink-faint hovered:bg-hover hovered:text-ink"
            >
              <X aria-hidden="true" className="size-4" />
            </Button>
          </AriaToast>
        )
      }}
    </ToastRegion>
  )
}

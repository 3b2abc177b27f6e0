import { t } from '@lingui/core/macro'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { UNSAFE_PortalProvider } from 'react-aria/PortalProvider'
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  Button,
  Text,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { useMessageSlot } from './message-slot.tsx'
import { toasts } from './toast.ts'

const icons = { info: Info, good: CircleCheck, danger: CircleAlert } as const
const inks = { info: 'text-info-ink', good: 'text-accent-ink', danger: 'text-danger-ink' } as const

/** The time of a message runs only while the page is seen: who comes back to a hidden tab has missed nothing. */
function WaitsForReader() {
  useEffect(() => {
    const follow = (): void => {
      if (document.hidden) toasts.pauseAll()
      else toasts.resumeAll()
    }
    // The message's own timer starts after this.
    const begun = setTimeout(() => {
      if (document.hidden) follow()
    })
    document.addEventListener('visibilitychange', follow)
    return () => {
      clearTimeout(begun)
      document.removeEventListener('visibilitychange', follow)
    }
  }, [])
  return null
}

/** The newest message, in the page's own place for it; older ones that wait for an answer come back when it has gone. */
export function Toasts() {
  const slot = useMessageSlot()
  return (
    <UNSAFE_PortalProvider getContainer={() => slot ?? document.body}>
      <ToastRegion
        queue={toasts}
        aria-label={t`Messages`}
        data-messages=""
        className={cx(
          'outline-none [&_li:not(:first-child)]:hidden!',
          slot === null &&
            'fixed top-2 left-1/2 z-50 w-[min(26rem,calc(100vw-1.5rem))] -translate-x-1/2 rounded-lg border border-line bg-raised shadow-2',
        )}
      >
        {({ toast }) => {
          const { tone, title, words, action } = toast.content
          const Icon = icons[tone]
          return (
            <AriaToast
              toast={toast}
              className="flex min-h-10 items-center gap-2.5 bg-raised px-3 py-0.5 max-md:py-1.5 text-sm leading-4.5 outline-offset-[-2px]"
            >
              <WaitsForReader />
              <Icon aria-hidden="true" className={cx('size-4 shrink-0', inks[tone])} />
              <AriaToastContent
                className={cx(
                  'flex min-w-0 grow items-center gap-x-3 gap-y-0.5',
                  // A bar has room for two lines, so that what can be pressed stands beside them.
                  slot === null ? 'flex-wrap' : 'max-md:flex-wrap',
                )}
              >
                {/* Whole, whatever its length: the end is often what to do. */}
                <span className="min-w-0">
                  <Text slot="title" className={cx('font-medium text-ink', words && 'max-md:block')}>
                    {title}
                  </Text>
                  {words && (
                    <>
                      {' '}
                      <Text slot="description" className="text-ink-soft">
                        {words}
                      </Text>
                    </>
                  )}
                </span>
                {action && (
                  <Button
                    className="min-h-6 shrink-0 rounded-sm font-medium text-accent-ink hovered:underline"
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
                className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-faint hovered:bg-hover hovered:text-ink"
              >
                <X aria-hidden="true" className="size-4" />
              </Button>
            </AriaToast>
          )
        }}
      </ToastRegion>
    </UNSAFE_PortalProvider>
  )
}

import { useSyncExternalStore } from 'react'
import { cx } from './class-names.ts'
import { messageSlots } from './toast.ts'

/** A place in the layout for messages about what has just happened; it takes up no room while there are none. */
export function MessageSlot({ className }: { readonly className?: string }) {
  return (
    <div ref={messageSlots.add} data-message-slot="" className={cx('min-w-0 empty:hidden print:hidden', className)} />
  )
}

/** The current place of the page below any dialog, for what is about the page itself. `null` when there is none. */
export function usePageSlot(): HTMLElement | null {
  return useSyncExternalStore(messageSlots.subscribe, messageSlots.ofPage)
}

/** The current place. `null` when there is none, and messages float. */
export function useMessageSlot(): HTMLElement | null {
  return useSyncExternalStore(messageSlots.subscribe, messageSlots.current)
}

import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components'

export type ToastTone = 'info' | 'good' | 'danger'
export type Toast = {
  readonly tone: ToastTone
  readonly title: string
  readonly words?: string
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

/**
 * Where messages appear: parts of the page's own layout, so that they cover nothing. The newest place counts; without any, messages float.
 */
const slots: HTMLElement[] = []
const watchers = new Set<() => void>()
export const messageSlots = {
  current: (): HTMLElement | null => slots.at(-1) ?? null,
  /** The same without those of dialogs. */
  ofPage: (): HTMLElement | null => slots.findLast((slot) => slot.closest('[data-scrim]') === null) ?? null,
  subscribe: (changed: () => void): (() => void) => {
    watchers.add(changed)
    return () => void watchers.delete(changed)
  },
  /** A ref of an element. Returns a function that removes it again. */
  add: (slot: HTMLElement | null): (() => void) => {
    if (slot === null) return () => undefined
    slots.push(slot)
    for (const changed of watchers) changed()
    return () => {
      slots.splice(slots.indexOf(slot), 1)
      for (const changed of watchers) changed()
    }
  },
}

/** Drawn by `Toasts`, which is loaded when there is something to say. */
export const toasts = new ToastQueue<Toast>({ maxVisibleToasts: 3 })

/**
 * Says what has just happened, for 6 seconds; a message that asks for an answer stays. Returns a function that removes it. `onClose` is
 * called when it goes, whatever the cause.
 */
export function showToast(toast: Toast, onClose?: () => void): () => void {
  const key = toasts.add(toast, { ...(toast.action ? {} : { timeout: 6000 }), ...(onClose && { onClose }) })
  return () => toasts.close(key)
}

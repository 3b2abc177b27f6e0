import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components'

export type ToastTone = 'info' | 'good' | 'danger'
export type Toast = {
  readonly tone: ToastTone
  readonly title: string
  readonly words?: string
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

/** Drawn by `Toasts`, which is loaded when there is something to say. */
export const toasts = new ToastQueue<Toast>({ maxVisibleToasts: 3 })

/** Says what has just happened, for 6 seconds; what asks for an answer stays. Answers how to take it away. */
export function showToast(toast: Toast): () => void {
  const key = toasts.add(toast, toast.action ? {} : { timeout: 6000 })
  return () => toasts.close(key)
}

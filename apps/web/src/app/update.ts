import { t } from '@lingui/core/macro'
import { whenIdle } from '../browser/when-idle.ts'
import { showToast } from '../design/index.ts'

const offerReload = (waiting: ServiceWorker): void => {
  showToast({
    tone: 'info',
    title: t`A new version of Greenroom is ready`,
    words: t`Reload to get it. What you typed is kept.`,
    action: { label: t`Reload now`, onPress: () => waiting.postMessage({ type: 'SKIP_WAITING' }) },
  })
}

/** Milliseconds from the loaded page until its worker is asked for, which fetches every file of the page: the first picture comes first. */
const afterLoad = 3_000

function onceDrawn(run: () => void): void {
  const wait = (): void => void setTimeout(() => whenIdle(run), afterLoad)
  if (document.readyState === 'complete') wait()
  else window.addEventListener('load', wait, { once: true })
}

/**
 * The shell is cached where browsers allow it (https and localhost). A new version waits until the person agrees: a page that reloads by
 * itself would interrupt somebody in mid-sentence.
 */
export function watchForUpdates(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  // The very first worker takes over silently; only a successor means that this page is old.
  const { controller } = navigator.serviceWorker
  const watch = async () => {
    const registration = await navigator.serviceWorker.register('/sw.js')
    // Requested once through the worker, which keeps the answer for when there is no connection.
    void navigator.serviceWorker.ready.then(() =>
      whenIdle(
        () =>
          void import('../features/bank/bank.ts').then(
            (m) => m.loadBank(),
            () => undefined,
          ),
      ),
    )
    if (registration.waiting && controller) offerReload(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const incoming = registration.installing
      incoming?.addEventListener('statechange', () => {
        if (incoming.state === 'installed' && navigator.serviceWorker.controller) offerReload(incoming)
      })
    })
  }
  let reloading = false
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!controller || reloading) return
    reloading = true
    location.reload()
  })
  // Without a worker the page works the same, except without a network.
  onceDrawn(() => void watch().catch(() => undefined))
}

import { Suspense, useEffect, useState } from 'react'
import { whenIdle } from '../browser/when-idle.ts'
import { toasts } from '../design/index.ts'
import { LazyPart, lazyPart } from '../shell/lazy-part.tsx'

const loadToasts = () => import('../design/toast-region.tsx')
const Toasts = lazyPart(() => loadToasts().then((m) => m.Toasts))

/** Where messages appear. The code that draws them is loaded in a quiet moment, or with the first message. */
export function ToastPlace() {
  const [used, setUsed] = useState(toasts.visibleToasts.length > 0)
  useEffect(() => toasts.subscribe(() => setUsed(true)), [])
  useEffect(() => whenIdle(() => void loadToasts().catch(() => undefined)), [])
  if (!used) return null
  return (
    <LazyPart>
      <Suspense fallback={null}>
        <Toasts />
      </Suspense>
    </LazyPart>
  )
}

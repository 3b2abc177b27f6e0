import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { isWritingPlace } from '../../browser/typing/writing-place.ts'
import { whenIdle } from '../../browser/when-idle.ts'
import { togglePanel } from '../../live/room-view.ts'
import { LazyPart, lazyPart } from '../../shell/lazy-part.tsx'
import { closePalette, openPalette, openShortcuts, usePalette } from '../../shell/palette-state.ts'
import { pageKeyOf } from './page-keys.ts'

const loadLayers = () => import('./palette-layers.tsx')
const PaletteLayers = lazyPart(() => loadLayers().then((m) => m.PaletteLayers))

/** Listens on every page for Mod-K and `?`, and contains what they open. */
export function PaletteHost() {
  const open = usePalette((state) => state.open)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = pageKeyOf(event, isWritingPlace(document.activeElement))
      if (!key) return
      event.preventDefault()
      if (key === 'panel') togglePanel()
      if (key === 'shortcuts') openShortcuts()
      if (key === 'palette') {
        if (usePalette.getState().open === 'palette') closePalette()
        else openPalette()
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  // Small, and needed exactly when the connection is down: loaded in advance, once the page itself is there.
  useEffect(() => whenIdle(() => void loadLayers().catch(() => undefined)), [])
  const [used, setUsed] = useState(false)
  if (open !== null && !used) setUsed(true)
  if (open === null && !used) return null
  const giveUp = () => {
    closePalette()
    setUsed(false)
  }
  return (
    <LazyPart what={open === 'shortcuts' ? t`The list of shortcuts` : t`The search`} onClose={giveUp}>
      <PaletteLayers />
    </LazyPart>
  )
}

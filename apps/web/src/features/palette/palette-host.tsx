import { lazy, Suspense, useEffect } from 'react'
import { Modal } from '../../design/index.ts'
import { togglePanel } from '../../live/room-view.ts'
import { closePalette, openPalette, openShortcuts, usePalette } from '../../shell/palette-state.ts'
import { isWritingPlace, pageKeyOf } from './page-keys.ts'

const Palette = lazy(() => import('./palette.tsx').then((m) => ({ default: m.Palette })))
const Shortcuts = lazy(() => import('./shortcuts.tsx').then((m) => ({ default: m.Shortcuts })))

/** Listens on every page for Mod-K and `?`, and holds what they open. */
export const PaletteHost = () => {
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
  const onOpenChange = (isOpen: boolean) => !isOpen && closePalette()
  return (
    <>
      <Modal isOpen={open === 'palette'} onOpenChange={onOpenChange} atTop>
        <Suspense fallback={<div className="h-96" />}>
          <Palette />
        </Suspense>
      </Modal>
      <Modal isOpen={open === 'shortcuts'} onOpenChange={onOpenChange} width="lg">
        <Suspense fallback={<div className="h-96" />}>
          <Shortcuts />
        </Suspense>
      </Modal>
    </>
  )
}

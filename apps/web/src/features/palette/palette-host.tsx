import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { whenIdle } from '../../browser/when-idle.ts'
import { Modal } from '../../design/index.ts'
import { togglePanel } from '../../live/room-view.ts'
import { LazyPart, lazyPart } from '../../shell/lazy-part.tsx'
import { closePalette, openPalette, openShortcuts, usePalette } from '../../shell/palette-state.ts'
import { isWritingPlace, pageKeyOf } from './page-keys.ts'

const loadPalette = () => import('./palette.tsx')
const loadShortcuts = () => import('./shortcuts.tsx')
const Palette = lazyPart(() => loadPalette().then((m) => m.Palette))
const Shortcuts = lazyPart(() => loadShortcuts().then((m) => m.Shortcuts))

/** Listens on every page for Mod-K and `?`, and holds what they open. */
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
  // Small, and wanted exactly when the connection is down: they are loaded ahead, once the page itself is there.
  useEffect(() => whenIdle(() => void Promise.all([loadPalette(), loadShortcuts()]).catch(() => undefined)), [])
  const onOpenChange = (isOpen: boolean) => !isOpen && closePalette()
  return (
    <>
      <Modal isOpen={open === 'palette'} onOpenChange={onOpenChange} atTop>
        <LazyPart what={t`The search`} onClose={closePalette}>
          <Palette />
        </LazyPart>
      </Modal>
      <Modal isOpen={open === 'shortcuts'} onOpenChange={onOpenChange} width="lg">
        <LazyPart what={t`The list of shortcuts`} onClose={closePalette}>
          <Shortcuts />
        </LazyPart>
      </Modal>
    </>
  )
}

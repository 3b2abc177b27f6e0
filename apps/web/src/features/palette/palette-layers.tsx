import { Modal } from '../../design/index.ts'
import { closePalette, usePalette } from '../../shell/palette-state.ts'
import { Palette } from './palette.tsx'
import { Shortcuts } from './shortcuts.tsx'

/** The two layers over every page: the palette and the list of keys. */
export function PaletteLayers() {
  const open = usePalette((state) => state.open)
  const onOpenChange = (isOpen: boolean) => !isOpen && closePalette()
  return (
    <>
      <Modal isOpen={open === 'palette'} onOpenChange={onOpenChange} atTop>
        <Palette />
      </Modal>
      <Modal isOpen={open === 'shortcuts'} onOpenChange={onOpenChange} width="lg">
        <Shortcuts />
      </Modal>
    </>
  )
}

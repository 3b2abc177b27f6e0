import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { isWritingPlace } from '../../browser/typing/writing-place.ts'
import { Dialog, type KeyLine, KeyList, Modal } from '../../design/index.ts'
import { asksForKeys, sectionKeys } from '../board/keyboard.ts'
import { useSectionLegend } from '../board/section-legend.ts'
import { playerKeyLines } from '../replay/player/player-keys.ts'

const pageLines: readonly KeyLine[] = [
  { id: 'pinned', label: t`Go to the pinned line`, keys: [sectionKeys(0)] },
  { id: 'shortcuts', label: t`This list`, keys: ['?'] },
  { id: 'close', label: t`Close what is open`, keys: ['Escape'] },
]

/** The keys of a saved page under `?`: of those that a page of the server lists, the ones that its player has. */
export function SavedKeys() {
  const [isOpen, setOpen] = useState(false)
  const sections = useSectionLegend()
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!asksForKeys(event, isWritingPlace(document.activeElement))) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <Modal isOpen={isOpen} onOpenChange={setOpen} width="lg">
      <Dialog scrolls title={t`Keyboard shortcuts`} lead={t`All of this also works with a mouse or by touch.`}>
        <div className="gap-10 sm:columns-2">
          <KeyList title={t`Replay`} lines={playerKeyLines} />
          {sections.length > 0 && (
            <KeyList
              title={t`Sections of this board`}
              lines={sections.map(({ id, title, keys }) => ({ id, label: title, keys: [keys] }))}
            />
          )}
          <KeyList title={t`This page`} lines={pageLines} />
        </div>
      </Dialog>
    </Modal>
  )
}

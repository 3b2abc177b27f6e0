import { textLimits, typedWords } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Button, Dialog, Modal, TextField } from '../../design/index.ts'
import { useRoomDraft } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { limitError } from '../../words/limit-words.ts'
import { recents } from '../recents/browser-recents.ts'

export function RenameDialog({
  isOpen,
  onClose,
  ...props
}: RoomProps & { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Modal isOpen={isOpen} onOpenChange={(open) => !open && onClose()} width="sm">
      <RenameForm
        {...props}
        onRename={async (name) => {
          if (!(await props.send({ kind: 'rename', name }))) return false
          recents.rememberName(name)
          onClose()
          return true
        }}
      />
    </Modal>
  )
}

const RenameForm = ({ onRename, ...props }: RoomProps & { readonly onRename: (name: string) => Promise<boolean> }) => {
  const { session, me, connected } = props
  const current = session.participants[me]?.name ?? ''
  const draft = useRoomDraft(props, 'name', current)
  const trimmed = typedWords(draft.words)
  const tooLong = limitError(trimmed, textLimits.name)
  return (
    <Dialog title={t`Change your name`}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const sent = draft.words
          if (trimmed !== '' && tooLong === undefined) void onRename(trimmed).then((done) => done && draft.settle(sent))
        }}
      >
        <TextField label={t`Your name`} value={draft.words} onChange={draft.write} error={tooLong} autoFocus />
        <Button
          type="submit"
          variant="primary"
          isDisabled={!connected || trimmed === '' || trimmed === current || tooLong !== undefined}
        >{t`Save`}</Button>
      </form>
    </Dialog>
  )
}

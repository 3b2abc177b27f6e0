import { useState } from 'react'
import { Button, Dialog, Modal, TextField } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { recents } from '../recents/browser-recents.ts'

export const RenameDialog = ({
  session,
  me,
  send,
  connected,
  isOpen,
  onClose,
}: RoomProps & { readonly isOpen: boolean; readonly onClose: () => void }) => (
  <Modal isOpen={isOpen} onOpenChange={(open) => !open && onClose()} width="sm">
    <RenameForm
      current={session.participants[me]?.name ?? ''}
      isDisabled={!connected}
      onRename={async (name) => {
        if (!(await send({ kind: 'rename', name }))) return
        recents.rememberName(name)
        onClose()
      }}
    />
  </Modal>
)

const RenameForm = ({
  current,
  isDisabled,
  onRename,
}: {
  readonly current: string
  readonly isDisabled: boolean
  readonly onRename: (name: string) => Promise<void>
}) => {
  const [name, setName] = useState(current)
  const trimmed = name.trim()
  return (
    <Dialog title="Change your name">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (trimmed !== '') void onRename(trimmed)
        }}
      >
        <TextField label="Your name" value={name} onChange={setName} maxLength={40} autoFocus />
        <Button type="submit" variant="primary" isDisabled={isDisabled || trimmed === '' || trimmed === current}>
          Change it
        </Button>
      </form>
    </Dialog>
  )
}

import { maySend, textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { Button, Dialog, Modal, TextField } from '../../../design/index.ts'
import { useRoomDraft } from '../../../live/room-draft.ts'
import type { RoomProps } from '../../../live/room-props.ts'
import { readCallLink } from '../../../words/call-link.ts'
import { limitError } from '../../../words/limit-words.ts'

/** Whether this participant may set the link of the call now. */
export function maySetCallLink({ session, me }: Pick<RoomProps, 'session' | 'me'>): boolean {
  return maySend(session, me, { kind: 'setCallLink', callLink: null })
}

/** The link of the people's own call: added, changed or removed at any time. */
export function CallLinkDialog({
  isOpen,
  onClose,
  ...props
}: RoomProps & { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Modal isOpen={isOpen} onOpenChange={(open) => !open && onClose()} width="sm">
      <CallLinkForm {...props} onDone={onClose} />
    </Modal>
  )
}

const CallLinkForm = ({ onDone, ...props }: RoomProps & { readonly onDone: () => void }) => {
  const { session, connected, send } = props
  const stored = session.callLink ?? ''
  const draft = useRoomDraft(props, 'call-link', stored)
  const [tried, setTried] = useState(false)
  const link = readCallLink(draft.words)
  const tooLong = limitError(draft.words.trim(), textLimits.callLink)
  const isEmpty = draft.words.trim() === ''
  const fault =
    tooLong ??
    (tried && link === null ? t`That isn’t a web address. Paste the link to your Meet or Zoom call.` : undefined)
  const save = async (callLink: string | null): Promise<void> => {
    const sent = draft.words
    if (!(await send({ kind: 'setCallLink', callLink }))) return
    // Removed: an empty field is what is stored now.
    draft.write(callLink === null ? '' : sent)
    draft.settle(callLink === null ? '' : sent)
    onDone()
  }
  return (
    <Dialog
      title={stored === '' ? t`Add a call link` : t`Change the call link`}
      lead={t`Everybody in the session sees it in the header. You can also talk in the room itself, without a link.`}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (link !== null && tooLong === undefined) void save(link)
        }}
      >
        <TextField
          label={t`Call link`}
          value={draft.words}
          onChange={draft.write}
          placeholder={t`meet.google.com/…`}
          inputMode="url"
          error={fault}
          autoFocus
        />
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant="primary"
            isDisabled={!connected || (isEmpty && !tried) || link === stored}
          >{t`Save`}</Button>
          {stored !== '' && (
            <Button isDisabled={!connected} onPress={() => void save(null)}>{t`Remove the link`}</Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}

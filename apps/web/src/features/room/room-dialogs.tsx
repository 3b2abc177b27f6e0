import { currentRound, seatsNeeded } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Dialog, Modal } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { setRoomView, useRoomView } from '../../live/room-view.ts'
import { SharePanel, type Sharing } from '../invitations/share-panel.tsx'
import { PeopleList } from '../lobby/people-list.tsx'
import { SeatCard } from '../lobby/seat-cards.tsx'
import type { Person } from '../people/people.ts'
import { CallLinkDialog } from './header/call-link-dialog.tsx'

/** What the header opens over the room: invitations, and people with their seats. */
export function RoomDialogs(
  props: RoomProps & { readonly people: readonly Person[]; readonly sharing: Sharing | null },
) {
  const dialog = useRoomView((view) => view.dialog)
  const close = (open: boolean) => !open && setRoomView({ dialog: null })
  const seats = seatsNeeded(props.session, currentRound(props.session))
  const free = seats.filter((seat) => !props.people.some((person) => person.seat === seat))
  return (
    <>
      <Modal isOpen={dialog === 'people'} onOpenChange={close}>
        <Dialog title={t`People and seats`}>
          <PeopleList {...props} />
          {free.length > 0 && (
            <ul aria-label={t`Free seats`} className="mt-4 flex flex-col gap-2">
              {free.map((seat) => (
                <SeatCard key={seat} {...props} seat={seat} />
              ))}
            </ul>
          )}
        </Dialog>
      </Modal>
      <CallLinkDialog {...props} isOpen={dialog === 'call'} onClose={() => setRoomView({ dialog: null })} />
      {props.sharing && (
        <Modal isOpen={dialog === 'invite'} onOpenChange={close}>
          <Dialog
            title={t`Invitations`}
            lead={t`To join, people open one and enter a name. They don’t need an account.`}
          >
            <SharePanel sharing={props.sharing} />
          </Dialog>
        </Modal>
      )}
    </>
  )
}

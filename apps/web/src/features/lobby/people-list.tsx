import { t } from '@lingui/core/macro'
import { UserMinus } from 'lucide-react'
import { useRef, useState } from 'react'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'
import { Avatar, ConfirmDialog, IconButton, showToast } from '../../design/index.ts'
import { useRoom } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { seatWords } from '../../words/words.ts'
import type { Person } from '../people/people.ts'
import { MySeat } from './seat-cards.tsx'

/** Everybody in the session: name, seat, and whether they are connected. The owner can remove somebody. */
export function PeopleList({
  people,
  session,
  me,
  connected,
  send,
}: RoomProps & { readonly people: readonly Person[] }) {
  const [removing, setRemoving] = useState<Person | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const { token } = useRoom()
  // Over REST, because it also ends their token and cuts their connections.
  const remove = async (person: Person) => {
    const path = `/sessions/${session.session ?? ''}/participants/${person.id}/remove`
    const answer = await callApi(path, { method: 'POST', token, schema: z.unknown() })
    if (!answer.ok) showToast({ tone: 'danger', title: t`${person.name} was not removed`, words: answer.message })
    // Their row and its button disappear: without this, the focus would leave the dialog.
    list.current?.focus()
  }
  const mayRemove = session.owner === me
  return (
    <>
      <ul ref={list} tabIndex={-1} aria-label={t`People`} className="divide-y divide-line rounded-md outline-none">
        {people.map((person) => (
          <li key={person.id} className="flex items-center gap-3 py-2">
            <Avatar name={person.name} colour={person.colour} away={!person.here} />
            <div className="min-w-0 grow">
              <p className="truncate text-sm font-medium">
                {person.name}
                {person.me && <span className="font-normal text-ink-faint">{t` (you)`}</span>}
              </p>
              <p className="truncate text-xs text-ink-faint">
                {[
                  person.seat ? seatWords[person.seat] : t`No seat`,
                  ...(person.owner ? ['owner'] : []),
                  ...(person.here ? [] : [t`not connected`]),
                ].join(' · ')}
              </p>
            </div>
            {person.me && <MySeat session={session} me={me} people={people} connected={connected} send={send} />}
            {mayRemove && !person.me && (
              <IconButton
                label={t`Remove ${person.name}`}
                size="sm"
                isDisabled={!connected}
                onPress={() => setRemoving(person)}
              >
                <UserMinus aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={t`Remove ${removing?.name ?? ''}?`}
        confirm={t`Remove`}
        isOpen={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        onConfirm={() => {
          if (removing) void remove(removing)
        }}
      >{t`They lose their seat and can’t come back without a new invitation. What they did stays in the session.`}</ConfirmDialog>
    </>
  )
}

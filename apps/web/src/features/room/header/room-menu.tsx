import type { BoardClient } from '@greenroom/room-client'
import { isAtDesk, mayEditBoard } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import {
  ArrowLeftRight,
  DoorClosed,
  DoorOpen,
  History,
  Keyboard,
  KeyRound,
  LogOut,
  Menu as MenuIcon,
  Pencil,
  RotateCcw,
  Trash2,
  UserPlus,
  UsersRound,
  Video,
} from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { callApi } from '../../../browser/api.ts'
import { type Theme, useTheme } from '../../../browser/theme.ts'
import {
  ConfirmDialog,
  IconButton,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
  showToast,
} from '../../../design/index.ts'
import { frameworkOf } from '../../../live/framework-of.ts'
import { useRoom } from '../../../live/room-context.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { setRoomView } from '../../../live/room-view.ts'
import { LazyPart, lazyPart } from '../../../shell/lazy-part.tsx'
import { openShortcuts } from '../../../shell/palette-state.ts'
import { themeChoices } from '../../../shell/theme-choices.ts'
import { useSignals } from '../../clock/signals.ts'
import { RenameDialog } from '../../people/rename-dialog.tsx'
import { recents } from '../../recents/browser-recents.ts'
import { forgetSession } from '../../recents/forget-session.ts'
import { roundWords } from '../round-bar.tsx'
import { seatStepsOf } from '../seat-steps.ts'
import { maySetCallLink } from './call-link-dialog.tsx'

const RestoreBoardDialog = lazyPart(() =>
  import('../../replay/moment/restore-board-dialog.tsx').then((m) => m.RestoreBoardDialog),
)
const WayBackDialog = lazyPart(() => import('../../way-back/way-back-dialog.tsx').then((m) => m.WayBackDialog))

/** Everything about the room that is not needed every minute. */
export function RoomMenu({
  board,
  onShowRound,
  ...props
}: RoomProps & { readonly board: BoardClient | null; readonly onShowRound: (round: string | null) => void }) {
  const { session, round, me, send, connected } = props
  const navigate = useNavigate()
  const { token } = useRoom()
  const { theme, choose } = useTheme()
  const { sound, title, set } = useSignals()
  const [asking, setAsking] = useState<'close' | 'delete' | 'rename' | 'restore' | 'way-back' | null>(null)
  const owner = session.owner === me
  const closed = session.status.kind === 'closed'
  const framework = round.framework === null ? null : frameworkOf(round.framework)
  const startedAt = round.startedAt
  const mayRestore =
    board !== null && framework !== null && startedAt !== null && isAtDesk(session, me) && mayEditBoard(round, me)
  const id = session.session ?? ''
  const seatSteps = seatStepsOf(props)

  const deleteForGood = async () => {
    const answer = await callApi(`/sessions/${id}`, { method: 'DELETE', token, schema: z.unknown() })
    if (!answer.ok) {
      showToast({ tone: 'danger', title: t`Session not deleted`, words: answer.message })
      return
    }
    for (const known of recents.of(id)) forgetSession(id, known.participant)
    void navigate('/')
    showToast({ tone: 'good', title: t`Session deleted`, words: t`Its board, scores and recording are gone.` })
  }
  const act = (key: unknown) => {
    if (key === 'rename' || key === 'way-back' || key === 'restore' || key === 'close' || key === 'delete')
      setAsking(key)
    if (key === 'people') setRoomView({ dialog: 'people' })
    if (key === 'invite') setRoomView({ dialog: 'invite' })
    if (key === 'replay') void navigate(`/s/${id}/replay`)
    if (key === 'call' && session.callLink) window.open(session.callLink, '_blank', 'noopener,noreferrer')
    if (key === 'set-call') setRoomView({ dialog: 'call' })
    if (key === 'keys') openShortcuts()
    if (key === 'reopen') void send({ kind: 'reopenSession' })
    if (key === 'leave') void navigate('/')
    const step = seatSteps.find((one) => one.id === key)
    if (step) void send(step.command)
    if (typeof key === 'string' && key.startsWith('round ')) {
      const id = key.slice('round '.length)
      onShowRound(id === round.id ? null : id)
    }
  }
  const offline = connected
    ? []
    : [...seatSteps.map((step) => step.id), 'set-call', 'rename', 'way-back', 'restore', 'close', 'reopen', 'delete']

  return (
    <>
      <MenuTrigger>
        <IconButton label={t`Room menu`} size="sm">
          <MenuIcon aria-hidden="true" />
        </IconButton>
        <Menu aria-label={t`Room`} placement="bottom end" onAction={act} disabledKeys={offline} className="w-64">
          <MenuSection aria-label={t`Session`}>
            <MenuItem id="people" icon={<UsersRound />}>{t`People and seats`}</MenuItem>
            {owner && !closed ? <MenuItem id="invite" icon={<UserPlus />}>{t`Invitations`}</MenuItem> : null}
            {session.callLink ? <MenuItem id="call" icon={<Video />}>{t`Open the call`}</MenuItem> : null}
            {maySetCallLink(props) ? (
              <MenuItem id="set-call" icon={<Video />}>
                {session.callLink ? t`Change the call link` : t`Add a call link`}
              </MenuItem>
            ) : null}
            <MenuItem id="rename" icon={<Pencil />}>{t`Change your name`}</MenuItem>
            <MenuItem id="way-back" icon={<KeyRound />}>{t`Save a link to come back`}</MenuItem>
            <MenuItem id="replay" icon={<History />}>{t`Replay so far`}</MenuItem>
            {mayRestore ? <MenuItem id="restore" icon={<RotateCcw />}>{t`Restore the board`}</MenuItem> : null}
          </MenuSection>
          {seatSteps.length > 0 ? <MenuSeparator /> : null}
          {seatSteps.length > 0 ? (
            <MenuSection aria-label={t`Your seat`}>
              {seatSteps.map((step) => (
                <MenuItem key={step.id} id={step.id} icon={<ArrowLeftRight />}>
                  {step.label}
                </MenuItem>
              ))}
            </MenuSection>
          ) : null}
          {session.rounds.length > 1 ? <MenuSeparator /> : null}
          {session.rounds.length > 1 ? (
            <MenuSection title={t`Rounds`}>
              {session.rounds.map((one, index) => (
                <MenuItem key={one.id} id={`round ${one.id}`}>
                  {roundWords(one, index)}
                </MenuItem>
              ))}
            </MenuSection>
          ) : null}
          <MenuSeparator />
          <MenuSection
            title={t`Theme`}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const next = themeChoices.find((choice) => keys !== 'all' && keys.has(choice.id))
              if (next) choose(next.id satisfies Theme)
            }}
          >
            {themeChoices.map((choice) => (
              <MenuItem key={choice.id} id={choice.id}>
                {choice.label}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSeparator />
          <MenuSection
            title={t`When a phase’s time is up`}
            selectionMode="multiple"
            selectedKeys={[...(sound ? ['sound'] : []), ...(title ? ['title'] : [])]}
            onSelectionChange={(keys) => {
              const has = (one: string) => keys === 'all' || keys.has(one)
              set({ sound: has('sound'), title: has('title') })
            }}
          >
            <MenuItem id="sound">{t`Play a soft sound`}</MenuItem>
            <MenuItem id="title">{t`Show the phase in the tab title`}</MenuItem>
          </MenuSection>
          <MenuSeparator />
          <MenuSection aria-label={t`This page`}>
            <MenuItem id="keys" icon={<Keyboard />} keys="?">{t`Keyboard shortcuts`}</MenuItem>
            <MenuItem id="leave" icon={<LogOut />}>{t`Leave the room`}</MenuItem>
          </MenuSection>
          {owner ? <MenuSeparator /> : null}
          {owner ? (
            <MenuSection aria-label={t`For the owner`}>
              {closed ? (
                <MenuItem id="reopen" icon={<DoorOpen />}>{t`Open the session again`}</MenuItem>
              ) : (
                <MenuItem id="close" icon={<DoorClosed />}>{t`Close the session`}</MenuItem>
              )}
              <MenuItem id="delete" icon={<Trash2 />} danger>{t`Delete it permanently`}</MenuItem>
            </MenuSection>
          ) : null}
        </Menu>
      </MenuTrigger>
      <RenameDialog {...props} isOpen={asking === 'rename'} onClose={() => setAsking(null)} />
      {asking === 'way-back' && (
        <LazyPart what={t`The link to come back`} onClose={() => setAsking(null)}>
          <WayBackDialog session={id} token={token} name={nameIn(session, me)} onClose={() => setAsking(null)} />
        </LazyPart>
      )}
      {mayRestore && asking === 'restore' && (
        <LazyPart what={t`The earlier boards`} onClose={() => setAsking(null)}>
          <RestoreBoardDialog
            {...{ session: id, token, board, framework, startedAt }}
            isOpen
            onClose={() => setAsking(null)}
          />
        </LazyPart>
      )}
      <ConfirmDialog
        title={t`Close this session?`}
        confirm={t`Close it`}
        danger={false}
        isOpen={asking === 'close'}
        onOpenChange={(open) => !open && setAsking(null)}
        onConfirm={() => void send({ kind: 'closeSession' })}
      >{t`Nobody can edit or join any more. You can still read and replay it, and open it again.`}</ConfirmDialog>
      <ConfirmDialog
        title={t`Delete this session permanently?`}
        confirm={t`Delete it permanently`}
        isOpen={asking === 'delete'}
        onOpenChange={(open) => !open && setAsking(null)}
        onConfirm={() => void deleteForGood()}
      >{t`The board, the scores, the notes and the recording are removed from the server for everybody. This can’t be undone.`}</ConfirmDialog>
    </>
  )
}

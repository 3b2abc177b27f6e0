import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { RoomProps } from '../../live/room-props.ts'
import { setRoomView, togglePanel } from '../../live/room-view.ts'
import { type PaletteAction, useOfferActions } from '../../shell/palette-actions.ts'
import { seatStepsOf } from './seat-steps.ts'

/** What the palette offers inside a room. */
export function useRoomActions({ session, me, send }: Pick<RoomProps, 'session' | 'me' | 'send'>): void {
  const id = session.session ?? ''
  const invites = session.owner === me && session.status.kind === 'open'
  const steps = useMemo(() => seatStepsOf({ session, me }), [session, me])
  const navigate = useNavigate()
  const actions = useMemo<readonly PaletteAction[]>(
    () => [
      { id: 'people', label: t`People and seats`, run: () => setRoomView({ dialog: 'people' }) },
      ...(invites ? [{ id: 'invite', label: t`Invite someone`, run: () => setRoomView({ dialog: 'invite' }) }] : []),
      ...steps.map(({ id, label, command }) => ({ id, label, run: () => void send(command) })),
      { id: 'panel', label: t`Open or close the panel`, keys: 'Mod+B', run: togglePanel },
      { id: 'replay', label: t`Replay this session so far`, run: () => void navigate(`/s/${id}/replay`) },
      { id: 'leave', label: t`Leave the room`, run: () => void navigate('/') },
    ],
    [navigate, id, invites, steps, send],
  )
  useOfferActions(actions)
}

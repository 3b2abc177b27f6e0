import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { setRoomView, togglePanel } from '../../live/room-view.ts'
import { type PaletteAction, useOfferActions } from '../../shell/palette-actions.ts'

/** What the palette offers while one is in a room. */
export function useRoomActions({ session, owner }: { readonly session: string; readonly owner: boolean }): void {
  const navigate = useNavigate()
  const actions = useMemo<readonly PaletteAction[]>(
    () => [
      { id: 'people', label: t`People and seats`, run: () => setRoomView({ dialog: 'people' }) },
      ...(owner ? [{ id: 'invite', label: t`Invite someone`, run: () => setRoomView({ dialog: 'invite' }) }] : []),
      { id: 'panel', label: t`Open or close the panel`, keys: 'Mod+B', run: togglePanel },
      { id: 'replay', label: t`Replay this session so far`, run: () => void navigate(`/s/${session}/replay`) },
      { id: 'leave', label: t`Leave the room`, run: () => void navigate('/') },
    ],
    [navigate, session, owner],
  )
  useOfferActions(actions)
}

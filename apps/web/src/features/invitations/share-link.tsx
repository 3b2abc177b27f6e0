import { t } from '@lingui/core/macro'
import { QrCode as QrIcon, RotateCw, Trash2, UserMinus } from 'lucide-react'
import { useState } from 'react'
import {
  Button,
  ConfirmDialog,
  Dialog,
  DialogTrigger,
  IconButton,
  Menu,
  MenuItem,
  MenuTrigger,
  Modal,
} from '../../design/index.ts'
import { CopyButton } from './copy-button.tsx'
import { invitationLink, type LinkBase } from './invitation-link.ts'
import type { InvitationSet } from './invitation-sets.ts'
import { OnlyHere } from './only-here.tsx'
import { QrCode } from './qr-code.tsx'
import type { Invitations } from './use-invitations.ts'

/** One invitation: its link, its code, and buttons to copy and revoke it. */
export function ShareLink({
  set,
  invitations,
  base,
  useAddress,
  primary = false,
}: {
  readonly set: InvitationSet
  readonly invitations: Invitations
  readonly base: LinkBase
  readonly useAddress: (url: string) => void
  readonly primary?: boolean
}) {
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const [removing, setRemoving] = useState(false)
  const open = invitations.of(set)
  const link = open?.secret ? invitationLink(base.url, open.secret) : null
  const make = async () => {
    setBusy(true)
    await invitations.make(set)
    setBusy(false)
  }
  return (
    <li aria-label={set.title} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <div className="min-w-0 grow basis-40">
        <p className="text-sm font-medium">{set.title}</p>
        {link ? (
          <p className="truncate font-mono text-xs text-ink-faint" title={link}>
            {link.replace(/^https?:\/\//, '')}
          </p>
        ) : (
          <p className="text-xs text-ink-soft">
            {open ? t`Made in another browser, so it can’t be copied here.` : set.description}
          </p>
        )}
      </div>
      {link ? (
        <div className="flex shrink-0 items-center gap-1">
          <CopyButton text={link} primary={primary} copied={t`Invitation copied.`} />
          <DialogTrigger>
            <IconButton label={t`Show the QR code: ${set.title.toLowerCase()}`} size="sm">
              <QrIcon aria-hidden="true" />
            </IconButton>
            <Modal width="sm">
              <Dialog title={t`${set.title}: scan to join`} lead={set.description}>
                {/* A code is for another device: there an address of this computer's own opens nothing. */}
                {base.onlyHere && (
                  <div className="mb-3">
                    <OnlyHere title={t`A phone can’t open this code’s address`} base={base} onUse={useAddress} />
                  </div>
                )}
                <QrCode text={link} label={t`QR code of the invitation: ${set.title.toLowerCase()}`} />
                <p className="mt-3 break-all font-mono text-xs text-ink-faint select-all">{link}</p>
              </Dialog>
            </Modal>
          </DialogTrigger>
          <MenuTrigger>
            <IconButton label={t`Replace or revoke: ${set.title.toLowerCase()}`} size="sm" isDisabled={busy}>
              <RotateCw aria-hidden="true" />
            </IconButton>
            <Menu
              aria-label={t`Invitation: ${set.title.toLowerCase()}`}
              placement="bottom end"
              onAction={(key) => {
                if (key === 'renew') return void make()
                setRemoving(key === 'people')
                setAsking(true)
              }}
            >
              <MenuItem id="renew" icon={<RotateCw />}>{t`Replace it: the old one stops working`}</MenuItem>
              <MenuItem id="revoke" icon={<Trash2 />} danger>{t`Revoke it`}</MenuItem>
              <MenuItem
                id="people"
                icon={<UserMinus />}
                danger
              >{t`Revoke it and remove everyone who joined with it`}</MenuItem>
            </Menu>
          </MenuTrigger>
          <ConfirmDialog
            title={removing ? t`Revoke it and remove everyone who joined with it?` : t`Revoke this invitation?`}
            confirm={removing ? t`Revoke and remove` : t`Revoke it`}
            isOpen={asking}
            onOpenChange={setAsking}
            onConfirm={() => void invitations.revoke(set, removing)}
          >
            {removing
              ? t`Nobody can join with this invitation any more. Everyone who joined with it loses their seat and is disconnected now. What they did stays in the session.`
              : t`Nobody can join with this invitation any more. Those who already joined stay.`}
          </ConfirmDialog>
        </div>
      ) : (
        <Button size="sm" isPending={busy} onPress={() => void make()}>
          {open ? t`Replace it` : t`Make an invitation`}
        </Button>
      )}
    </li>
  )
}

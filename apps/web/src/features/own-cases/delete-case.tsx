import { t } from '@lingui/core/macro'
import { ConfirmDialog, showToast } from '../../design/index.ts'
import { deleteOwnCase, forgetOwnCase } from '../own-case-list/own-cases.ts'

/** Asks, then deletes permanently: a draft here, a saved case also on the server. */
export function DeleteCase({
  id,
  secret,
  title,
  isOpen,
  onOpenChange,
  onGone,
}: {
  readonly id: string
  readonly secret: string | null
  readonly title: string
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onGone: () => void
}) {
  return (
    <ConfirmDialog
      title={t`Delete ${title}?`}
      confirm={t`Delete permanently`}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onConfirm={async () => {
        if (secret === null) forgetOwnCase(id)
        else {
          const answer = await deleteOwnCase({ id, secret })
          if (!answer.ok && answer.code !== 'unknown-own-case') {
            showToast({ tone: 'danger', title: t`Not deleted`, words: answer.message })
            return
          }
        }
        onGone()
        showToast({ tone: 'good', title: t`Deleted` })
      }}
    >
      {secret === null
        ? t`This deletes the draft in this browser. It was never saved on the server.`
        : t`This deletes it from the server for everybody who has its link. It can’t be undone. Sessions that used it keep their own copy.`}
    </ConfirmDialog>
  )
}

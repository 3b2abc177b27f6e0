import type { AdminState } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Archive, Download, FolderInput } from 'lucide-react'
import { useState } from 'react'
import type { ApiAnswer } from '../../browser/api.ts'
import { Button, buttonClass, Callout, ConfirmDialog, EmptyState, showToast } from '../../design/index.ts'
import { agoInWords } from '../../words/time-words.ts'
import { adminApi, backupAddress } from './admin-api.ts'
import { AdminCard } from './admin-card.tsx'
import { sizeInWords } from './size-words.ts'

type Backups = NonNullable<AdminState['backups']>
type Kept = Backups['list'][number]

/** To the minute, so that two backups of a day can be told apart. */
const whenInWords = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(at)

/** Making backups, downloading them, and restoring one into a new folder. */
export function BackupsPart({
  backups,
  now,
  reload,
}: {
  readonly backups: Backups | null
  readonly now: number
  readonly reload: () => Promise<void>
}) {
  const [asked, setAsked] = useState<Kept | null>(null)
  const [busy, setBusy] = useState(false)
  const begin = async (work: () => Promise<ApiAnswer<null>>): Promise<void> => {
    setBusy(true)
    const answer = await work()
    if (!answer.ok) showToast({ tone: 'danger', title: t`That didn’t work`, words: answer.message })
    await reload()
    setBusy(false)
  }
  if (backups === null)
    return (
      <AdminCard
        title={t`Backups`}
        lead={t`Everything is in Postgres, which has its own tools: back it up with pg_dump, or by archiving its log. OPERATIONS.md says how.`}
      />
    )
  const { doing, failure, list, nightly } = backups
  return (
    <AdminCard
      title={t`Backups`}
      lead={
        nightly === null
          ? t`Made only when you ask. Set BACKUP_DIR to a folder, on another disk if you can, and one is made every night at three.`
          : t`Made every night at three. The newest ${nightly} are kept.`
      }
      actions={
        <Button
          variant="primary"
          size="sm"
          isPending={busy || doing === 'making'}
          isDisabled={doing === 'restoring'}
          onPress={() => void begin(adminApi.makeBackup)}
        >
          <Archive aria-hidden="true" />
          {t`Make a backup`}
        </Button>
      }
    >
      <p className="text-xs text-ink-faint [overflow-wrap:anywhere]">{t`In ${backups.folder}`}</p>
      {failure && (
        <Callout
          tone="danger"
          role="alert"
          className="mt-3"
          title={t`The last attempt failed, ${agoInWords(failure.at, now)}`}
        >
          {failure.sentence}
        </Callout>
      )}
      {doing === 'restoring' && (
        <Callout
          tone="info"
          role="status"
          className="mt-3"
        >{t`A backup is being restored. It is checked first, so this can take minutes.`}</Callout>
      )}
      {list.length === 0 ? (
        <EmptyState
          icon={<Archive />}
          title={t`No backups yet`}
        >{t`A backup is one file with everything in it. People can keep working while it is made.`}</EmptyState>
      ) : (
        <ul aria-label={t`Backups`} className="mt-3 divide-y divide-line">
          {list.map((kept) => (
            <li key={kept.name} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
              <div className="min-w-0 grow basis-60">
                <p className="text-sm font-medium">{whenInWords(kept.madeAt)}</p>
                <p className="text-xs text-ink-faint">
                  {agoInWords(kept.madeAt, now)} · {sizeInWords(kept.bytes)}
                </p>
                {kept.restoredTo !== null && (
                  <p className="mt-1 text-xs text-ink-soft [overflow-wrap:anywhere]">
                    <Trans>
                      Restored. To use it, stop the server and start it with <code>DATA_DIR={kept.restoredTo}</code>
                    </Trans>
                  </p>
                )}
              </div>
              <div className="flex flex-wrap gap-2">
                <a
                  href={backupAddress(kept.name)}
                  download={kept.name}
                  aria-label={t`Download the backup of ${whenInWords(kept.madeAt)}`}
                  className={buttonClass('secondary', 'sm')}
                >
                  <Download aria-hidden="true" />
                  {t`Download`}
                </a>
                {kept.restoredTo === null && (
                  <Button
                    size="sm"
                    isDisabled={doing !== null || busy}
                    aria-label={t`Restore the backup of ${whenInWords(kept.madeAt)}`}
                    onPress={() => setAsked(kept)}
                  >
                    <FolderInput aria-hidden="true" />
                    {t`Restore`}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3 text-xs text-ink-faint">{t`A backup holds everything people wrote. Keep it where only you can read it, and delete old ones: what is deleted here stays in them.`}</p>
      <ConfirmDialog
        title={t`Restore into a new folder?`}
        confirm={t`Restore`}
        danger={false}
        isOpen={asked !== null}
        onOpenChange={(open) => {
          if (!open) setAsked(null)
        }}
        onConfirm={() => {
          if (asked !== null) void begin(() => adminApi.restore(asked.name))
        }}
      >
        {t`The backup is checked and put into a folder of its own, beside the backups. This server keeps using its own data: nothing that people write is touched.`}
      </ConfirmDialog>
    </AdminCard>
  )
}

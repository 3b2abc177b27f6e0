import { isPlaceholder, writeCaseFile } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Check, Download, Ellipsis, Link2, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { copyText } from '../../../browser/copy-text.ts'
import { BackLink, Button, IconButton, Menu, MenuItem, MenuTrigger, Spinner, showToast } from '../../../design/index.ts'
import { type Draft, textAt, toId } from '../../own-case-list/draft.ts'
import { downloadFile, linkOf } from '../../own-case-list/own-cases.ts'
import { DeleteCase } from '../delete-case.tsx'
import type { KeptState } from './use-kept-draft.ts'

export function nameOfFile(draft: Draft): string {
  const title = textAt(draft, ['public', 'title'])
  return `${toId(isPlaceholder(title) ? '' : title, textAt(draft, ['id']) || 'my-case')}.yaml`
}

export async function copyCaseLink(id: string, secret: string): Promise<void> {
  const done = await copyText(linkOf({ id, secret }))
  showToast(
    done
      ? { tone: 'good', title: t`Link copied`, words: t`Anyone with this link can read, change and delete the case.` }
      : { tone: 'danger', title: t`The browser blocked copying` },
  )
}

/** Title, where it is stored, and what can be done with the whole case. */
export function EditorHeader({
  id,
  secret,
  title,
  draft,
  version,
  clean,
  kept,
  busy,
  onSave,
  onUse,
}: {
  readonly id: string
  readonly secret: string | null
  readonly title: string
  readonly draft: Draft
  readonly version: number
  readonly clean: boolean
  readonly kept: KeptState
  readonly busy: boolean
  readonly onSave: () => void
  readonly onUse: () => void
}) {
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const untitled = title === '' || isPlaceholder(title)
  return (
    <header>
      <BackLink to="/bank/own" className="mb-2">{t`Your own cases`}</BackLink>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 grow basis-64">
          <h1 className="truncate text-xl font-semibold">{untitled ? t`New case` : title}</h1>
          <p role="status" className="mt-0.5 flex items-center gap-1.5 text-sm text-ink-faint">
            {busy ? (
              <>
                <Spinner label={t`Saving`} />
                {t` Saving`}
              </>
            ) : clean ? (
              <Trans>
                <Check aria-hidden="true" className="size-4" /> Saved on this server, version {version}
              </Trans>
            ) : kept === 'not-kept' ? (
              t`Not saved`
            ) : version === 0 ? (
              t`Draft, kept in this browser`
            ) : (
              t`Changes kept in this browser; the server has version ${version}`
            )}
          </p>
        </div>
        <div className="flex items-center gap-2">
          <Button variant="primary" isPending={busy} isDisabled={clean} onPress={onSave}>{t`Save`}</Button>
          <Button onPress={onUse} isDisabled={busy}>
            <Play aria-hidden="true" />
            {t`Use in a session`}
          </Button>
          <MenuTrigger>
            <IconButton label={t`More actions for this case`}>
              <Ellipsis aria-hidden="true" />
            </IconButton>
            <Menu
              placement="bottom end"
              onAction={(key) => {
                if (key === 'export') downloadFile(nameOfFile(draft), writeCaseFile(draft))
                if (key === 'link' && secret) void copyCaseLink(id, secret)
                if (key === 'delete') setDeleting(true)
              }}
            >
              <MenuItem id="export" icon={<Download />}>{t`Export as .yaml`}</MenuItem>
              <MenuItem
                id="link"
                icon={<Link2 />}
                isDisabled={secret === null}
                description={secret === null ? t`Available once it is saved` : ''}
              >{t`Copy link`}</MenuItem>
              <MenuItem id="delete" icon={<Trash2 />} danger>{t`Delete`}</MenuItem>
            </Menu>
          </MenuTrigger>
        </div>
      </div>
      <DeleteCase
        id={id}
        secret={secret}
        title={untitled ? t`this case` : `“${title}”`}
        isOpen={deleting}
        onOpenChange={setDeleting}
        onGone={() => void navigate('/bank/own', { replace: true })}
      />
    </header>
  )
}

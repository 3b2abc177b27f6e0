import { categories, categoryOf } from '@greenroom/frameworks'
import { isPlaceholder, writeCaseFile } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Download, Ellipsis, Link2, ListX, PenLine, Play, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import {
  BackLink,
  Badge,
  Button,
  ButtonLink,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  MenuTrigger,
  showToast,
} from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { dayInDigits } from '../../words/day-words.ts'
import { agoInWords } from '../../words/time-words.ts'
import { difficultyWords } from '../../words/words.ts'
import { categoryTitle } from '../bank/category-words.ts'
import { toId } from '../own-case-list/draft.ts'
import {
  downloadFile,
  forgetOwnCase,
  keepDraft,
  keptCases,
  loadOwnCase,
  type OwnCaseRow,
  ownCaseKey,
  useOwnCases,
} from '../own-case-list/own-cases.ts'
import { recents } from '../recents/browser-recents.ts'
import { DeleteCase } from './delete-case.tsx'
import { copyCaseLink } from './editor/editor-header.tsx'
import { createTemplate } from './form/template.ts'
import { ImportCases } from './import-cases.tsx'

/** Begins a case from its category's template; returns the id of the draft. */
const beginCase = (categoryId: string): string | null => {
  const category = categoryOf(categoryId)
  if (category === null) return null
  const id = `new-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
  const now = Date.now()
  const value = createTemplate(category, recents.name(), dayInDigits(now))
  keepDraft(id, { value, base: 0, changedAt: now })
  return id
}

const exportCase = async (row: OwnCaseRow): Promise<boolean> => {
  const name = `${toId(isPlaceholder(row.title) ? '' : row.title, 'my-case')}.yaml`
  const draft = keptCases.draft(row.id)
  if (draft !== null) {
    downloadFile(name, writeCaseFile(draft.value))
    return true
  }
  const key = ownCaseKey(row.id)
  const found = key === null ? null : await loadOwnCase(key)
  if (found?.ok !== true) {
    showToast({ tone: 'danger', title: t`Not exported`, words: found?.message ?? '' })
    return false
  }
  downloadFile(name, found.value.text)
  return true
}

/** The cases whose links this browser has, and its drafts. */
export function OwnCasesPage() {
  usePageTitle(t`Your own cases`)
  const rows = useOwnCases()
  const exportAll = async () => {
    for (const row of rows) if (!(await exportCase(row))) return
  }
  return (
    <PageShell>
      <BackLink to="/bank" className="mb-4">{t`All cases`}</BackLink>
      <header className="mb-5 flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0 grow basis-80">
          <h1 className="text-2xl font-semibold">{t`Your own cases`}</h1>
          <p className="mt-1 max-w-2xl text-base text-ink-soft">{t`Saved on this server, listed only in this browser, and open to anyone with their link. In a session, only the interviewer and the mentor see the guide.`}</p>
        </div>
        {rows.length > 0 && <NewCase />}
      </header>
      <div className="flex flex-col gap-5">
        <ImportCases />
        {rows.length === 0 ? (
          <EmptyState
            icon={<PenLine />}
            title={t`You have no cases of your own yet`}
            className="rounded-xl border border-line bg-surface"
            actions={<NewCase />}
          >{t`Start from a category’s template with phases, rubric and board; you add the question and what only you know. It is checked while you write.`}</EmptyState>
        ) : (
          <section aria-label={t`Your own cases`}>
            <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </ul>
            <div className="mt-3 flex flex-wrap justify-end gap-2">
              <Button variant="quiet" size="sm" onPress={() => void exportAll()}>
                <Trans>
                  <Download aria-hidden="true" />
                  Export {rows.length === 1 ? t`it` : t`all ${rows.length}`}
                </Trans>
              </Button>
            </div>
          </section>
        )}
      </div>
    </PageShell>
  )
}

const NewCase = () => {
  const navigate = useNavigate()
  return (
    <MenuTrigger>
      <Button variant="primary">
        <Plus aria-hidden="true" />
        {t`Write a case`}
      </Button>
      <Menu
        placement="bottom end"
        aria-label={t`Category of the new case`}
        onAction={(key) => {
          const id = beginCase(String(key))
          if (id !== null) void navigate(`/bank/own/${id}`)
        }}
      >
        {categories.map((category) => (
          <MenuItem key={category.id} id={category.id} description={category.description}>
            {category.title}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  )
}

const Row = ({ row }: { readonly row: OwnCaseRow }) => {
  const [deleting, setDeleting] = useState(false)
  const { id, secret } = row
  const title = row.title === '' || isPlaceholder(row.title) ? t`Untitled case` : row.title
  const about = [
    categoryTitle(row.category),
    difficultyWords[row.difficulty] ?? '',
    agoInWords(row.changedAt, Date.now()),
  ]
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 transition-colors duration-100 hover:bg-hover sm:px-5">
      <div className="min-w-0 grow basis-56">
        <h2 className="flex flex-wrap items-center gap-2 text-base font-medium">
          <Link to={`/bank/own/${id}`} className="min-w-0 truncate rounded-sm after:absolute after:inset-0">
            {title}
          </Link>
          {row.draft && <Badge tone="warn">{secret === null ? t`Draft` : t`Unsaved changes`}</Badge>}
        </h2>
        <p className="mt-0.5 text-xs text-ink-faint">{about.filter(Boolean).join(' · ')}</p>
      </div>
      <div className="relative flex items-center gap-1.5">
        {secret !== null && (
          <ButtonLink to={`/?case=${id}`} size="sm">
            <Play aria-hidden="true" />
            {t`Use in a session`}
          </ButtonLink>
        )}
        <MenuTrigger>
          <IconButton size="sm" label={t`More actions for ${title}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
          <Menu
            placement="bottom end"
            onAction={(key) => {
              if (key === 'export') void exportCase(row)
              if (key === 'link' && secret) void copyCaseLink(id, secret)
              if (key === 'forget') forgetOwnCase(id)
              if (key === 'delete') setDeleting(true)
            }}
          >
            <MenuItem id="export" icon={<Download />}>{t`Export as .yaml`}</MenuItem>
            {secret !== null && <MenuItem id="link" icon={<Link2 />}>{t`Copy link`}</MenuItem>}
            {secret !== null && (
              <MenuItem
                id="forget"
                icon={<ListX />}
                description={t`It stays on the server, and its link still opens it.`}
              >{t`Remove from this list`}</MenuItem>
            )}
            <MenuItem id="delete" icon={<Trash2 />} danger>{t`Delete`}</MenuItem>
          </Menu>
        </MenuTrigger>
      </div>
      <DeleteCase
        id={id}
        secret={secret}
        title={`“${title}”`}
        isOpen={deleting}
        onOpenChange={setDeleting}
        onGone={() => undefined}
      />
    </li>
  )
}

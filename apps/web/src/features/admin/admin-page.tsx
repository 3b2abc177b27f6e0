import { type AdminAction, type AdminState, type Changes, logLevelSchema, logLevels } from '@greenroom/protocol'
import { plural, t } from '@lingui/core/macro'
import { LogOut } from 'lucide-react'
import { useState } from 'react'
import type { ApiAnswer } from '../../browser/api.ts'
import { usePageTitle } from '../../browser/page-title.ts'
import { Button, ButtonLink, Callout, Disclosure, Loading, Progress, Select, showToast } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { agoInWords } from '../../words/time-words.ts'
import { adminApi } from './admin-api.ts'
import { AdminCard, Figures } from './admin-card.tsx'
import { BackupsPart } from './backups-part.tsx'
import { PartsPart, titleOfPart } from './parts-part.tsx'
import { sizeInWords } from './size-words.ts'
import { useAdmin } from './use-admin.ts'

/** A block on paper, which may be split over sheets between two cards. */
const columnOfCards = 'flex min-w-0 flex-col gap-5 print:block print:*:mb-5'

/** `/admin#<secret>`: for the person who runs the server. Figures and settings; what people wrote is not sent here. */
export function AdminPage() {
  usePageTitle(t`This server`)
  const { state, refused, reload, leave } = useAdmin()
  if (state === null)
    return (
      <PageShell narrow>
        {refused === null ? (
          <Loading>{t`Opening the page`}</Loading>
        ) : (
          <div className="mx-auto mt-2 w-full max-w-md rounded-xl border border-line bg-surface p-6 shadow-2 sm:mt-8 sm:p-8">
            <h1 className="text-xl font-semibold">{t`This server`}</h1>
            <p className="mt-1.5 mb-5 text-sm text-ink-soft">{t`Only the person who runs the server can open this page.`}</p>
            <Callout tone={refused.code === 'admin-only' ? 'info' : 'danger'} role="alert" className="mb-5">
              {refused.message}
            </Callout>
            <div className="flex flex-wrap gap-2">
              {refused.code !== 'admin-only' && refused.code !== 'unknown-admin-link' && (
                <Button variant="primary" size="lg" onPress={() => void reload()}>{t`Try again`}</Button>
              )}
              <ButtonLink size="lg" to="/">{t`Go to the start page`}</ButtonLink>
            </div>
          </div>
        )}
      </PageShell>
    )
  const { version, now, startedAt } = state
  return (
    <PageShell>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-2xl font-semibold">{t`This server`}</h1>
          <p className="mt-1 text-sm text-ink-soft">{t`Greenroom ${version}, started ${agoInWords(startedAt, now)}. What people write, and their names, are never shown here.`}</p>
        </div>
        <Button onPress={() => void leave()}>
          <LogOut aria-hidden="true" />
          {t`Sign out`}
        </Button>
      </div>
      {refused && (
        <Callout tone="warn" role="alert" className="mt-4">
          {refused.message}
        </Callout>
      )}
      <div className="mt-6 grid grid-cols-1 items-start gap-5 lg:grid-cols-2 print:block">
        <div className={columnOfCards}>
          <SessionsCard state={state} />
          <PartsPart state={state} />
        </div>
        <div className={columnOfCards}>
          <StorageCard state={state} />
          <BackupsPart backups={state.backups} now={now} reload={reload} />
          <LogCard state={state} reload={reload} />
          <ActionsCard actions={state.actions} now={now} storage={state.storage.kind} />
        </div>
      </div>
      <ChangesPart />
    </PageShell>
  )
}

function SessionsCard({ state }: { readonly state: AdminState }) {
  const { sessions, openInvitations, openShareLinks, now } = state
  const { usedWithin: used } = sessions
  const { days, due } = state.retention
  const kept =
    days === null
      ? t`Kept until their owners delete them. RETENTION_DAYS sets a limit.`
      : t`Deleted ${plural(days, { one: '# day', other: '# days' })} after their last entry. ${plural(due, { one: '# is due now', other: '# are due now' })}.`
  return (
    <AdminCard title={t`Sessions`} lead={kept}>
      <p className="text-3xl font-semibold tabular-nums">{new Intl.NumberFormat('en-GB').format(sessions.count)}</p>
      <div className="mt-2">
        <Figures
          rows={[
            [t`Open now`, sessions.openRooms],
            [t`Open connections`, sessions.connections],
            [t`Last used within a day`, used.day],
            [t`Within a week`, used.week],
            [t`Within four weeks`, used.month],
            [t`Within a year`, used.year],
            [t`Longer ago`, used.older],
            ...(sessions.longestUnusedSince === null
              ? []
              : [[t`Longest unused`, agoInWords(sessions.longestUnusedSince, now)] as const]),
            [t`Open invitations`, openInvitations],
            [t`Open share links`, openShareLinks],
          ]}
        />
      </div>
    </AdminCard>
  )
}

function StorageCard({ state }: { readonly state: AdminState }) {
  const { kind, folder, bytes, free, total } = state.storage
  const backups = state.backups?.list.reduce((sum, kept) => sum + kept.bytes, 0) ?? null
  return (
    <AdminCard
      title={t`Storage`}
      lead={kind === 'postgres' ? t`Everything is in Postgres.` : t`Everything is in the data folder.`}
    >
      {free !== null && total !== null && (
        <div className="mb-3">
          <Progress value={(total - free) / total} label={t`Disk in use`} />
          <p className="mt-1.5 text-sm">{t`${sizeInWords(free)} free of ${sizeInWords(total)}`}</p>
          {free < total / 20 && (
            <Callout
              tone="warn"
              className="mt-2"
            >{t`The disk is almost full. Once it is full, nothing can be saved: make room, or move the data folder.`}</Callout>
          )}
        </div>
      )}
      <Figures
        rows={[
          [t`Database`, sizeInWords(bytes)],
          ...(backups === null ? [] : [[t`Backups`, sizeInWords(backups)] as const]),
          [t`Cases that people wrote`, state.ownCases],
          [t`Recordings kept here`, state.keptRecordings],
          [t`Recorded voices`, sizeInWords(state.keptVoices.bytes)],
        ]}
      />
      {folder !== null && <p className="mt-3 text-xs text-ink-faint [overflow-wrap:anywhere]">{t`In ${folder}`}</p>}
    </AdminCard>
  )
}

const levelWords: Readonly<Record<(typeof logLevels)[number], string>> = {
  fatal: t`Only what stops the server`,
  error: t`What went wrong`,
  warn: t`What may go wrong`,
  info: t`What happens`,
  debug: t`Every request`,
  trace: t`Everything`,
  silent: t`Nothing at all`,
}

function LogCard({ state, reload }: { readonly state: AdminState; readonly reload: () => Promise<void> }) {
  const set = async (chosen: unknown): Promise<void> => {
    const level = logLevelSchema.safeParse(chosen)
    if (!level.success || level.data === state.logLevel) return
    const answer = await adminApi.setLogLevel(level.data)
    if (!answer.ok) showToast({ tone: 'danger', title: t`The log level was not changed`, words: answer.message })
    await reload()
  }
  return (
    <AdminCard
      title={t`Log`}
      lead={t`Names, texts and links are never logged, at any level. A change lasts until the server stops, which then starts again with ${state.configuredLogLevel} (LOG_LEVEL).`}
    >
      <Select
        label={t`Log level`}
        className="max-w-72"
        choices={logLevels.map((level) => ({ id: level, label: level, description: levelWords[level] }))}
        selectedKey={state.logLevel}
        onSelectionChange={(key) => void set(key)}
      />
    </AdminCard>
  )
}

type StorageKind = AdminState['storage']['kind']

const actionWords: Readonly<Record<AdminAction['kind'], (what: string, storage: StorageKind) => string>> = {
  entered: () => t`Signed in`,
  left: () => t`Signed out`,
  'log-level-set': (what) => t`Log level set to ${what}`,
  'backup-made': (what) => t`Backup made: ${what}`,
  'backup-failed': () => t`A backup could not be made`,
  'backup-downloaded': (what) => t`Backup downloaded: ${what}`,
  'backup-restored': (what) => t`Backup restored: ${what}`,
  'restore-failed': (what) => t`Backup could not be restored: ${what}`,
  'part-tried': (what, storage) => t`Tried: ${titleOfPart(what, storage)}`,
}
const shownActions = 8

function ActionsCard({
  actions,
  now,
  storage,
}: {
  readonly actions: readonly AdminAction[]
  readonly now: number
  readonly storage: StorageKind
}) {
  return (
    <AdminCard title={t`What was done here`} lead={t`Since the server started; the log has it too.`}>
      <ul className="divide-y divide-line text-sm">
        {actions.slice(0, shownActions).map(({ at, kind, what }, index) => (
          <li key={`${at}-${index}`} className="flex flex-wrap justify-between gap-x-4 py-1.5">
            <span className="min-w-0 [overflow-wrap:anywhere]">{actionWords[kind](what, storage)}</span>
            <span className="text-ink-faint">{agoInWords(at, now)}</span>
          </li>
        ))}
      </ul>
    </AdminCard>
  )
}

function ChangesPart() {
  const [answer, setAnswer] = useState<ApiAnswer<Changes> | null>(null)
  const load = async (): Promise<void> => {
    if (answer?.ok !== true) setAnswer(await adminApi.readChanges())
  }
  return (
    <div className="mt-6 border-t border-line pt-4">
      <Disclosure
        level={2}
        title={t`What changed in this version`}
        onExpandedChange={(isExpanded) => {
          if (isExpanded) void load()
        }}
      >
        {answer === null ? (
          <Loading>{t`Loading`}</Loading>
        ) : answer.ok ? (
          <>
            <p className="text-sm font-medium">{answer.value.title}</p>
            <ul className="mt-2 flex max-w-3xl list-disc flex-col gap-1.5 pl-4 text-sm text-ink-soft">
              {answer.value.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </>
        ) : (
          <p className="text-sm text-danger-ink">{answer.message}</p>
        )}
      </Disclosure>
    </div>
  )
}

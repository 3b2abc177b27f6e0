import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { FileUp, Plus, RefreshCw, Upload } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { DropZone, FileTrigger } from 'react-aria-components'
import { droppedFiles } from '../../browser/dropped-files.ts'
import { Button, Callout, showToast, TextField } from '../../design/index.ts'
import { agoInWords } from '../../words/time-words.ts'
import { modeWords } from '../../words/words.ts'
import { mostFileBytes, textOfJsonFile } from '../progress/progress-file.ts'
import { recents as knownSessions, useRecents } from '../recents/browser-recents.ts'
import type { Recent } from '../recents/recents.ts'
import { addRounds, useCoached } from './coach-store.ts'
import { readCoachedRounds, readCoachFile, sessionInLink } from './coached.ts'

const shown = 4

/** Why something was not added; `some`: other things were. */
type Refused = { readonly messages: readonly string[]; readonly some: boolean }

/** Sessions of this browser, links to sessions, and dropped files. */
export function AddSessions() {
  const recents = useRecents()
  const { records } = useCoached()
  const [link, setLink] = useState('')
  const [busy, setBusy] = useState(false)
  const [all, setAll] = useState(false)
  const [refused, setRefused] = useState<Refused>({ messages: [], some: false })
  const refuse = (message: string): void => setRefused({ messages: [message], some: false })
  const here = new Set(records.map(({ session }) => session))
  const left = recents.filter(({ session }) => !here.has(session))

  const addSessions = async (sessions: readonly Recent[]) => {
    setBusy(true)
    setRefused({ messages: [], some: false })
    const messages: string[] = []
    let count = 0
    // One after the other: the server allows only so many at once.
    for (const one of sessions) {
      const title = one.title ?? modeWords[one.mode]
      const answer = await readCoachedRounds(one, new AbortController().signal)
      if (!answer.ok) messages.push(t`${title}: ${answer.message}`)
      else if (answer.value.length === 0)
        messages.push(t`${title}: no scored round in which you were the interviewer or a mentor.`)
      else {
        const added = addRounds({ records: answer.value, marks: [] })
        if (added.ok) count += added.value
        else messages.push(t`${title}: ${added.message}`)
      }
    }
    setBusy(false)
    setRefused({ messages, some: count > 0 })
    if (count > 0)
      showToast({ tone: 'good', title: plural(count, { one: '# round was added', other: '# rounds were added' }) })
    else if (messages.length === 0) showToast({ tone: 'good', title: t`Already here, and up to date` })
  }
  const addLink = (event: FormEvent) => {
    event.preventDefault()
    const session = sessionInLink(link)
    if (session === null)
      return refuse(t`That isn’t a link to a session. Copy the address of its room, debrief or replay.`)
    const known = knownSessions.of(session)
    const elsewhere = /^\s*https?:\/\/([^/?#\s]+)/i.exec(link)?.[1]
    if (known.length === 0 && elsewhere !== undefined && elsewhere.toLowerCase() !== window.location.host)
      return refuse(
        t`That session is at ${elsewhere}, which this page can’t read. Download its debrief there as JSON, and drop the file here.`,
      )
    if (known.length === 0) return refuse(t`This browser hasn’t joined that session. Open it here first, then add it.`)
    setLink('')
    void addSessions(known)
  }
  const addFiles = async (files: readonly File[]) => {
    setBusy(true)
    const messages: string[] = []
    let count = 0
    for (const file of files) {
      const content = await textOfJsonFile(file, mostFileBytes)
      const answer = content.ok ? readCoachFile(content.value, file.name) : content
      const added = answer.ok ? addRounds(answer.value) : answer
      if (added.ok) count += added.value
      else messages.push(added.message)
    }
    setBusy(false)
    setRefused({ messages, some: count > 0 })
    showToast({
      tone: messages.length > 0 && count === 0 ? 'danger' : 'good',
      title: plural(count, { 0: 'No round was added', one: '# round was added', other: '# rounds were added' }),
    })
  }
  const again = recents.filter(({ session }) => here.has(session))
  return (
    <section
      aria-labelledby="add-title"
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="add-title" className="text-base font-semibold">{t`Add sessions`}</h2>
        {again.length > 0 && (
          <Button size="sm" variant="quiet" isPending={busy} onPress={() => void addSessions(again)}>
            <RefreshCw aria-hidden="true" />
            {t`Refresh`}
          </Button>
        )}
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-2">
          <h3 className="text-sm font-medium text-ink-soft">{t`From this browser`}</h3>
          {left.length === 0 ? (
            <p className="text-sm text-ink-soft">
              {recents.length === 0
                ? t`This browser hasn’t joined a session yet.`
                : t`Every session in this browser has been added.`}
            </p>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {left.slice(0, all ? undefined : shown).map((one) => (
                  <li key={`${one.session} ${one.participant}`} className="flex items-center gap-2 py-1.5">
                    <span className="min-w-0 grow">
                      <span className="block truncate text-sm">{one.title ?? modeWords[one.mode]}</span>
                      <span className="block text-xs text-ink-faint">
                        <Trans>
                          As {one.name} · {agoInWords(one.lastAt, Date.now())}
                        </Trans>
                      </span>
                    </span>
                    <Button
                      size="sm"
                      isDisabled={busy}
                      aria-label={t`Add ${one.title ?? modeWords[one.mode]}`}
                      onPress={() => void addSessions([one])}
                    >
                      <Plus aria-hidden="true" />
                      {t`Add`}
                    </Button>
                  </li>
                ))}
              </ul>
              <div className="flex flex-wrap gap-2">
                {left.length > 1 && (
                  <Button size="sm" isPending={busy} onPress={() => void addSessions(left)}>
                    {t`Add all ${left.length}`}
                  </Button>
                )}
                {left.length > shown && (
                  <Button size="sm" variant="quiet" onPress={() => setAll(!all)}>
                    {all ? t`Show fewer` : t`Show all ${left.length}`}
                  </Button>
                )}
              </div>
            </>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <form onSubmit={addLink} noValidate className="flex flex-wrap items-end gap-2">
            <TextField
              label={t`Link to a session you were in`}
              value={link}
              onChange={setLink}
              autoComplete="off"
              className="grow basis-48"
            />
            <Button type="submit" isPending={busy}>{t`Add it`}</Button>
          </form>
          <DropZone
            aria-label={t`Drop debriefs here`}
            getDropOperation={() => 'copy'}
            onDrop={async ({ items }) => addFiles(await droppedFiles(items))}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-dashed border-line-strong px-4 py-3 text-sm text-ink-soft transition-colors duration-100 focus-visible:outline-2 focus-visible:outline-ring drop-target:border-accent drop-target:bg-accent-soft"
          >
            <FileUp aria-hidden="true" className="size-5 shrink-0 text-ink-faint max-sm:hidden" />
            <span className="min-w-0 grow basis-40">
              {t`Or drop debriefs downloaded as JSON, a candidate’s progress file, or what you saved here. Files stay in this browser.`}
            </span>
            <FileTrigger
              allowsMultiple
              acceptedFileTypes={['.json', 'application/json']}
              onSelect={(files) => void addFiles(files === null ? [] : [...files])}
            >
              <Button size="sm" isPending={busy}>
                <Upload aria-hidden="true" />
                {t`Choose files`}
              </Button>
            </FileTrigger>
          </DropZone>
        </div>
      </div>
      {refused.messages.length > 0 && (
        <Callout tone="warn" role="alert" title={refused.some ? t`Not everything was added` : t`Nothing was added`}>
          <ul className="flex flex-col gap-0.5 break-words">
            {refused.messages.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Callout>
      )}
    </section>
  )
}

import type { OwnCaseFile, OwnCaseKey } from '@greenroom/protocol'
import { readCaseValue, writeCaseFile } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { secretIn } from '../../browser/secret-in-link.ts'
import { Button, ButtonLink, Callout, EmptyState, Loading } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { asDraft, type Draft, textAt } from '../own-case-list/draft.ts'
import {
  downloadFile,
  forgetOwnCase,
  importCases,
  isOwnCaseId,
  keepDraft,
  keptCases,
  loadOwnCase,
  ownCaseKey,
  readDraft,
  saveOwnCase,
  settleDraft,
} from '../own-case-list/own-cases.ts'
import { CaseEditor, type SaveOutcome } from './editor/case-editor.tsx'
import { nameOfFile } from './editor/editor-header.tsx'

type Opened =
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing'; readonly title: string; readonly words: string; readonly again: boolean }
  | {
      readonly kind: 'open'
      /** A different one is a different editor. */
      readonly serial: number
      readonly draft: Draft
      readonly base: number
      readonly clean: boolean
      readonly secret: string | null
      /** The server's newest version, if it is newer than what the draft was made from. */
      readonly newer: OwnCaseFile | null
      readonly offline: string | null
      /** The server no longer has it: saving creates another one from the draft. */
      readonly gone: boolean
    }

const noLink: Opened = {
  kind: 'missing',
  title: t`This browser can’t open that case`,
  words: t`You need the whole link, including everything after the #. Ask the person who sent it to copy it again.`,
  again: false,
}

let lastSerial = 0

/** A draft that is not on the server: never was, or no longer. */
const unsaved = (draft: Draft, gone: boolean): Extract<Opened, { kind: 'open' }> => ({
  kind: 'open',
  serial: ++lastSerial,
  draft,
  base: 0,
  clean: false,
  secret: null,
  newer: null,
  offline: null,
  gone,
})

/** From the server, from a draft in this browser, or from both. */
const openCase = async (id: string): Promise<Opened> => {
  const draft = readDraft(id)
  const serial = ++lastSerial
  const key = ownCaseKey(id)
  if (key === null) {
    if (draft === null)
      return isOwnCaseId(id)
        ? noLink
        : { ...noLink, title: t`Draft not found`, words: t`It was deleted, or started in another browser.` }
    return unsaved(draft.value, false)
  }
  const found = await loadOwnCase(key)
  if (!found.ok) {
    if (draft !== null && found.code === 'unknown-own-case') return unsaved(draft.value, true)
    if (draft !== null) {
      const { value, base } = draft
      return {
        kind: 'open',
        serial,
        draft: value,
        base,
        clean: false,
        secret: key.secret,
        newer: null,
        offline: found.message,
        gone: false,
      }
    }
    return {
      kind: 'missing',
      title: t`The case could not be opened`,
      words: found.message,
      again: found.code !== 'unknown-own-case',
    }
  }
  const { text, version } = found.value
  if (draft === null)
    return {
      kind: 'open',
      serial,
      draft: asDraft(readCaseValue(text)),
      base: version,
      clean: true,
      secret: key.secret,
      newer: null,
      offline: null,
      gone: false,
    }
  const newer = version > draft.base ? found.value : null
  return {
    kind: 'open',
    serial,
    draft: draft.value,
    base: draft.base,
    clean: false,
    secret: key.secret,
    newer,
    offline: null,
    gone: false,
  }
}

export function OwnCasePage() {
  const { id = '' } = useParams()
  const { hash, pathname } = useLocation()
  const navigate = useNavigate()
  const [opened, setOpened] = useState<Opened>({ kind: 'loading' })
  const [tries, setTries] = useState(0)
  /** The id under which the case on the screen was saved for the first time: it is already open. */
  const adopted = useRef<string | null>(null)
  usePageTitle(t`Your own case`)

  // A link brings its secret after the #: it is stored in this browser and removed from the address.
  const secret = secretIn(hash)
  useEffect(() => {
    if (hash === '' || !isOwnCaseId(id)) return
    if (ownCaseKey(id) === null && secret !== null)
      keptCases.put({ id, secret, title: '', category: '', difficulty: '', changedAt: Date.now() })
    void navigate(pathname, { replace: true })
  }, [id, hash, secret, pathname, navigate])

  useEffect(() => {
    if ((hash !== '' && isOwnCaseId(id)) || adopted.current === id) return
    adopted.current = null
    let gone = false
    setOpened({ kind: 'loading' })
    void openCase(id).then((next) => {
      if (!gone) setOpened(next)
    })
    return () => {
      gone = true
    }
  }, [id, hash, tries])

  const gone = opened.kind === 'open' && opened.gone
  const save = useCallback(
    async (text: string, base: number): Promise<SaveOutcome> => {
      const key = gone ? null : ownCaseKey(id)
      if (key === null) {
        const made = await importCases([{ name: 'case.yaml', text }])
        const [one] = made.ok ? made.value : []
        if (!made.ok) return { ok: false, conflict: false, message: sentenceOf(made) }
        if (one === undefined) return { ok: false, conflict: false, message: t`The server didn’t save it. Try again.` }
        return { ok: true, version: one.version, made: { id: one.id, secret: one.secret } }
      }
      const answer = await saveOwnCase(key, base, text)
      if (answer.ok) return { ok: true, version: answer.value.version, made: null }
      // Deleted while it was open here: reported before anything is done with it.
      if (answer.code === 'unknown-own-case') setOpened(unsaved(asDraft(readCaseValue(text)), true))
      if (answer.code !== 'own-case-changed') return { ok: false, conflict: false, message: sentenceOf(answer) }
      const newest = await loadOwnCase(key)
      if (newest.ok) setOpened((now) => (now.kind === 'open' ? { ...now, newer: newest.value } : now))
      return { ok: false, conflict: true, message: answer.message }
    },
    [id, gone],
  )
  const onSaved = (made: OwnCaseKey | null) => {
    if (made === null) return
    settleDraft(id)
    if (gone) forgetOwnCase(id)
    adopted.current = made.id
    setOpened((now) => (now.kind === 'open' ? { ...now, secret: made.secret, gone: false } : now))
    void navigate(`/bank/own/${made.id}`, { replace: true })
  }

  return (
    <PageShell>
      {opened.kind === 'loading' && <Loading>{t`Opening the case`}</Loading>}
      {opened.kind === 'missing' && (
        <EmptyState
          isPage
          title={opened.title}
          actions={
            <>
              {opened.again && <Button variant="primary" onPress={() => setTries(tries + 1)}>{t`Try again`}</Button>}
              <ButtonLink to="/bank/own">{t`Your own cases`}</ButtonLink>
            </>
          }
        >
          {opened.words}
        </EmptyState>
      )}
      {opened.kind === 'open' && (
        <Editor
          key={opened.serial}
          id={id}
          opened={opened}
          onOpened={setOpened}
          save={save}
          onSavedElsewhere={() => setTries((now) => now + 1)}
          onSaved={onSaved}
        />
      )}
    </PageShell>
  )
}

const sentenceOf = ({ message, faults }: { message: string; faults?: readonly { message: string }[] | undefined }) =>
  faults === undefined ? message : faults.map((fault) => fault.message).join(' ')

const Editor = ({
  id,
  opened,
  onOpened,
  save,
  onSavedElsewhere,
  onSaved,
}: {
  readonly id: string
  readonly opened: Extract<Opened, { kind: 'open' }>
  readonly onOpened: (next: Opened) => void
  readonly save: (text: string, base: number) => Promise<SaveOutcome>
  readonly onSavedElsewhere: () => void
  readonly onSaved: (made: OwnCaseKey | null) => void
}) => {
  const navigate = useNavigate()
  const { newer, offline, gone } = opened
  const notice =
    newer !== null ? (
      <Newer
        newer={newer}
        onTheirs={() => {
          const mine = keptCases.draft(id)?.value ?? opened.draft
          downloadFile(`mine-${nameOfFile(mine)}`, writeCaseFile(mine))
          const theirs = asDraft(readCaseValue(newer.text))
          onOpened({ ...opened, serial: ++lastSerial, draft: theirs, base: newer.version, clean: true, newer: null })
        }}
        onMine={() => {
          const mine = keptCases.draft(id)?.value ?? opened.draft
          keepDraft(id, { value: mine, base: newer.version, changedAt: Date.now() })
          onOpened({ ...opened, serial: ++lastSerial, draft: mine, base: newer.version, clean: false, newer: null })
        }}
      />
    ) : gone ? (
      <Callout tone="warn" role="status" title={t`This case was deleted from the server`}>
        {t`Your draft is kept in this browser. Save it to make it a new case, with a new link.`}
      </Callout>
    ) : offline !== null ? (
      <Callout tone="warn" role="status" title={t`The server could not be reached`}>
        <Trans>{offline} You are editing the draft in this browser. Save it when you are back online.</Trans>
      </Callout>
    ) : null
  return (
    <CaseEditor
      id={id}
      start={opened.draft}
      base={opened.base}
      clean={opened.clean}
      secret={opened.secret}
      notice={notice}
      save={save}
      onSavedElsewhere={onSavedElsewhere}
      onSaved={onSaved}
      onUse={(saved) => void navigate(`/?case=${saved}`)}
    />
  )
}

/** Two people have the link, or one person two browsers: nothing is discarded without asking. */
const Newer = ({
  newer,
  onTheirs,
  onMine,
}: {
  readonly newer: OwnCaseFile
  readonly onTheirs: () => void
  readonly onMine: () => void
}) => (
  <Callout
    tone="warn"
    role="alert"
    title={t`Version ${newer.version} was saved in the meantime: “${textAt(newer, ['public', 'title'])}”`}
    actions={
      <>
        <Button size="sm" onPress={onTheirs}>{t`Open that version`}</Button>
        <Button size="sm" onPress={onMine}>{t`Continue with mine`}</Button>
      </>
    }
  >{t`You’re looking at your draft. If you open the other version, yours is downloaded first. If you continue with yours, saving it replaces the other one.`}</Callout>
)

import type { OwnCaseKey } from '@greenroom/protocol'
import { writeCaseFile } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Callout, cx, Segmented, Select, TabPanel, Tabs } from '../../../design/index.ts'
import { letterOf } from '../../board/keyboard.ts'
import { asDraft, type Draft, keyOf, textAt } from '../../own-case-list/draft.ts'
import { caseDraftsOf } from '../../own-case-list/own-cases.ts'
import { contextOf } from '../form/fields.ts'
import { type Part, partOf, parts, partsOf } from '../form/parts.ts'
import { CasePreview, type View } from '../preview/case-preview.tsx'
import { CaseForm } from './case-form.tsx'
import { EditorHeader } from './editor-header.tsx'
import { CaseFormProvider, type CaseForm as CaseFormValue } from './form-context.ts'
import { goToField } from './go-to-field.ts'
import { PartList } from './part-list.tsx'
import { ToDoList } from './to-do-list.tsx'
import { useKeptDraft } from './use-kept-draft.ts'
import { lintOwn, useLint } from './use-lint.ts'

export type SaveOutcome =
  | { readonly ok: true; readonly version: number; readonly made: OwnCaseKey | null }
  | { readonly ok: false; readonly conflict: boolean; readonly message: string }

export type CaseEditorProps = {
  readonly id: string
  readonly start: Draft
  /** The version on the server that `start` comes from; 0: it is not there yet. */
  readonly base: number
  readonly clean: boolean
  readonly secret: string | null
  /** Somebody saved a newer version: what to say above the form. */
  readonly notice?: ReactNode
  readonly save: (text: string, base: number) => Promise<SaveOutcome>
  /** Another tab of this browser saved it, or discarded its draft: it has to be opened again. */
  readonly onSavedElsewhere: () => void
  /** Called once the editor knows that it is saved. `made`: the key of a case that was saved for the first time. */
  readonly onSaved: (made: OwnCaseKey | null) => void
  readonly onUse: (id: string) => void
}

const views = [
  { id: 'write', label: t`Write` },
  { id: 'look', label: t`Preview and check` },
] as const

const viewOf = (part: Part): View => {
  if (part.group === 'everybody') return 'candidate'
  if (part.group === 'round') return 'guide'
  return part.group === 'interviewer' || part.id === 'rubric' || part.id === 'mistakes' ? 'brief' : 'after'
}

const firstPart = (): Part => {
  const [first] = parts
  if (!first) throw new Error('The form has no pages.')
  return first
}

/** A case being written: its parts on the left, one of them as a form, what others will see on the right. */
export function CaseEditor({
  id,
  start,
  base: startBase,
  clean: startClean,
  secret,
  notice,
  save,
  onSavedElsewhere,
  onSaved,
  onUse,
}: CaseEditorProps) {
  const [draft, setDraft] = useState(start)
  const [saved, setSaved] = useState<Draft | null>(startClean ? start : null)
  const [base, setBase] = useState(startBase)
  const [partId, setPartId] = useState(firstPart().id)
  const [view, setView] = useState<'write' | 'look'>('write')
  const [side, setSide] = useState('preview')
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const clean = draft === saved
  const messages = useLint(draft)
  const kept = useKeptDraft(id, draft, base, clean, {
    follow: setDraft,
    onSavedElsewhere,
  })
  const faults = messages.filter(({ severity }) => severity === 'fault').length
  const part = parts.find((one) => one.id === partId) ?? firstPart()
  const shown = useMemo(() => partsOf(draft), [draft])

  const form = useMemo<CaseFormValue>(
    () => ({
      draftsUnder: caseDraftsOf(id),
      draft,
      context: contextOf(draft),
      messages,
      expanded,
      change: (edit) => setDraft((now) => asDraft(edit(now))),
      setOpen: (key, open) =>
        setExpanded((now) => {
          const next = new Set(now)
          if (open) next.add(key)
          else next.delete(key)
          return next
        }),
    }),
    [id, draft, messages, expanded],
  )

  const turnTo = (next: string) => {
    setPartId(next)
    setView('write')
    window.scrollTo({ top: 0 })
  }
  const goTo = (at: readonly (string | number)[]) => {
    const target = partOf(at) ?? firstPart()
    setPartId(target.id)
    setView('write')
    // Every list on the way is expanded.
    setExpanded((now) => new Set([...now, ...at.map((_, index) => keyOf(at.slice(0, index + 1)))]))
    goToField(at)
  }

  /** Returns the id under which it is saved. `null`: it is not. */
  const saveNow = async (): Promise<string | null> => {
    if (busy) return null
    const wrong = lintOwn(draft).find(({ severity }) => severity === 'fault')
    if (wrong) {
      setRefused(t`Nothing is lost, but it can’t be run yet. Fix what is marked in red first.`)
      setSide('check')
      goTo(wrong.at)
      return null
    }
    setBusy(true)
    setRefused(null)
    const outcome = await save(writeCaseFile(draft), base)
    setBusy(false)
    if (outcome.ok) {
      setSaved(draft)
      setBase(outcome.version)
      onSaved(outcome.made)
      return outcome.made?.id ?? id
    }
    setRefused(outcome.message)
    return null
  }

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || letterOf(event) !== 's') return
      event.preventDefault()
      if (!clean || base === 0) void saveNow()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })

  return (
    <CaseFormProvider value={form}>
      <EditorHeader
        id={id}
        secret={secret}
        title={textAt(draft, ['public', 'title'])}
        draft={draft}
        version={base}
        clean={clean && base > 0}
        kept={kept.state}
        busy={busy}
        onSave={() => void saveNow()}
        onUse={async () => {
          const savedAs = clean && base > 0 ? id : await saveNow()
          if (savedAs !== null) onUse(savedAs)
        }}
      />
      <div className="mt-3 flex flex-col gap-2 empty:hidden">
        {notice}
        {refused && (
          <Callout tone="danger" role="alert" title={t`Not saved`}>
            {refused}
          </Callout>
        )}
        {kept.state === 'not-kept' && (
          <Callout
            tone="warn"
            role="alert"
          >{t`This browser can’t keep drafts. Save the case on the server, or export it, before you leave the page.`}</Callout>
        )}
        {kept.elsewhere && (
          <Callout
            tone="info"
            role="status"
            title={t`This case is also open in another tab`}
            actions={null}
          >{t`Both tabs show the same draft, and what you type in one appears in the other.`}</Callout>
        )}
      </div>
      <div className="mt-4 flex flex-col gap-3 lg:hidden">
        <Segmented label={t`View`} hideLabel options={views} value={view} onChange={setView} />
        {view === 'write' && (
          <Select
            aria-label={t`Part of the case`}
            choices={shown.map(({ id: one, title }) => ({ id: one, label: title }))}
            value={part.id}
            onChange={(key) => turnTo(String(key ?? part.id))}
          />
        )}
      </div>
      <div className="mt-5 grid grid-cols-1 items-start gap-x-7 gap-y-6 lg:grid-cols-[10.5rem_minmax(0,1fr)_21rem]">
        <div className="sticky top-3 max-lg:hidden">
          <PartList parts={shown} current={part.id} messages={messages} onPart={turnTo} />
        </div>
        <div className={cx('min-w-0', view === 'look' && 'max-lg:hidden')}>
          <CaseForm key={part.id} part={part} parts={shown} onPart={turnTo} />
        </div>
        <aside
          aria-label={t`Preview and check`}
          className={cx(
            'min-w-0 rounded-xl border border-line bg-surface lg:sticky lg:top-3 lg:h-[calc(100dvh-1.5rem)]',
            view === 'write' && 'max-lg:hidden',
          )}
        >
          <Tabs
            label={t`Preview and check`}
            stretch
            className="h-full"
            selectedKey={side}
            onSelectionChange={(key) => setSide(String(key))}
            tabs={[
              { id: 'preview', label: t`Preview` },
              {
                id: 'check',
                label: faults > 0 ? t`Must fix` : t`Worth a look`,
                count: faults > 0 ? faults : messages.length,
              },
            ]}
          >
            <TabPanel id="preview" className="p-3">
              <CasePreview draft={draft} suits={viewOf(part)} />
            </TabPanel>
            <TabPanel id="check" className="p-3">
              <ToDoList messages={messages} onGo={({ at }) => goTo(at)} />
            </TabPanel>
          </Tabs>
        </aside>
      </div>
    </CaseFormProvider>
  )
}

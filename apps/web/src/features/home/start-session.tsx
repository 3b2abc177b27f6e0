import { textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type FormEvent, Suspense, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { forgetDrafts, useDraft } from '../../browser/drafts.ts'
import { whenIdle } from '../../browser/when-idle.ts'
import { Button, Callout, TextField } from '../../design/index.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { limitError } from '../../words/limit-words.ts'
import { faultsOf, partOfFault, type SentencePart, type StartForm } from './start-form.ts'
import { StartSentence } from './start-sentence.tsx'

/** The code that asks the server and reads its answers is not needed to read the page. */
const loadCreating = () => import('./create-session.ts')
const loadChoices = () => import('./start-choices.tsx')
const StartChoices = lazyPart(() => loadChoices().then((m) => m.StartChoices))
const notLoaded = {
  ok: false,
  message: t`A part of the page could not be loaded. Check your connection and try again.`,
} as const

const panel = 'start-choices'

/** The form of a new session: a name, a sentence, and a button that leads into its room. */
export function StartSession({ begin }: { readonly begin: StartForm }) {
  const navigate = useNavigate()
  const [choices, setChoices] = useState(begin)
  const nameDraft = useDraft('start.name', choices.name)
  const linkDraft = useDraft('start.call-link')
  const form: StartForm = { ...choices, name: nameDraft.words, callLink: linkDraft.words }
  const [open, setOpen] = useState<SentencePart | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  /** Set before the page is drawn again: a second Enter would start a second session. */
  const starting = useRef(false)
  const [refused, setRefused] = useState<string | null>(null)
  const change = (part: Partial<StartForm>) => setChoices((now) => ({ ...now, ...part }))
  const faults = tried ? faultsOf(form) : []

  useEffect(() => whenIdle(() => void Promise.all([loadCreating(), loadChoices()]).catch(() => undefined)), [])

  const start = async () => {
    setTried(true)
    setRefused(null)
    const [fault] = faultsOf(form)
    if (fault !== undefined) return setOpen(partOfFault(fault) ?? open)
    if (starting.current) return
    starting.current = true
    setBusy(true)
    const answer = await loadCreating().then(
      ({ createSession }) => createSession(form),
      () => notLoaded,
    )
    if (!answer.ok) {
      starting.current = false
      setBusy(false)
      setRefused(answer.message)
      return
    }
    // The form stays here until the room has loaded: it keeps its name when the draft is removed, and reports no fault.
    setTried(false)
    change({ name: form.name })
    nameDraft.settle(form.name)
    linkDraft.settle(form.callLink)
    forgetDrafts('start.case-search')
    void navigate(`/s/${answer.value.session}`)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void start()
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      aria-labelledby="start-title"
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-2 sm:p-6"
    >
      <h2 id="start-title" className="text-lg font-semibold">{t`Start a session`}</h2>
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label={t`Your name`}
          size="lg"
          className="grow basis-52"
          value={form.name}
          onChange={nameDraft.write}
          autoComplete="nickname"
          isRequired
          validationBehavior="aria"
          error={
            limitError(form.name, textLimits.name) ??
            (faults.includes('name') && t`Enter the name the others will see.`)
          }
        />
        <Button
          type="submit"
          variant="primary"
          size="lg"
          isPending={busy}
          className="mt-6.5 max-sm:mt-0 max-sm:w-full"
        >{t`Start the session`}</Button>
      </div>
      <div className="flex flex-col gap-3">
        <StartSentence form={form} open={open} panel={panel} onOpen={setOpen} />
        {open !== null && (
          <ErrorBoundary part={t`session’s choices`}>
            <div id={panel} className="flex flex-col gap-4 rounded-lg border border-line bg-raised p-4">
              <Suspense fallback={<div className="h-22" />}>
                <StartChoices part={open} form={form} faults={faults} onChange={change} />
              </Suspense>
            </div>
          </ErrorBoundary>
        )}
        {form.focus !== '' && <p className="text-sm text-ink-soft">{t`Focus: ${form.focus}`}</p>}
      </div>
      {refused && (
        <Callout tone="danger" role="alert">
          {refused}
        </Callout>
      )}
    </form>
  )
}

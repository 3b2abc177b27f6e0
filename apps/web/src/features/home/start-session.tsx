import { type Coverage, type Seat, type SessionMode, textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { GraduationCap, UserRound, UsersRound } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { forgetDrafts, useDraft } from '../../browser/drafts.ts'
import { whenIdle } from '../../browser/when-idle.ts'
import { Button, Callout, type Option, RadioCards, Segmented, TextField } from '../../design/index.ts'
import { limitError } from '../../words/limit-words.ts'
import type { DrawFilters } from '../bank/draw-filters.ts'
import { recents } from '../recents/browser-recents.ts'
import { CaseDetails, CaseSource } from './case-source.tsx'
import { emptyStartForm, faultsOf, type StartForm } from './start-form.ts'

/** What asks the server and reads its answers is not needed to read the page. */
const loadCreating = () => import('./create-session.ts')
const notLoaded = {
  ok: false,
  message: t`A part of the page could not be loaded. Check your connection and try again.`,
} as const

const modes: readonly Option<SessionMode>[] = [
  { id: 'peer', label: t`Peer mock`, description: t`Two candidates who swap seats halfway.`, icon: <UsersRound /> },
  {
    id: 'coaching',
    label: t`Coaching`,
    description: t`A mentor watches, whispers and marks moments.`,
    icon: <GraduationCap />,
  },
  { id: 'solo', label: t`Solo`, description: t`The room runs the agenda; you ask for hints.`, icon: <UserRound /> },
]
const cuts: readonly Option<'45' | '20'>[] = [
  { id: '45', label: t`45 minutes` },
  { id: '20', label: t`20 minutes` },
]
const cutLines = {
  45: t`The full case, with time to debrief.`,
  20: t`The short slot that many companies use.`,
} as const
const coverages: readonly Option<Coverage>[] = [
  { id: 'learning', label: t`Yes` },
  { id: 'strict', label: t`No` },
]
const coverageLines: Readonly<Record<Coverage, string>> = {
  learning: t`A small count of sections in use, during the round.`,
  strict: t`Nothing is shown until the scores open.`,
}
const seats: Readonly<Record<'peer' | 'coaching', readonly Option<Seat>[]>> = {
  peer: [
    { id: 'interviewer', label: t`Interviewer` },
    { id: 'candidate', label: t`Candidate` },
  ],
  coaching: [
    { id: 'mentor', label: t`Mentor` },
    { id: 'interviewer', label: t`Interviewer` },
    { id: 'candidate', label: t`Candidate` },
  ],
}

const seatLines: Readonly<Record<Seat, string>> = {
  interviewer: t`You read the guide and run the clock.`,
  candidate: t`You work through the case on the board.`,
  mentor: t`You see the guide and can whisper to the interviewer.`,
  observer: t`You watch without taking part.`,
}

/** The form of a new session; a press on the button leads into its room. */
export function StartSession({ caseId, filters }: { readonly caseId: string | null; readonly filters: DrawFilters }) {
  const navigate = useNavigate()
  const [choices, setChoices] = useState<StartForm>(() => emptyStartForm(recents.name(), caseId, filters))
  const nameDraft = useDraft('start.name', choices.name)
  const linkDraft = useDraft('start.call-link', choices.callLink)
  const form: StartForm = { ...choices, name: nameDraft.words, callLink: linkDraft.words }
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  /** Known before the page is drawn again: a second Enter would start a second session. */
  const starting = useRef(false)
  const [refused, setRefused] = useState<string | null>(null)
  const change = (part: Partial<StartForm>) => setChoices((now) => ({ ...now, ...part }))
  const faults = tried ? faultsOf(form) : []

  useEffect(() => whenIdle(() => void loadCreating().catch(() => undefined)), [])

  const start = async () => {
    setTried(true)
    setRefused(null)
    if (faultsOf(form).length > 0 || starting.current) return
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
    const name = form.name.trim()
    nameDraft.settle(form.name)
    linkDraft.settle(form.callLink)
    forgetDrafts('start.case-search')
    recents.rememberName(name)
    recents.enter(answer.value, { name, title: null, mode: form.mode, owner: true })
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
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-2"
    >
      <h2 id="start-title" className="text-lg font-semibold">{t`Start a session`}</h2>
      <RadioCards
        label={t`Kind of session`}
        hideLabel
        options={modes}
        value={form.mode}
        onChange={(mode) => change({ mode })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Segmented
          label={t`Length`}
          options={cuts}
          value={form.cut}
          onChange={(cut) => change({ cut })}
          description={cutLines[form.cut]}
        />
        <Segmented
          label={t`Show the candidate what is still empty`}
          options={coverages}
          value={form.coverage}
          onChange={(coverage) => change({ coverage })}
          description={coverageLines[form.coverage]}
        />
      </div>
      <div className="flex flex-col gap-3">
        <div className="grid gap-4 sm:grid-cols-2">
          {form.mode !== 'solo' && (
            <Segmented
              label={t`Your seat`}
              options={seats[form.mode]}
              value={form.seats[form.mode]}
              onChange={(seat) => change({ seats: { ...form.seats, [form.mode]: seat } })}
              description={seatLines[form.seats[form.mode]]}
            />
          )}
          <CaseSource form={form} onChange={change} />
        </div>
        <CaseDetails form={form} onChange={change} missing={faults.includes('caseId')} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t`Your name`}
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
        <TextField
          label={t`Call link`}
          aside="optional"
          value={form.callLink}
          onChange={linkDraft.write}
          placeholder={t`meet.google.com/…`}
          inputMode="url"
          error={
            limitError(form.callLink, textLimits.callLink) ??
            (faults.includes('callLink') && t`That isn’t a web address. Paste the link to your Meet or Zoom call.`)
          }
        />
      </div>
      {refused && (
        <Callout tone="danger" role="alert">
          {refused}
        </Callout>
      )}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        isPending={busy}
        className="w-full"
      >{t`Start the session`}</Button>
    </form>
  )
}

import { type Coverage, type Seat, type SessionMode, textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { GraduationCap, UserRound, UsersRound } from 'lucide-react'
import { useDraft } from '../../browser/drafts.ts'
import { type Option, RadioCards, Segmented, TextField } from '../../design/index.ts'
import { limitError } from '../../words/limit-words.ts'
import { seatLines } from '../../words/words.ts'
import { CaseDetails, CaseSource } from './case-source.tsx'
import { LoopChoice } from './loop-choice.tsx'
import type { SentencePart, StartFault, StartForm } from './start-form.ts'

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
/** The choices behind one part of the sentence. */
export function StartChoices({
  part,
  form,
  faults,
  onChange,
}: {
  readonly part: SentencePart
  readonly form: StartForm
  readonly faults: readonly StartFault[]
  readonly onChange: (change: Partial<StartForm>) => void
}) {
  const linkDraft = useDraft('start.call-link')
  switch (part) {
    case 'length':
      if (form.loop !== '') return <p className="text-sm text-ink-soft">{t`The loop says how long each round is.`}</p>
      return (
        <Segmented
          label={t`Length`}
          options={cuts}
          value={form.cut}
          onChange={(cut) => onChange({ cut })}
          description={cutLines[form.cut]}
        />
      )
    case 'seat':
      return (
        <>
          <RadioCards
            label={t`Kind of session`}
            hideLabel
            options={modes}
            value={form.mode}
            onChange={(mode) => onChange({ mode })}
          />
          {form.mode !== 'solo' && (
            <Segmented
              label={t`Your seat`}
              options={seats[form.mode]}
              value={form.seats[form.mode]}
              onChange={(seat) => onChange({ seats: { ...form.seats, [form.mode]: seat } })}
              description={seatLines[form.seats[form.mode]]}
            />
          )}
        </>
      )
    case 'case':
      return (
        <>
          {form.loop === '' && (
            <>
              <CaseSource form={form} onChange={onChange} />
              <CaseDetails form={form} onChange={onChange} missing={faults.includes('caseId')} />
            </>
          )}
          <LoopChoice form={form} onChange={onChange} />
        </>
      )
    case 'more':
      return (
        <>
          <TextField
            label={t`Call link`}
            aside="optional"
            value={linkDraft.words}
            onChange={linkDraft.write}
            placeholder={t`meet.google.com/…`}
            inputMode="url"
            error={
              limitError(linkDraft.words, textLimits.callLink) ??
              (faults.includes('callLink') && t`That isn’t a web address. Paste the link to your Meet or Zoom call.`)
            }
          />
          <Segmented
            label={t`Show the candidate what is still empty`}
            options={coverages}
            value={form.coverage}
            onChange={(coverage) => onChange({ coverage })}
            description={coverageLines[form.coverage]}
          />
        </>
      )
  }
}

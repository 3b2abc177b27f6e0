import { type Admission, admissionSchema, type LookAnswer } from '@greenroom/protocol'
import { type Seat, textLimits, typedWords } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type FormEvent, useRef, useState } from 'react'
import { callApi } from '../../browser/api.ts'
import { useDraft } from '../../browser/drafts.ts'
import { Button, Callout, type Option, RadioCards, TextField } from '../../design/index.ts'
import { limitError } from '../../words/limit-words.ts'
import { seatLines, seatWords } from '../../words/words.ts'
import { recents } from '../recents/browser-recents.ts'

/** A name, and a seat only where there is a choice. */
export function JoinForm({
  invitation,
  look,
  suggestedName,
  onJoined,
}: {
  readonly invitation: string
  readonly look: LookAnswer
  readonly suggestedName: string
  readonly onJoined: (admission: Admission, name: string) => void
}) {
  const draft = useDraft(`${look.session}.join.${suggestedName === guestName ? 'guest' : 'name'}`, suggestedName)
  const name = draft.words
  const tooLong = limitError(name, textLimits.name)
  const [seat, setSeat] = useState<Seat | null>(look.freeSeats[0] ?? null)
  const [busy, setBusy] = useState(false)
  /** Set before the page is drawn again: a second Enter would join a second person, who takes the seat from the first. */
  const joining = useRef(false)
  const [nameMissing, setNameMissing] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)

  const join = async () => {
    const trimmed = typedWords(name)
    const missing = trimmed === ''
    setNameMissing(missing)
    if (missing || tooLong !== undefined || joining.current) return
    joining.current = true
    setBusy(true)
    setRefused(null)
    const answer = await callApi('/invitations/join', {
      method: 'POST',
      body: { invitation, name: trimmed, seat },
      schema: admissionSchema,
    })
    if (!answer.ok) {
      joining.current = false
      setBusy(false)
      setRefused(answer.message)
      return
    }
    draft.settle(name)
    if (suggestedName !== guestName) recents.rememberName(trimmed)
    onJoined(answer.value, trimmed)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void join()
  }
  const options: readonly Option<Seat>[] = look.freeSeats.map((id) => ({
    id,
    label: seatWords[id],
    description: seatLines[id],
  }))

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <TextField
        label={t`Your name`}
        value={name}
        onChange={draft.write}
        size="lg"
        autoFocus
        autoComplete="nickname"
        isRequired
        validationBehavior="aria"
        error={tooLong ?? (nameMissing && typedWords(name) === '' && t`Enter the name the others will see.`)}
      />
      {options.length > 1 && seat && (
        <RadioCards label={t`Your seat`} options={options} value={seat} onChange={setSeat} columns="sm:grid-cols-2" />
      )}
      {refused && (
        <Callout tone="danger" role="alert">
          {refused}
        </Callout>
      )}
      <Button type="submit" variant="primary" size="lg" isPending={busy}>
        {seat ? t`Join as ${seatWords[seat].toLowerCase()}` : t`Join`}
      </Button>
    </form>
  )
}

/** What the second seat is called when somebody tries both alone. */
export const guestName = 'Guest'

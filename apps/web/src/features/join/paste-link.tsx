import { t } from '@lingui/core/macro'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { cleanLink, secretIn } from '../../browser/secret-in-link.ts'
import { type Door, keptSecrets } from '../../browser/take-secret.ts'
import { Button, TextField } from '../../design/index.ts'

const doorOf = (text: string): Door => (/\/back(?![a-z0-9-])/i.test(cleanLink(text)) ? 'back' : 'join')

/** Accepts an invitation, or a saved link, in whatever condition it was copied. */
export function PasteLink({ moment = null }: { readonly moment?: number | null }) {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const secret = secretIn(text)
    setMissing(secret === null)
    if (secret === null) return
    const door = doorOf(text)
    keptSecrets.keep(door, secret)
    void navigate(door === 'join' && moment !== null ? `/join?moment=${moment}` : `/${door}`)
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-2">
      <TextField
        label={t`Paste the link you were sent`}
        value={text}
        onChange={setText}
        autoComplete="off"
        className="grow basis-48"
        error={missing && t`That isn’t a complete invitation. Copy the whole link and paste it again.`}
      />
      <Button type="submit" className="mt-6.5">{t`Open it`}</Button>
    </form>
  )
}

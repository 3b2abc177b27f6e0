import type { LintMessage } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { isRequest } from './form-context.ts'

/** What the linter says, where it says it. A fault keeps the case from being saved; a warning does not. */
export function Messages({ messages }: { readonly messages: readonly LintMessage[] }) {
  const shown = messages.filter((message) => !isRequest(message))
  if (shown.length === 0) return null
  return (
    <ul className="flex flex-col gap-1">
      {shown.map((message) => (
        <li key={`${message.rule} ${message.at.join('.')} ${message.message}`} className="flex gap-1.5 text-sm">
          <MessageIcon message={message} />
          <span className={message.severity === 'fault' ? 'text-danger-ink' : 'text-warn-ink'}>
            {sentenceOf(message)}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function MessageIcon({ message }: { readonly message: LintMessage }) {
  return message.severity === 'fault' ? (
    <>
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-ink" />
      <span className="sr-only">{t`Must fix: `}</span>
    </>
  ) : (
    <>
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn-ink" />
      <span className="sr-only">{t`Worth a look: `}</span>
    </>
  )
}

/** Some sentences begin with the path, for people who read files. */
export function sentenceOf({ at, message, rule }: LintMessage): string {
  // The request is already in the empty field itself.
  if (rule === 'placeholder' && at[0] === 'public' && at.length === 2) return t`The ${at[1] ?? ''} is missing.`
  const path = at.join('.')
  const bare = path !== '' && message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

/** How much has to be done here, for a line that leads there. */
export function Counts({ messages }: { readonly messages: readonly LintMessage[] }) {
  const faults = messages.filter(({ severity }) => severity === 'fault').length
  const rest = messages.length - faults
  return (
    <span className="tabular flex shrink-0 items-center gap-1.5 text-xs font-normal">
      {faults > 0 && (
        <span className="rounded-full bg-danger-soft px-1.5 font-medium text-danger-ink">
          {faults}
          <span className="sr-only">{t` to fix`}</span>
        </span>
      )}
      {rest > 0 && (
        <span className="text-ink-faint">
          {rest}
          <span className="sr-only">{t` to look at`}</span>
        </span>
      )}
    </span>
  )
}

import type { LintMessage } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { CircleCheck } from 'lucide-react'
import { EmptyState } from '../../../design/index.ts'
import { parts } from '../form/parts.ts'
import { MessageIcon, sentenceOf } from './messages.tsx'
import { messagesOf } from './part-list.tsx'

/** Everything the linter says, page by page; a press leads to the field. */
export function ToDoList({
  messages,
  onGo,
}: {
  readonly messages: readonly LintMessage[]
  readonly onGo: (message: LintMessage) => void
}) {
  return messages.length === 0 ? (
    <EmptyState
      icon={<CircleCheck />}
      title={t`Nothing to fix`}
    >{t`The case is complete. Someone else could run it after two minutes with the brief.`}</EmptyState>
  ) : (
    <div className="flex flex-col gap-4">
      {parts.map((part) => {
        const own = [...messagesOf(messages, part.id)].sort((a, b) => a.severity.localeCompare(b.severity))
        return own.length === 0 ? null : (
          <section key={part.id} aria-label={part.title}>
            <h3 className="mb-1 text-xs font-medium text-ink-faint">{part.title}</h3>
            <ul className="flex flex-col">
              {own.map((message) => (
                <li key={`${message.at.join('.')} ${message.rule} ${message.message}`}>
                  <button
                    type="button"
                    onClick={() => onGo(message)}
                    className="flex w-full gap-1.5 rounded-md px-1.5 py-1 text-left text-sm text-ink-soft hover:bg-hover hover:text-ink"
                  >
                    <MessageIcon message={message} />
                    <span className="min-w-0">{sentenceOf(message)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

import type { LintMessage } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { cx } from '../../../design/index.ts'
import { parts as allParts, groupWords, type Part, partOf } from '../form/parts.ts'
import { Counts } from './messages.tsx'

const groups = [...new Set(allParts.map(({ group }) => group))]

export function messagesOf(messages: readonly LintMessage[], id: string): readonly LintMessage[] {
  return messages.filter(({ at }) => (partOf(at)?.id ?? allParts[0]?.id) === id)
}

/** The pages of the form, with what has to be done on each. */
export function PartList({
  parts,
  current,
  messages,
  onPart,
}: {
  readonly parts: readonly Part[]
  readonly current: string
  readonly messages: readonly LintMessage[]
  readonly onPart: (id: string) => void
}) {
  return (
    <nav aria-label={t`Parts of the case`} className="flex flex-col gap-3">
      {groups.map((group) => (
        <div key={group}>
          <p className="px-2 pb-0.5 text-xs font-medium text-ink-faint">{groupWords[group]}</p>
          <ul>
            {parts
              .filter((part) => part.group === group)
              .map((part) => (
                <li key={part.id}>
                  <button
                    type="button"
                    aria-current={part.id === current ? 'page' : undefined}
                    onClick={() => onPart(part.id)}
                    className={cx(
                      'flex w-full items-center justify-between gap-2 rounded-md px-2 py-1 text-left text-sm transition-colors duration-100',
                      part.id === current
                        ? 'bg-accent-soft font-medium text-accent-ink'
                        : 'text-ink-soft hover:bg-hover hover:text-ink',
                    )}
                  >
                    {part.title}
                    <Counts messages={messagesOf(messages, part.id)} />
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

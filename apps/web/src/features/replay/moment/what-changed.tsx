import type { BoardChange, BoardSeeker } from '@greenroom/replay'
import type { DocumentName, SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../../../design/index.ts'
import { nameIn } from '../../../live/room-props.ts'
import { momentWords } from '../../clock/moment.ts'

/** While somebody drags, the question is asked once they pause for this long, in milliseconds. */
const restsFor = 150

/** What changed on a board between two moments, in either order. `null`: nothing is being compared, or the answer has not arrived. */
export function useChanges(
  seeker: BoardSeeker | null,
  document: DocumentName | null,
  since: number | null,
  at: number,
): readonly BoardChange[] | null {
  const [changes, setChanges] = useState<readonly BoardChange[] | null>(null)
  useEffect(() => {
    if (seeker === null || document === null || since === null) {
      setChanges(null)
      return
    }
    let over = false
    const timer = setTimeout(() => {
      seeker.changes(document, Math.min(since, at), Math.max(since, at)).then(
        (found) => {
          if (!over) setChanges(found)
        },
        () => undefined,
      )
    }, restsFor)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [seeker, document, since, at])
  return changes
}

const titles: Readonly<Record<BoardChange['kind'], string>> = {
  added: t`Added`,
  changed: t`Changed`,
  moved: t`Moved`,
  removed: t`Removed`,
}
/** A sign beside each title, so that nothing is shown by colour alone. */
const signs: Readonly<Record<BoardChange['kind'], string>> = { added: '+', changed: '~', moved: '→', removed: '−' }

/** The cards that differ, by what happened to them, with the people who did it. */
export function WhatChanged({
  changes,
  session,
  startedAt,
  since,
  at,
  onChoose,
  onClose,
}: {
  readonly changes: readonly BoardChange[]
  readonly session: SessionState
  readonly startedAt: number | null
  readonly since: number
  readonly at: number
  readonly onChoose: (item: string) => void
  readonly onClose: () => void
}) {
  const [from, to] = [Math.min(since, at), Math.max(since, at)].map((time) => momentWords(time, startedAt))
  const groups = Map.groupBy(changes, ({ kind }) => kind)
  return (
    <section className="mb-4 border-b border-line pb-4">
      <div className="flex items-center gap-2">
        <h2 className="tabular grow text-xs font-medium text-ink-faint">{t`What changed from ${from ?? ''} to ${to ?? ''}`}</h2>
        <IconButton size="sm" label={t`Hide what changed`} onPress={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {changes.length === 0 && (
        <p className="text-sm text-ink-soft">{t`Nothing yet. Keep playing, or go to another moment.`}</p>
      )}
      {[...groups].map(([kind, own]) => (
        <div key={kind} className="mt-1">
          <h3 className="text-xs font-medium text-ink-soft">
            <span aria-hidden="true" className="mr-1 inline-block w-3 text-center font-semibold">
              {signs[kind]}
            </span>
            {titles[kind]} {own.length}
          </h3>
          <ul>
            {own.map(({ item, before, by }) => (
              <li key={item.id}>
                <button
                  type="button"
                  className="w-full rounded-md px-2 py-1 text-left text-sm hover:bg-hover"
                  onClick={() => onChoose(item.id)}
                >
                  {kind === 'changed' && before !== null && before.text !== item.text && (
                    <span className="block text-ink-faint line-through" dir="auto">
                      {before.text.trim() || t`empty`}
                    </span>
                  )}
                  <span dir="auto" className={kind === 'removed' ? 'line-through' : undefined}>
                    {item.text.trim() || t`empty`}
                  </span>
                  {by.length > 0 && ' '}
                  {by.length > 0 && (
                    <span className="inline-block text-xs text-ink-faint">
                      {by.map((one) => nameIn(session, one)).join(', ')}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

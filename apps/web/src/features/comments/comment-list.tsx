import { commentKey, type Thread, threadsOf } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { Button, EmptyState, Switch } from '../../design/index.ts'
import { CommentThread, type ThreadParts } from './comment-thread.tsx'

/** Threads drawn at a time: ten thousand would take seconds. */
export const threadsAtOnce = 40

/** Where a list begins so that the thread of a moment is on the page. */
function pageOf(threads: readonly Thread[], at: number): number {
  const current = threads.findLastIndex(({ first }) => first.moment <= at)
  return Math.floor(Math.max(0, current) / threadsAtOnce)
}

/** The threads of a round in the order of their moments, a page at a time, beginning with the one at the moment that is shown. */
export function CommentList({ at, ...parts }: ThreadParts & { readonly at: number }) {
  const { round, onGo } = parts
  const threads = useMemo(() => threadsOf(round), [round])
  const [withResolved, setWithResolved] = useState(false)
  const resolved = useMemo(() => threads.filter(({ first }) => first.resolvedBy !== null).length, [threads])
  const listed = useMemo(
    () => (withResolved ? threads : threads.filter(({ first }) => first.resolvedBy === null)),
    [threads, withResolved],
  )
  const last = Math.max(0, Math.ceil(listed.length / threadsAtOnce) - 1)
  const [chosen, setPage] = useState(() => pageOf(listed, at))
  const page = Math.min(chosen, last)
  const shown = listed.slice(page * threadsAtOnce, (page + 1) * threadsAtOnce)
  const current = listed.findLast(({ first }) => first.moment <= at)
  const list = useRef<HTMLOListElement>(null)
  const walk = (pressed: KeyboardEvent): void => {
    if (pressed.key !== 'ArrowDown' && pressed.key !== 'ArrowUp') return
    if (!(pressed.target instanceof HTMLElement) || pressed.target.dataset.thread === undefined) return
    pressed.preventDefault()
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-thread]') ?? [])]
    const next = buttons[buttons.indexOf(pressed.target) + (pressed.key === 'ArrowDown' ? 1 : -1)]
    const thread = shown.find(({ first }) => commentKey(first) === next?.dataset.thread)
    next?.focus()
    if (thread) onGo(thread)
  }
  const from = page * threadsAtOnce + 1
  const to = page * threadsAtOnce + shown.length
  return (
    <div className="flex flex-col gap-2">
      {resolved > 0 && (
        <Switch isSelected={withResolved} onChange={setWithResolved}>
          {t`Show ${plural(resolved, { one: '# resolved', other: '# resolved' })}`}
        </Switch>
      )}
      {listed.length === 0 ? (
        <EmptyState title={resolved > 0 ? t`Every comment is resolved` : t`No comments yet`}>
          {resolved > 0 ? null : t`Comments on moments and cards of this round appear here.`}
        </EmptyState>
      ) : (
        <>
          {page > 0 && (
            <Button size="sm" className="self-start" onPress={() => setPage(page - 1)}>{t`Earlier comments`}</Button>
          )}
          <ol ref={list} aria-label={t`Comments`} className="flex flex-col gap-2" onKeyDown={walk}>
            {shown.map((thread) => (
              <CommentThread key={commentKey(thread.first)} {...parts} thread={thread} current={thread === current} />
            ))}
          </ol>
          {last > 0 && (
            <p className="text-xs text-ink-soft">
              {t`${from.toLocaleString('en-GB')}–${to.toLocaleString('en-GB')} of ${listed.length.toLocaleString('en-GB')}`}
            </p>
          )}
          {page < last && (
            <Button size="sm" className="self-start" onPress={() => setPage(page + 1)}>{t`Later comments`}</Button>
          )}
        </>
      )}
    </div>
  )
}

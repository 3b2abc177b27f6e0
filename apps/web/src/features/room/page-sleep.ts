import { plural, t } from '@lingui/core/macro'
import type { NewsState } from './news/news-state.ts'
import { newsOf, sentencesOf } from './news/room-news.ts'

/** A page that looks again after this many milliseconds was stopped: a phone in a pocket, a laptop that was closed. */
const stopped = 30_000
/** What happened during the sleep arrives within this many looks. */
const arrives = 2

type Look = { readonly state: NewsState; readonly at: number }

/** Since when a page was stopped, what it knew then, and how often it has looked since with a connection. */
export type PageSleep = { readonly from: Look; readonly looks: number }

/** `at`: milliseconds of this computer's clock. A hidden page is woken now and then, and sleeps on. */
export function sleepAfter(sleep: PageSleep | null, last: Look | null, look: Look, hidden: boolean): PageSleep | null {
  if (last !== null && look.at - last.at >= stopped) return { from: sleep?.from ?? last, looks: 0 }
  return sleep === null || hidden || !look.state.connected ? sleep : { ...sleep, looks: sleep.looks + 1 }
}

/** What somebody who comes back to the page has missed. `null`: it is not known yet. */
export function sleepNewsOf(
  { from, looks }: PageSleep,
  { state, at }: Look,
): { readonly title: string; readonly words: string } | null {
  if (looks < arrives) return null
  const minutes = Math.max(1, Math.round((at - from.at) / 60_000))
  const news = newsOf(from.state, state)
  return {
    title: t`This page was asleep for ${plural(minutes, { one: '# minute', other: '# minutes' })}`,
    words: news.length === 0 ? t`It is up to date again, and nothing that you typed is lost.` : sentencesOf(news),
  }
}

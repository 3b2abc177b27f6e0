import { quietOf } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import type { NewsState } from './news-state.ts'
import { agreementNewsOf, seatNewsOf } from './seat-news.ts'

const minutesInWords = (minutes: number): string => plural(minutes, { one: '# minute', other: '# minutes' })

const phaseOf = ({ round }: Pick<NewsState, 'round'>): number | null =>
  round.clock.kind === 'stopped' ? null : round.clock.phase

/** Whole minutes that were added to the clock in the present phase, minus those that were taken away. */
const minutesGranted = ({ round }: NewsState): number =>
  Math.round((round.phaseGranted[phaseOf({ round }) ?? 0] ?? 0) / 60_000)

/** The phase as it is announced: "Phase 5 of 7, Metrics tree, 11 minutes". */
function phaseWords({ round, left }: NewsState): string {
  const phase = round.clock.kind === 'stopped' ? 0 : round.clock.phase
  const minutes = left === null ? null : Math.max(0, Math.round(left / 60_000))
  const parts = [t`Phase ${phase + 1} of ${round.agenda?.length ?? 0}`, round.agenda?.[phase]?.name ?? '']
  return [...parts, ...(minutes === null ? [] : [minutesInWords(minutes)])].filter(Boolean).join(', ')
}

/** A page that has just connected hears a moment later who is here; until then not even its own person is. */
const knowsWhoIsHere = ({ connected, people }: NewsState): boolean =>
  connected && people.every((person) => !person.me || person.here)

/** Changes that people who do not see the screen have to know about, in order of importance. */
export function newsOf(before: NewsState, after: NewsState): readonly string[] {
  const news: string[] = []
  if (before.connected !== after.connected)
    news.push(after.connected ? t`Connected again` : t`Offline. What you write is kept and sent when you reconnect`)
  for (const person of after.people) {
    const was = before.people.find((one) => one.id === person.id)
    if (person.me || !knowsWhoIsHere(before) || !knowsWhoIsHere(after)) continue
    // Somebody who joined a moment ago and connects now has not been away.
    if (person.here && before.arriving?.has(person.id)) continue
    if (was && was.here !== person.here) news.push(person.here ? t`${person.name} is back` : t`${person.name} is away`)
  }
  for (const { title, words } of [...seatNewsOf(before, after), ...agreementNewsOf(before, after)])
    news.push(words === undefined ? title : `${title}. ${words.replace(/\.$/, '')}`)
  const { round } = after
  if (before.round.id !== round.id) return [...news, t`A new round is being prepared`]
  if (before.round.status !== round.status) {
    if (round.status === 'running') {
      news.push(
        before.round.status === 'lobby' ? t`The round has started` : t`The round was reopened`,
        phaseWords(after),
      )
    } else if (round.status === 'ended') news.push(t`The round has ended. The debrief is open`)
    else if (round.status === 'scored') news.push(t`The scores are open`)
  } else if (round.status === 'running') {
    if (phaseOf(before) !== phaseOf(after)) news.push(phaseWords(after))
    else if (quietOf(before.round) === null && quietOf(round) !== null)
      news.push(t`Quiet time for up to two minutes. The clock is paused`)
    else if (quietOf(before.round) !== null && quietOf(round) === null) news.push(t`Quiet time is over`)
    else if (before.round.clock.kind !== round.clock.kind)
      news.push(round.clock.kind === 'paused' ? t`The clock is paused` : t`The clock is running again`)
    const changed = minutesGranted(after) - minutesGranted(before)
    if (changed !== 0 && phaseOf(before) === phaseOf(after))
      news.push(
        changed > 0
          ? plural(changed, { one: '# minute added', other: '# minutes added' })
          : plural(-changed, { one: '# minute taken off the clock', other: '# minutes taken off the clock' }),
      )
    if (before.left !== null && after.left !== null) {
      if (before.left > 60_000 && after.left <= 60_000 && after.left > 0) news.push(t`One minute left`)
      if (before.left > 0 && after.left <= 0) news.push(t`Time is up for this phase`)
    }
  }
  if (before.round.promptShownAt === null && round.promptShownAt !== null && round.case)
    news.push(t`The prompt: ${round.case.prompt}`)
  return news
}

/** One after the other; one that ends with a question mark keeps it. */
export function sentencesOf(news: readonly string[]): string {
  return news.map((words) => (/[.?!…]["”’)]?$/u.test(words) ? words : `${words}.`)).join(' ')
}

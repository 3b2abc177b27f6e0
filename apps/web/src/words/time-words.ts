import { plural, t } from '@lingui/core/macro'
/** `just now`, `12 minutes ago`, `yesterday`, `3 March`. `then` and `now` are local milliseconds. */
export function agoInWords(then: number, now: number): string {
  const minutes = Math.round((now - then) / 60_000)
  if (minutes < 2) return t`just now`
  if (minutes < 60) return t`${minutes} minutes ago`
  const hours = Math.round(minutes / 60)
  if (hours < 12) return plural(hours, { one: 'an hour ago', other: '# hours ago' })
  const days = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000)
  if (days === 0) return t`today`
  if (days === 1) return t`yesterday`
  if (days < 7) return t`${days} days ago`
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(then)
}

const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0)

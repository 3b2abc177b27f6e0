import { parseDateTime, toZoned } from '@internationalized/date'

/** The next session, as it is written into a calendar. */
export type Appointment = {
  readonly start: Date
  readonly minutes: number
  readonly title: string
  /** How to get in: the invitation, or the session's address for people who are already in it. */
  readonly link: string
  readonly words: string
}

/**
 * The moment at which a clock in this time zone shows this day and time (`2026-12-01`, `18:30`). `null` when they are not valid. A time
 * that occurs twice means the first; one that is skipped moves on by an hour.
 */
export function startIn(day: string, time: string, zone: string): Date | null {
  try {
    return toZoned(parseDateTime(`${day}T${time}`), zone).toDate()
  } catch {
    return null
  }
}

/** A calendar file with one appointment, in UTC: every calendar shows it in its reader's own time zone. */
export async function calendarFile({ start, minutes, title, link, words }: Appointment): Promise<string | null> {
  const { createEvent } = await import('ics')
  const { value } = createEvent({
    title,
    start: start.getTime(),
    startInputType: 'utc',
    startOutputType: 'utc',
    duration: { minutes },
    description: `${words}\n${link}`,
    url: link,
    productId: 'greenroom',
    alarms: [{ action: 'display', description: title, trigger: { minutes: 10, before: true } }],
  })
  return value ?? null
}

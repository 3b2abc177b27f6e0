import { describe, expect, it } from 'vitest'
import { calendarFile, startIn } from './appointment.ts'

describe('the next appointment', () => {
  it('is at the time that the clock of its time zone shows', () => {
    expect(startIn('2026-12-01', '18:30', 'Europe/Berlin')?.toISOString()).toBe('2026-12-01T17:30:00.000Z')
    expect(startIn('2026-12-01', '18:30', 'America/Lima')?.toISOString()).toBe('2026-12-01T23:30:00.000Z')
    // Summer time there, winter time elsewhere.
    expect(startIn('2026-07-01', '18:30', 'Europe/Berlin')?.toISOString()).toBe('2026-07-01T16:30:00.000Z')
    for (const [day, time] of [
      ['', '18:30'],
      ['2026-12-01', ''],
      ['2026-02-31', '10:00'],
    ] as const)
      expect(startIn(day, time, 'Europe/Berlin')).toBeNull()
    expect(startIn('2026-12-01', '18:30', 'Mars/Base')).toBeNull()
  })

  it('is a calendar file with the link, in UTC, whatever its words hold', async () => {
    const start = startIn('2026-12-01', '18:30', 'Europe/Berlin')
    if (start === null) throw new Error('a time')
    const link = 'https://greenroom.example/join#abc'
    const file = await calendarFile({
      start,
      minutes: 60,
      title: 'Mock; with, Ana\nEND:VEVENT',
      link,
      words: 'Bring water.',
    })
    const unfolded = (file ?? '').replaceAll(/\r\n[\t ]/g, '')
    expect(unfolded).toContain('DTSTART:20261201T173000Z')
    expect(unfolded).toContain('DURATION:PT60M')
    expect(unfolded).toContain(link)
    // One event: what somebody typed ends nothing.
    expect(unfolded.split('\r\n').filter((line) => line === 'END:VEVENT')).toHaveLength(1)
  })
})

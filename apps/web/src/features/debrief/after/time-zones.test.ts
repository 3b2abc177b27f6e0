import { afterEach, describe, expect, it, vi } from 'vitest'
import { timeZones, zoneName, zoneOffset, zoneWords } from './time-zones.ts'

afterEach(() => vi.restoreAllMocks())

describe('time zones', () => {
  it('each has one entry, with the own one first, UTC among them, and a name of its own within its region', () => {
    const zones = timeZones()
    expect(zones[0]).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
    expect(new Set(zones).size).toBe(zones.length)
    expect(zones).toContain('UTC')
    const inRegions = zones.map((zone) => `${zone.split('/')[0]}/${zoneName(zone)}`)
    expect(new Set(inRegions).size).toBe(zones.length)
  })

  it('is called by its place, by the name that the place has now', () => {
    expect(
      ['Europe/Berlin', 'America/New_York', 'America/Indiana/Knox', 'America/Sao_Paulo', 'UTC'].map(zoneName),
    ).toEqual(['Berlin', 'New York', 'Knox, Indiana', 'São Paulo', 'UTC'])
    // Whichever of the two a browser lists.
    for (const zone of ['Asia/Calcutta', 'Asia/Kolkata']) expect(zoneName(zone)).toBe('Kolkata')
    for (const zone of ['Europe/Kiev', 'Europe/Kyiv']) expect(zoneName(zone)).toBe('Kyiv')
  })

  it('is found by the large cities that have no zone of their own, whichever id the browser lists', () => {
    const foundBy = (city: string) =>
      timeZones()
        .filter((zone) => zoneWords(zone).includes(city))
        .map(zoneName)
    for (const [city, zone] of [
      ['Munich', 'Berlin'],
      ['Bengaluru', 'Kolkata'],
      ['Calcutta', 'Kolkata'],
      ['San Francisco', 'Los Angeles'],
      ['Rio de Janeiro', 'São Paulo'],
      ['Beijing', 'Shanghai'],
      ['Hanoi', 'Ho Chi Minh City'],
      ['Argentina', 'Buenos Aires'],
    ] as const)
      expect(foundBy(city), city).toContain(zone)
  })

  it('has the offset of the day it is asked for', () => {
    expect(zoneOffset('Asia/Calcutta', new Date('2026-12-01T12:00Z'))).toBe('GMT+5:30')
    expect(zoneOffset('Europe/Berlin', new Date('2026-12-01T12:00Z'))).toBe('GMT+1')
    expect(zoneOffset('Europe/Berlin', new Date('2026-07-01T12:00Z'))).toBe('GMT+2')
  })
})

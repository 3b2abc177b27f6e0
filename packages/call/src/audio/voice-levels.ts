import { audioLevelEvery } from '@greenroom/session'

/** What counts as silence, in dB below the loudest. */
const floor = -60

/** A level from 0 to 1 (root mean square) as one digit of a part, by its decibels: 0 is silence, f the loudest. */
export function levelDigit(level: number): string {
  if (level <= 0) return '0'
  const share = 1 - (20 * Math.log10(Math.min(1, level))) / floor
  return Math.max(0, Math.round(share * 15)).toString(16)
}

/** Collects how loud a voice is, in the form that a part has it: the loudest of each stretch. `at`: milliseconds since the part began. */
export function createVoiceLevels(): {
  readonly note: (level: number, at: number) => void
  /** Of the first `length` milliseconds. */
  readonly read: (length: number) => string
} {
  const loudest: number[] = []
  return {
    note: (level, at) => {
      const stretch = Math.max(0, Math.floor(at / audioLevelEvery))
      loudest[stretch] = Math.max(loudest[stretch] ?? 0, level)
    },
    read: (length) =>
      Array.from({ length: Math.ceil(length / audioLevelEvery) }, (_, stretch) =>
        levelDigit(loudest[stretch] ?? 0),
      ).join(''),
  }
}

import type { Item } from '../document/board-view.ts'
import type { ItemKind } from '../document/framework.ts'
import { readAmount } from './quantity.ts'

/**
 * How many people an experiment needs, worked out from a card with the fields `baseline` and `effect`, and optionally `spread`, `groups`,
 * `perDay` and `inflation`. Rule of thumb for two groups of equal size, a two-sided test at 5% and a power of 80%: n per group ≈
 * 16 · variance ÷ effect², where the variance of a share is p(1 − p) (van Belle, “Statistical Rules of Thumb”, 2002, section 2.1).
 */

export type SampleFault =
  | { readonly kind: 'no-number'; readonly field: string }
  | { readonly kind: 'unreadable'; readonly field: string; readonly text: string }
  /** A share of none or of all has no variance; a spread of zero has none either. */
  | { readonly kind: 'no-variance'; readonly field: string }
  | { readonly kind: 'no-effect'; readonly field: string }
  | { readonly kind: 'too-few'; readonly field: string }

export type SampleSize =
  | {
      readonly ok: true
      /** Units in one group, in all groups together, and days until they have come; `null` when nobody says how many come. */
      readonly perGroup: number
      readonly total: number
      readonly days: number | null
      /** The card's own `n` and `days`, if they differ by more than a tenth. */
      readonly stated: { readonly perGroup: number | null; readonly days: number | null }
    }
  | { readonly ok: false; readonly fault: SampleFault }

/** Whether cards of this kind hold what a sample size is worked out from: a `baseline` and an `effect`. */
export function isPowerKind(kind: ItemKind | undefined): boolean {
  const has = (id: string) => kind?.fields.some((field) => field.id === id) ?? false
  return has('baseline') && has('effect')
}

const factor = 16
const fails = (fault: SampleFault): SampleSize => ({ ok: false, fault })
const isOff = (said: number | null, worked: number | null): boolean =>
  said !== null && worked !== null && Math.abs(said - worked) > 0.1 * worked

/** `null` when neither `baseline` nor `effect` has been filled in yet. */
export function readSampleSize({ fields }: Pick<Item, 'fields'>): SampleSize | null {
  const textOf = (field: string) => (fields[field] ?? '').trim()
  const optional = (field: string) => (textOf(field) === '' ? null : readAmount(textOf(field)))
  if (textOf('baseline') === '' && textOf('effect') === '') return null
  for (const field of ['baseline', 'effect'] as const)
    if (textOf(field) === '') return fails({ kind: 'no-number', field })
  for (const field of ['baseline', 'effect', 'spread', 'groups', 'perDay', 'inflation', 'n', 'days'] as const)
    if (textOf(field) !== '' && readAmount(textOf(field)) === null)
      return fails({ kind: 'unreadable', field, text: textOf(field) })
  const [baseline, effect, spread] = [optional('baseline'), optional('effect'), optional('spread')]
  if (baseline === null || effect === null) return null
  // “10% relative” is a tenth of the baseline; “0.4 points” of a share are 0.004.
  const isRelative = /^(?:rel|of )/i.test(effect.unit)
  const inPoints = /^(?:pp|p\.p|points?|percentage points?)\b/i.test(effect.unit)
  const delta = effect.mid * (isRelative ? baseline.mid : inPoints ? 0.01 : 1)
  if (delta === 0) return fails({ kind: 'no-effect', field: 'effect' })
  const isMean = spread !== null
  const variance = isMean ? spread.mid ** 2 : baseline.mid * (1 - baseline.mid)
  if (!(variance > 0)) return fails({ kind: 'no-variance', field: isMean ? 'spread' : 'baseline' })
  const groups = Math.round(optional('groups')?.mid ?? 2)
  if (groups < 2) return fails({ kind: 'too-few', field: 'groups' })
  const perGroup = Math.ceil(((factor * variance) / delta ** 2) * (optional('inflation')?.mid ?? 1) - 1e-6)
  const total = perGroup * groups
  const perDay = optional('perDay')?.mid ?? null
  if (perDay !== null && perDay <= 0) return fails({ kind: 'too-few', field: 'perDay' })
  const days = perDay === null ? null : Math.ceil(total / perDay)
  const [n, written] = [optional('n')?.mid ?? null, optional('days')?.mid ?? null]
  const stated = { perGroup: isOff(n, perGroup) ? n : null, days: isOff(written, days) ? written : null }
  return { ok: true, perGroup, total, days, stated }
}

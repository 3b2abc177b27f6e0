import fc from 'fast-check'
import { expect, it } from 'vitest'
import { budgetTable } from './budget-table.ts'
import { createBudgets } from './budgets.ts'
import { Prepaid } from './prepaid.ts'

/** A purse of 1,000 bytes, and how many of them are left in it. */
const openPurse = () => {
  const bytes = { participant: { perSecond: 1, burst: 1_000 } }
  const purse = createBudgets({ table: { ...budgetTable, bytes } }).open({ participant: 'ana' }, 0)
  let left = 1_000
  return {
    left: () => left,
    charge: (resource: 'bytes', amount: number, now: number) => {
      const charged = purse.charge(resource, amount, now)
      if (charged.ok) left -= amount
      return charged
    },
  }
}

it('never less is charged than was used, and never more than that and what is ahead', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 100 }),
      fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 40 }),
      (ahead, amounts) => {
        const purse = openPurse()
        const prepaid = new Prepaid({ charge: (_, amount, now) => purse.charge('bytes', amount, now) }, 'bytes', ahead)
        let used = 0
        for (const amount of amounts) {
          const { ok } = prepaid.charge(amount, 0)
          if (ok) used += amount
          else expect(used + amount + ahead).toBeGreaterThan(1_000)
          const charged = 1_000 - purse.left()
          expect(charged).toBeGreaterThanOrEqual(used)
          expect(charged).toBeLessThanOrEqual(used + ahead)
        }
      },
    ),
  )
})

it('says whose account is empty', () => {
  const purse = openPurse()
  const prepaid = new Prepaid({ charge: (_, amount, now) => purse.charge('bytes', amount, now) }, 'bytes', 100)
  expect(prepaid.charge(900, 0)).toEqual({ ok: true })
  expect(prepaid.charge(100, 0)).toEqual({ ok: true })
  expect(prepaid.charge(1, 0)).toMatchObject({ ok: false, scope: 'participant' })
})

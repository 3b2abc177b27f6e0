import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKey } from './address-key.ts'
import { type BudgetTable, budgetTable, resources, scopes } from './budget-table.ts'
import { createBudgets, type Payer } from './budgets.ts'

const small: BudgetTable = {
  ...budgetTable,
  messages: {
    connection: { perSecond: 10, burst: 20 },
    participant: { perSecond: 20, burst: 40 },
    session: { perSecond: 100, burst: 200 },
    address: { perSecond: 200, burst: 400 },
  },
  parsing: { participant: { perSecond: 100, burst: 1_000 } },
}

describe('the table of budgets', () => {
  it('gives every wider scope at least what the narrower one has', () => {
    for (const resource of resources) {
      const given = scopes.flatMap((scope) => budgetTable[resource][scope] ?? [])
      for (const [index, budget] of given.entries()) {
        const narrower = given[index - 1] ?? { perSecond: 0, burst: 0 }
        expect(budget.perSecond, resource).toBeGreaterThanOrEqual(narrower.perSecond)
        expect(budget.burst, resource).toBeGreaterThanOrEqual(narrower.burst)
      }
    }
  })

  it("leaves a session four times what one of its participants has, so that a guest cannot spend the room's messages, bytes and commands", () => {
    for (const resource of ['messages', 'bytes', 'commands'] as const) {
      const { participant, session } = budgetTable[resource]
      expect(session?.perSecond).toBeGreaterThanOrEqual(4 * (participant?.perSecond ?? 0))
    }
  })
})

describe('budgets', () => {
  it('never give a participant more than the burst and the rate, however often they reconnect, and from wherever', () => {
    const step = fc.record({
      wait: fc.nat({ max: 400 }),
      amount: fc.integer({ min: 1, max: 30 }),
      reconnects: fc.boolean(),
      address: fc.constantFrom('a', 'b', 'c'),
      held: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const budgets = createBudgets({ table: small })
        let now = 0
        let connection = 0
        let given = 0
        let purse = budgets.open({ connection: '0', participant: 'p', session: 's' }, now)
        for (const { wait, amount, reconnects, address, held } of steps) {
          now += wait
          if (reconnects) {
            connection++
            purse.close()
            purse = budgets.open({ connection: String(connection), participant: 'p', session: 's', address }, now)
          }
          const payer = { connection: String(connection), participant: 'p', session: 's', address }
          const charged = held ? purse.charge('messages', amount, now) : budgets.charge(payer, 'messages', amount, now)
          if (charged.ok) given += amount
          expect(given).toBeLessThanOrEqual(40 + (now * 20) / 1000 + 1e-6)
        }
      }),
    )
  })

  it('hold for a session and for an address in the same way, no matter who spends there', () => {
    const step = fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 30 }), fc.integer({ min: 1, max: 20 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), fc.constantFrom('session', 'address'), (steps, scope) => {
        const budgets = createBudgets({ table: small })
        const { perSecond, burst } = small.messages[scope] ?? { perSecond: 0, burst: 0 }
        let now = 0
        let given = 0
        for (const [wait, person, amount] of steps) {
          now += wait
          const payer: Payer = { connection: String(given), participant: String(person), [scope]: 'x' }
          if (budgets.charge(payer, 'messages', amount, now).ok) given += amount
          expect(given).toBeLessThanOrEqual(burst + (now * perSecond) / 1000 + 1e-6)
        }
      }),
    )
  })

  it('take from all accounts or from none, and name who is out and for how long', () => {
    const budgets = createBudgets({ table: small })
    expect(budgets.charge({ participant: 'p', session: 's' }, 'messages', 40, 0)).toEqual({ ok: true })
    expect(budgets.charge({ participant: 'p', session: 's' }, 'messages', 10, 0)).toEqual({
      ok: false,
      scope: 'participant',
      retryAfter: 500,
    })
    // The refused ones were not taken from the session: 160 of 200 are left.
    expect(budgets.charge({ session: 's' }, 'messages', 160, 0).ok).toBe(true)
    expect(budgets.charge({ session: 's' }, 'messages', 1, 0).ok).toBe(false)
    expect(budgets.charge({ participant: 'q', session: 't' }, 'messages', 40, 0).ok).toBe(true)
  })

  it('take what was spent already beyond what was there, and refuse until the debt is paid', () => {
    const budgets = createBudgets({ table: small })
    expect(budgets.spend({ participant: 'p' }, 'parsing', 900, 0).ok).toBe(true)
    expect(budgets.spend({ participant: 'p' }, 'parsing', 400, 0)).toEqual({
      ok: false,
      scope: 'participant',
      retryAfter: 3_000,
    })
    expect(budgets.charge({ participant: 'p' }, 'parsing', 0, 2_900).ok).toBe(false)
    expect(budgets.charge({ participant: 'p' }, 'parsing', 0, 3_100).ok).toBe(true)
    expect(budgets.charge({ participant: 'q' }, 'parsing', 0, 0).ok).toBe(true)
  })

  it('forgive a debt that nobody could pay', () => {
    const budgets = createBudgets({ table: small })
    budgets.spend({ participant: 'p' }, 'parsing', 1e9, 0)
    expect(budgets.charge({ participant: 'p' }, 'parsing', 0, 40_100).ok).toBe(true)
  })

  it('let somebody take more than a burst when nothing was taken before, so that nothing is impossible forever', () => {
    const budgets = createBudgets({ table: small })
    expect(budgets.charge({ participant: 'p' }, 'messages', 60, 0).ok).toBe(true)
    expect(budgets.charge({ participant: 'p' }, 'messages', 1, 0).ok).toBe(false)
  })

  it('are not refilled by a clock that steps back', () => {
    const budgets = createBudgets({ table: small })
    budgets.charge({ participant: 'p' }, 'messages', 40, 1_000)
    expect(budgets.charge({ participant: 'p' }, 'messages', 1, 0).ok).toBe(false)
    expect(budgets.charge({ participant: 'p' }, 'messages', 1, 1_000).ok).toBe(false)
  })

  it('are forgotten once they are full, and not before', () => {
    const budgets = createBudgets({ table: small })
    for (let person = 0; person < 1_000; person++) budgets.charge({ participant: `p${person}` }, 'messages', 40, 0)
    for (let look = 0; look < 1_000; look++) budgets.charge({ participant: `q${look % 5}` }, 'messages', 0, 1_000)
    expect(budgets.size()).toBeGreaterThanOrEqual(1_000)
    for (let look = 0; look < 1_000; look++) budgets.charge({ participant: `r${look}` }, 'messages', 0, 10_000)
    expect(budgets.size()).toBeLessThan(20)
  })

  it('keep a bounded number of accounts: newcomers share one when there are too many', () => {
    const budgets = createBudgets({ table: small, keptPerScope: 100 })
    let given = 0
    for (let person = 0; person < 10_000; person++) {
      if (budgets.charge({ participant: `p${person}` }, 'messages', 40, 0).ok) given++
    }
    expect(budgets.size()).toBe(100)
    expect(given).toBe(101)
    // Those who came before have their own.
    expect(budgets.charge({ participant: 'p0' }, 'messages', 1, 1_000).ok).toBe(true)
  })

  it('stay with the connections that hold them open, in any number of accounts', () => {
    const budgets = createBudgets({ table: small })
    const first = budgets.open({ participant: 'p' }, 0)
    const second = budgets.open({ participant: 'p' }, 0)
    expect(first.charge('messages', 40, 0).ok).toBe(true)
    expect(second.charge('messages', 1, 0).ok).toBe(false)
    first.close()
    first.close()
    for (let look = 0; look < 100; look++) budgets.charge({ participant: `q${look}` }, 'messages', 0, 60_000)
    second.charge('messages', 40, 60_000)
    expect(budgets.charge({ participant: 'p' }, 'messages', 1, 60_000).ok).toBe(false)
  })
})

describe('the name of an address', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    // As some proxies write it: the port is another one for each connection.
    ['198.51.100.7:50412', '198.51.100.7'],
    ['[2001:db8:1:2::9]:50412', '2001:db8:1:2::/64'],
    ['[::ffff:198.51.100.7]:50412', '198.51.100.7'],
    ['unknown', 'unknown'],
    ['somebody-else', 'unknown'],
    ['x'.repeat(8_000), 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ])('of %s is %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
  })
})

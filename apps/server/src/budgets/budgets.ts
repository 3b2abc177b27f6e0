import { type Budget, type BudgetTable, budgetTable, type Resource, type Scope, scopes } from './budget-table.ts'

/** Who pays. A scope that is left out is not charged. */
export type Payer = Readonly<Partial<Record<Scope, string>>>

export type Charged =
  | { readonly ok: true }
  /** `retryAfter`: milliseconds until the amount will be available. */
  | { readonly ok: false; readonly scope: Scope; readonly retryAfter: number }

/** The accounts of one payer, looked up once. For callers that charge often. */
export type Purse = {
  /** Takes `amount` from every account, or from none. An amount of 0 asks whether any of them is in debt. */
  readonly charge: (resource: Resource, amount: number, now: number) => Charged
  /**
   * Takes what has already been spent, even beyond what was available: the time that work takes is known only afterwards. Says whether an
   * account is now in debt, in which case nothing more should be done for this payer before `retryAfter`.
   */
  readonly spend: (resource: Resource, amount: number, now: number) => Charged
  /** Releases the accounts, which are forgotten once they have refilled. May be called more than once. */
  readonly close: () => void
}

/** All budgets of this server. `now` is in monotonic milliseconds everywhere. */
export type Budgets = {
  /** Like `Purse.charge`, for a payer that is charged only once. */
  readonly charge: (payer: Payer, resource: Resource, amount: number, now: number) => Charged
  /** Like `Purse.spend`. */
  readonly spend: (payer: Payer, resource: Resource, amount: number, now: number) => Charged
  readonly open: (payer: Payer, now: number) => Purse
  /** The number of accounts kept, for metrics and tests. */
  readonly size: () => number
}

/** Debt beyond this many bursts is forgiven: somebody who once spent a minute is not locked out for an hour. */
const deepestDebt = 4
const keptPerScope = 20_000
/** How many of the oldest accounts are checked whenever one is opened: more than one, so that the table can shrink. */
const sweptAtOnce = 4

/** What one account holds of one resource. */
class Balance {
  readonly scope: Scope
  readonly #budget: Budget
  // Numbers from the start, so that V8 changes them in place; otherwise each new value would be a new object.
  #tokens = 0
  #at = 0

  constructor(scope: Scope, budget: Budget, now: number) {
    this.scope = scope
    this.#budget = budget
    this.#tokens = budget.burst
    this.#at = now
  }

  #refill(now: number): void {
    // A caller whose clock was read earlier must not move it back.
    if (now <= this.#at) return
    const { perSecond, burst } = this.#budget
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) * perSecond) / 1000)
    this.#at = now
  }

  /** Whether `amount` could be taken now. A full account allows more than a burst. */
  has(amount: number, now: number): boolean {
    this.#refill(now)
    return this.#tokens >= 0 && this.#tokens >= Math.min(amount, this.#budget.burst)
  }

  /** Milliseconds until `amount` could be taken; 0 means now. */
  wait(amount: number, now: number): number {
    if (this.has(amount, now)) return 0
    const { burst, perSecond } = this.#budget
    return Math.max(1, ((Math.min(amount, burst) - this.#tokens) / perSecond) * 1000)
  }

  take(amount: number, now: number): void {
    this.#refill(now)
    this.#tokens = Math.max(this.#tokens - amount, -deepestDebt * this.#budget.burst)
  }

  isFull(now: number): boolean {
    this.#refill(now)
    return this.#tokens >= this.#budget.burst
  }
}

class Account {
  readonly scope: Scope
  readonly #balances = new Map<Resource, Balance>()
  readonly #table: BudgetTable
  holds = 0

  constructor(scope: Scope, table: BudgetTable) {
    this.scope = scope
    this.#table = table
  }

  /** `null` when this resource has no budget in this scope. */
  balance(resource: Resource, now: number): Balance | null {
    const known = this.#balances.get(resource)
    if (known !== undefined) return known
    const budget = this.#table[resource][this.scope]
    if (budget === undefined) return null
    const full = new Balance(this.scope, budget, now)
    this.#balances.set(resource, full)
    return full
  }

  /** Whether the account is full, so that forgetting it would refill nothing. */
  isFull(now: number): boolean {
    for (const balance of this.#balances.values()) if (!balance.isFull(now)) return false
    return true
  }
}

export const granted: Charged = { ok: true }

const longestWait = (balances: readonly Balance[], amount: number, now: number): Charged => {
  let slowest: Balance | null = null
  let longest = 0
  for (const balance of balances) {
    const wait = balance.wait(amount, now)
    // On a tie the narrowest scope is named, as the likely cause.
    if (wait <= longest) continue
    longest = wait
    slowest = balance
  }
  return slowest === null ? granted : { ok: false, scope: slowest.scope, retryAfter: Math.ceil(longest) }
}

const chargeAll = (balances: readonly Balance[], amount: number, now: number): Charged => {
  for (const balance of balances) if (!balance.has(amount, now)) return longestWait(balances, amount, now)
  for (const balance of balances) balance.take(amount, now)
  return granted
}

const spendAll = (balances: readonly Balance[], amount: number, now: number): Charged => {
  let allPaid = true
  for (const balance of balances) {
    balance.take(amount, now)
    allPaid &&= balance.has(0, now)
  }
  return allPaid ? granted : longestWait(balances, 0, now)
}

const balancesOf = (accounts: readonly Account[], resource: Resource, now: number): readonly Balance[] =>
  accounts.flatMap((account) => account.balance(resource, now) ?? [])

export type BudgetOptions = { readonly table?: BudgetTable; readonly keptPerScope?: number }

/**
 * Accounts by scope and key. An account is forgotten only when it is full and nobody holds it, so that leaving and returning never refills
 * anything. Memory is bounded: when there are too many, newcomers share one account until older ones have refilled.
 */
export function createBudgets(options: BudgetOptions = {}): Budgets {
  const table = options.table ?? budgetTable
  const most = options.keptPerScope ?? keptPerScope
  const accounts: Record<Scope, Map<string, Account>> = {
    connection: new Map(),
    participant: new Map(),
    session: new Map(),
    address: new Map(),
  }
  const shared: Record<Scope, Account> = {
    connection: new Account('connection', table),
    participant: new Account('participant', table),
    session: new Account('session', table),
    address: new Account('address', table),
  }

  const sweep = (kept: Map<string, Account>, now: number): void => {
    for (let looked = 0; looked < sweptAtOnce; looked++) {
      const oldest = kept.entries().next()
      if (oldest.done) return
      const [key, account] = oldest.value
      kept.delete(key)
      // Moved to the end of the row, to be checked again later.
      if (account.holds > 0 || !account.isFull(now)) kept.set(key, account)
    }
  }

  const find = (scope: Scope, key: string, now: number): Account => {
    const kept = accounts[scope]
    const known = kept.get(key)
    if (known !== undefined) return known
    sweep(kept, now)
    if (kept.size >= most) return shared[scope]
    const made = new Account(scope, table)
    kept.set(key, made)
    return made
  }

  const accountsOf = (payer: Payer, now: number): Account[] => {
    const found: Account[] = []
    for (const scope of scopes) {
      const key = payer[scope]
      if (key !== undefined) found.push(find(scope, key, now))
    }
    return found
  }

  return {
    charge: (payer, resource, amount, now) => chargeAll(balancesOf(accountsOf(payer, now), resource, now), amount, now),
    spend: (payer, resource, amount, now) => spendAll(balancesOf(accountsOf(payer, now), resource, now), amount, now),
    open: (payer, now) => {
      const held = accountsOf(payer, now)
      for (const account of held) account.holds++
      let closed = false
      // Looked up once: a purse is charged for every message.
      const found: { -readonly [R in Resource]?: readonly Balance[] } = {}
      const balances = (resource: Resource, now: number): readonly Balance[] => {
        found[resource] ??= balancesOf(held, resource, now)
        return found[resource]
      }
      return {
        charge: (resource, amount, now) => chargeAll(balances(resource, now), amount, now),
        spend: (resource, amount, now) => spendAll(balances(resource, now), amount, now),
        close: () => {
          if (closed) return
          closed = true
          for (const account of held) account.holds--
        },
      }
    },
    size: () => scopes.reduce((sum, scope) => sum + accounts[scope].size, 0),
  }
}

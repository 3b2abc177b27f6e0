import type { Resource } from './budget-table.ts'
import { type Charged, granted, type Purse } from './budgets.ts'

/**
 * Charges a purse for one resource, `ahead` more than is needed whenever it has to: charging four accounts for each message of somebody who
 * types would cost as much as reading it. Never less is charged than was used.
 */
export class Prepaid {
  readonly #purse: Pick<Purse, 'charge'>
  readonly #resource: Resource
  readonly #ahead: number
  #left = 0

  constructor(purse: Pick<Purse, 'charge'>, resource: Resource, ahead: number) {
    this.#purse = purse
    this.#resource = resource
    this.#ahead = ahead
  }

  charge(amount: number, now: number): Charged {
    if (this.#left < amount) {
      const more = amount - this.#left + this.#ahead
      const charged = this.#purse.charge(this.#resource, more, now)
      if (!charged.ok) return charged
      this.#left += more
    }
    this.#left -= amount
    return granted
  }
}

export { addressKey } from './address-key.ts'
export { type Budgets, type Charged, createBudgets, type Payer, type Purse } from './budgets.ts'
export { isWithinBounds, type JsonBounds } from './json-bounds.ts'
export { createOpenConnections, type OpenConnections } from './open-connections.ts'

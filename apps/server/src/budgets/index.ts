export { addressKey } from './address-key.ts'
export { type BudgetTable, budgetTable, type Resource, type Scope } from './budget-table.ts'
export { type Budgets, type Charged, createBudgets, type Payer, type Purse } from './budgets.ts'

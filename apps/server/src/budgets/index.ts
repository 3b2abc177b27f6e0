export { type Budgets, createBudgets } from './budgets.ts'

export type * from './board-view.ts'
export type * from './contract.ts'
export * from './framework.ts'

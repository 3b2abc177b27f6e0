export * from './close-codes.ts'
export * from './limits.ts'
export * from './messages.ts'
export * from './rest.ts'

import { describe } from 'vitest'
import { describeLogStore } from '../testing/log-store-contract.ts'
import { openMemoryLogStore } from './log-store-memory.ts'

describe('[S50] the store that tests and simulations use', () => {
  describeLogStore('memory', async () => {
    let time = 1_800_000_000_000
    return {
      store: openMemoryLogStore({ now: () => time }),
      turnClock: (milliseconds) => {
        time += milliseconds
      },
    }
  })
})

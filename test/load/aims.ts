import { printTable } from './figures.ts'

/** What was measured beside its target: one table at the end of a run. */
export type Aims = {
  readonly note: (measure: string, measured: string, aim: string) => void
  readonly print: () => void
}

export function createAims(): Aims {
  const rows: string[][] = []
  return {
    note: (measure, measured, aim) => void rows.push([measure, measured, aim]),
    print: () => {
      if (rows.length > 0) printTable('Beside the aims', ['measure', 'measured', 'aim'], rows)
    },
  }
}

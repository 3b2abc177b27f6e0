/** Plain statistics and tables for the benchmarks. */

/** The value below which `share` (0–1) of the sorted samples lie; nearest rank. `NaN` for none. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted.length === 0
    ? Number.NaN
    : (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN)

export const ascending = (samples: Iterable<number>): number[] => [...samples].sort((a, b) => a - b)

export const median = (samples: Iterable<number>): number => percentile(ascending(samples), 0.5)

export const round = (value: number, digits = 1): string => (Number.isFinite(value) ? value.toFixed(digits) : '–')

export function printTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  process.stdout.write(`\n${title}\n${line(head)}\n${widths.map((width) => '─'.repeat(width)).join('  ')}\n`)
  for (const row of rows) process.stdout.write(`${line(row)}\n`)
}

import type { Case } from '../schema/case.ts'
import type { LintMessage } from './lint-message.ts'

/** What the linter asks of the list of insights. */
export const insightRules = [
  {
    id: 'insights-row',
    guarantees: 'insights.md has a row for the case, which names it as its file does and says what it alone teaches.',
  },
] as const

/** What the row of a case says of it, in the order of the table; the insight itself comes last and is the author's. */
function rowOf({ id, public: open }: Case): readonly (readonly [name: string, cell: string])[] {
  return [
    ['category', open.category],
    ['id', id],
    ['title', open.title],
    ['company', open.fictional ? `${open.company} (invented)` : open.company],
    ['industry', open.industry],
    ['level', open.difficulty],
  ]
}

/** What is wrong with the rows of these cases in `insights.md`, whose text is `written`. `path`: where that file stands. */
export function lintInsights(cases: readonly Case[], written: string, path: string): LintMessage[] {
  const lines = written.split('\n')
  const rows = new Map(
    lines.map((line, at) => {
      const cells = line.split('|').map((cell) => cell.trim())
      return [cells[2] ?? '', { line: at + 1, cells }] as const
    }),
  )
  return cases.flatMap((one) => {
    const wanted = rowOf(one)
    const row = rows.get(one.id)
    const tell = (line: number, message: string): LintMessage => ({
      path,
      line,
      column: 1,
      at: [],
      rule: 'insights-row',
      severity: 'fault',
      message,
    })
    if (row === undefined) {
      const cells = [...wanted.map(([, cell]) => cell), 'what only this case teaches']
      return [tell(lines.length, `${one.id} has no row: add | ${cells.join(' | ')} |`)]
    }
    const other = wanted.flatMap(([name, cell], nth) => {
      const said = row.cells[nth + 1] ?? ''
      return said === cell
        ? []
        : [tell(row.line, `the ${name} of ${one.id} is “${said}” here and “${cell}” in its file`)]
    })
    const insight = row.cells[wanted.length + 1] ?? ''
    return insight === ''
      ? [...other, tell(row.line, `the row of ${one.id} does not say what it alone teaches`)]
      : other
  })
}

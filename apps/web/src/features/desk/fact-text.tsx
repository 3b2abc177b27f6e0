/** The text of a fact: paragraphs, and tables written as lines of cells between bars. */
export function FactText({ text }: { readonly text: string }) {
  return (
    <div className="flex flex-col gap-2 text-sm text-ink-soft">
      {blocksOf(text).map((block, index) =>
        block.kind === 'words' ? (
          <p key={index} className="whitespace-pre-line">
            {block.words}
          </p>
        ) : (
          <div key={index} className="overflow-x-auto">
            <table className="tabular w-full border-collapse text-left text-xs hyphens-auto">
              <thead>
                <tr>
                  {block.head.map((cell, column) => (
                    <th
                      key={column}
                      className="border-b border-line-strong py-1 pr-2 align-bottom font-medium text-ink last:pr-0"
                    >
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {block.rows.map((row, place) => (
                  <tr key={place}>
                    {row.map((cell, column) => (
                      <td key={column} className="border-b border-line py-1 pr-2 align-top last:pr-0">
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ),
      )}
    </div>
  )
}

type Block =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** Markdown's tables, and paragraphs between them. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = []
  let words: string[] = []
  let lines: string[] = []
  const endWords = (): void => {
    const joined = words.join('\n').trim()
    if (joined !== '') blocks.push({ kind: 'words', words: joined })
    words = []
  }
  const endTable = (): void => {
    const [head, ...rest] = lines
    if (head)
      blocks.push({
        kind: 'table',
        head: cellsOf(head),
        rows: rest.filter((line) => !/^[\s|:-]+$/.test(line)).map(cellsOf),
      })
    lines = []
  }
  for (const line of text.split('\n')) {
    if (line.trim().startsWith('|')) {
      endWords()
      lines.push(line)
    } else {
      endTable()
      words.push(line)
    }
  }
  endTable()
  endWords()
  return blocks
}

import { type Document, isNode, isPair, LineCounter, parseDocument, visit } from 'yaml'

export type CaseFile = { readonly path: string; readonly text: string }
export type Position = { readonly line: number; readonly column: number }
export type Path = readonly (string | number)[]

/** A case file that was read as YAML: its plain value, and where each part of it stands. */
export type CaseSource = {
  readonly path: string
  readonly value: unknown
  /** The position of the nearest part that exists on the way to `path`: for a missing field, that of what should hold it. */
  readonly positionOf: (path: Path) => Position
  /** The position of the key itself rather than of its value. */
  readonly positionOfKey: (path: Path) => Position
}

export type SourceFault = { readonly position: Position; readonly message: string }

const start: Position = { line: 1, column: 1 }

function pathOf(at: readonly unknown[]): string {
  return JSON.stringify(at.map(String))
}

/** Where every key and value of the document begins, by path. */
function offsetsOf(document: Document): { values: Map<string, number>; keys: Map<string, number> } {
  const values = new Map<string, number>()
  const keys = new Map<string, number>()
  const walk = (node: unknown, path: readonly unknown[]) => {
    if (!isNode(node)) return
    if (node.range) values.set(pathOf(path), node.range[0])
    if ('items' in node) {
      for (const [index, item] of node.items.entries()) {
        if (isPair(item)) {
          const name = isNode(item.key) ? String(item.key) : item.key
          if (isNode(item.key) && item.key.range) keys.set(pathOf([...path, name]), item.key.range[0])
          walk(item.value, [...path, name])
        } else walk(item, [...path, index])
      }
    }
  }
  walk(document.contents, [])
  return { values, keys }
}

/** Aliases are refused: a few bytes of them unfold into gigabytes, and positions would lie. */
function aliasFaults(document: Document, lines: LineCounter): SourceFault[] {
  const faults: SourceFault[] = []
  visit(document, {
    Alias(_, node) {
      const at = lines.linePos(node.range?.[0] ?? 0)
      faults.push({
        position: { line: at.line, column: at.col },
        message: 'aliases (*name) are not used in case files',
      })
    },
  })
  return faults
}

export function readCaseSource(file: CaseFile): { source: CaseSource | null; faults: SourceFault[] } {
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const positionAt = (offset: number): Position => {
    const at = lines.linePos(offset)
    return { line: Math.max(at.line, 1), column: Math.max(at.col, 1) }
  }
  const faults: SourceFault[] = document.errors.map((error) => ({
    position: positionAt(error.pos[0]),
    message: error.message,
  }))
  faults.push(...aliasFaults(document, lines))
  if (faults.length > 0) return { source: null, faults }

  const { values, keys } = offsetsOf(document)
  const nearest = (offsets: Map<string, number>, path: Path): Position => {
    for (let length = path.length; length > 0; length -= 1) {
      const at = pathOf(path.slice(0, length))
      const offset = offsets.get(at) ?? values.get(at)
      if (offset !== undefined) return positionAt(offset)
    }
    return start
  }
  return {
    source: {
      path: file.path,
      value: document.toJS(),
      positionOf: (path) => nearest(values, path),
      positionOfKey: (path) => nearest(keys, path),
    },
    faults: [],
  }
}

import { type Document, isCollection, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { unreadableIn } from './unreadable.ts'
import { yamlSentence } from './yaml-sentence.ts'

export type CaseFile = { readonly path: string; readonly text: string }
export type Position = { readonly line: number; readonly column: number }
export type Path = readonly (string | number)[]

/** A key or value that is written without quotation marks, so that only its form says what it is. */
export type PlainScalar = {
  readonly at: Path
  readonly isKey: boolean
  readonly written: string
  /** Between square or curly brackets. */
  readonly inFlow: boolean
}

/** A case file that was parsed as YAML: its plain value, and where each part of it is. */
export type CaseSource = {
  readonly path: string
  readonly value: unknown
  /** In the order of the file; none for a case that is not in a file. */
  readonly plainScalars: readonly PlainScalar[]
  /**
   * The position of the nearest part that exists on the way to `path`: for a missing field, that of the part it belongs in. With `words`,
   * that of their first occurrence in the part, wherever its lines are broken; that of the part when they do not occur.
   */
  readonly positionOf: (path: Path, words?: string) => Position
  /** The position of the key itself rather than of its value. */
  readonly positionOfKey: (path: Path) => Position
}

export type SourceFault = { readonly position: Position; readonly message: string }

const start: Position = { line: 1, column: 1 }

function pathOf(at: readonly unknown[]): string {
  return JSON.stringify(at.map(String))
}

type Span = { readonly start: number; readonly end: number }

/** Where every key and value of the document is, by path, and which of them are written without quotes. */
function partsOf(document: Document): { values: Map<string, Span>; keys: Map<string, Span>; plain: PlainScalar[] } {
  const values = new Map<string, Span>()
  const keys = new Map<string, Span>()
  const plain: PlainScalar[] = []
  const note = (spans: Map<string, Span>, node: unknown, at: Path, isKey: boolean, inFlow: boolean) => {
    if (!isNode(node)) return
    if (node.range) spans.set(pathOf(at), { start: node.range[0], end: node.range[1] })
    if (isScalar(node) && node.type === 'PLAIN' && node.source !== undefined)
      plain.push({ at, isKey, written: node.source, inFlow })
  }
  const walk = (node: unknown, path: Path, within: boolean) => {
    note(values, node, path, false, within)
    if (!isCollection(node)) return
    const inFlow = within || node.flow === true
    for (const [index, item] of node.items.entries()) {
      if (isPair(item)) {
        const at = [...path, String(item.key)]
        note(keys, item.key, at, true, inFlow)
        walk(item.value, at, inFlow)
      } else walk(item, [...path, index], inFlow)
    }
  }
  walk(document.contents, [], false)
  return { values, keys, plain }
}

/** Finds words in the text of a file, where a line may end between any two of them, and not inside a longer word or number. */
function wordsPattern(words: string): RegExp {
  const escaped = words
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u')
}

/** Aliases are refused: a few bytes of them unfold into gigabytes, and positions would be wrong. */
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
    message: yamlSentence(error),
  }))
  faults.push(...aliasFaults(document, lines))
  // Also in comments, which no rule sees. YAML has no such characters.
  const unreadable = unreadableIn(file.text)
  if (unreadable !== null) faults.push({ position: positionAt(unreadable.index), message: unreadable.message })
  if (faults.length > 0) return { source: null, faults }

  const { values, keys, plain } = partsOf(document)
  const nearest = (spans: Map<string, Span>, path: Path): Span | null => {
    for (let length = path.length; length > 0; length -= 1) {
      const at = pathOf(path.slice(0, length))
      const span = spans.get(at) ?? values.get(at)
      if (span !== undefined) return span
    }
    return null
  }
  const positionIn = (span: Span | null, words: string | undefined): Position => {
    if (span === null) return start
    const inside = words === undefined ? null : wordsPattern(words).exec(file.text.slice(span.start, span.end))
    return positionAt(span.start + (inside?.index ?? 0))
  }
  return {
    source: {
      path: file.path,
      value: document.toJS(),
      plainScalars: plain,
      positionOf: (path, words) => positionIn(nearest(values, path), words),
      positionOfKey: (path) => positionIn(nearest(keys, path), undefined),
    },
    faults: [],
  }
}

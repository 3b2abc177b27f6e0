import type { BoardView, Item, ItemId } from '../document/board-view.ts'
import type { Framework, ItemKind } from '../document/framework.ts'
import { type ComputedItem, computeTrees } from './compute-tree.ts'
import { type OutlineRow, type OutlineSection, readOutline } from './outline.ts'
import { writeAmount } from './quantity.ts'
import { isPowerKind, readSampleSize } from './sample-size.ts'

/**
 * A board as Markdown: a heading per section, a line per item in the section's layout, every item once. Empty sections are left out: an
 * export is not a form to fill in. `heading` is the first line; by default the framework's title.
 */
export function boardToMarkdown(view: BoardView, framework: Framework, heading?: string): string {
  const kinds = new Map(framework.kinds.map((kind) => [kind.id, kind]))
  const computed = computeTrees(view, framework)
  const blocks = [`# ${inlineMarkdown(heading ?? framework.title)}`]
  for (const section of readOutline(view, framework)) {
    if (section.rows.length === 0) continue
    blocks.push(
      `## ${inlineMarkdown(section.section?.title ?? section.id)}`,
      sectionBlock(section, view, kinds, computed),
    )
  }
  return `${blocks.join('\n\n')}\n`
}

type Kinds = ReadonlyMap<string, ItemKind>

type Computed = ReadonlyMap<ItemId, ComputedItem>

function sectionBlock({ section, rows }: OutlineSection, view: BoardView, kinds: Kinds, computed: Computed): string {
  const mixed = section === null || section.kinds.length > 1
  const line = (item: Item) => itemLine(item, view, kinds, mixed, computed.get(item.id))
  switch (section?.layout) {
    case 'line':
      return rows.map(({ item }) => line(item)).join('\n\n')
    case 'table':
      return table(rows, view, kinds, mixed, computed)
    case 'flow':
      return list(rows, '1.', line)
    default:
      return list(rows, '-', line)
  }
}

/** Beyond this depth a reader would take the indentation for code. */
const deepestIndent = 8

const list = (rows: readonly OutlineRow[], bullet: string, line: (item: Item) => string): string =>
  rows
    .map(
      ({ item, depth }) => `${' '.repeat((bullet.length + 1) * Math.min(depth, deepestIndent))}${bullet} ${line(item)}`,
    )
    .join('\n')

/** What the board works out for the item: “= 1.2M (800k–1.9M) trips”, or the size of a test. */
function workedOut(item: Item, kind: ItemKind | undefined, computed: ComputedItem | undefined): string[] {
  const size = isPowerKind(kind) ? readSampleSize(item) : null
  if (size?.ok)
    return [`≈ ${size.perGroup} per group, ${size.total} in all${size.days === null ? '' : `, ${size.days} days`}`]
  if (computed === undefined || !computed.fromBelow) return []
  const { result, before, after } = computed
  if (result.ok) return [`= ${inlineMarkdown(writeAmount(result.amount))}`]
  return before !== null && after !== null
    ? [`= ${inlineMarkdown(`${writeAmount(before)} → ${writeAmount(after)}`)}`]
    : []
}

function itemLine(
  item: Item,
  view: BoardView,
  kinds: Kinds,
  mixed: boolean,
  computed: ComputedItem | undefined,
): string {
  const kind = kinds.get(item.kind)
  const label = mixed && kind !== undefined ? `**${inlineMarkdown(kind.label)}:** ` : ''
  const details = [...workedOut(item, kind, computed), ...fieldsOf(item, kind), ...linksOf(item, view, kind)]
  return `${label}${textOfItem(item)}${details.length > 0 ? ` (${details.join('; ')})` : ''}`
}

const textOfItem = (item: Item): string => inlineMarkdown(item.text) || '*empty*'

function fieldsOf(item: Item, kind: ItemKind | undefined): string[] {
  const known = kind?.fields ?? []
  return known.flatMap((field) => {
    const value = item.fields[field.id]
    return value === undefined ? [] : [`${inlineMarkdown(field.label)}: ${inlineMarkdown(shownValue(field, value))}`]
  })
}

function shownValue(field: ItemKind['fields'][number], value: string): string {
  return field.type === 'choice' ? (field.choices.find((choice) => choice.value === value)?.label ?? value) : value
}

function linksOf(item: Item, view: BoardView, kind: ItemKind | undefined): string[] {
  return item.links.flatMap((link) => {
    const target = view.items.get(link.to)
    const label = kind?.links.find((candidate) => candidate.id === link.kind)?.label ?? link.kind
    return target === undefined ? [] : [`${inlineMarkdown(label)} → ${textOfItem(target)}`]
  })
}

function table(rows: readonly OutlineRow[], view: BoardView, kinds: Kinds, mixed: boolean, computed: Computed): string {
  const present = [...new Set(rows.map(({ item }) => item.kind))].flatMap((id) => kinds.get(id) ?? [])
  const fields = new Map(present.flatMap((kind) => kind.fields.map((field) => [field.id, inlineMarkdown(field.label)])))
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const head = ['Item', ...(mixed ? ['Kind'] : []), ...fields.values(), 'Links']
  const body = rows.map(({ item, depth }) => {
    const kind = kinds.get(item.kind)
    const cells = [...fields.keys()].map((id) => {
      const field = kind?.fields.find((candidate) => candidate.id === id)
      const value = item.fields[id]
      return field === undefined || value === undefined ? '' : inlineMarkdown(shownValue(field, value))
    })
    return row([
      [
        `${'↳ '.repeat(Math.min(depth, deepestIndent))}${textOfItem(item)}`,
        ...workedOut(item, kind, computed.get(item.id)),
      ].join(' '),
      ...(mixed ? [inlineMarkdown(kind?.label ?? item.kind)] : []),
      ...cells,
      linksOf(item, view, kind).join('; '),
    ])
  })
  return [row(head), row(head.map(() => '---')), ...body].join('\n')
}

/** Addresses that are kept whole in angle brackets: nothing inside them is markup, and a backslash would become part of the address. */
const address = /((?:https?|ftp):\/\/[^\s<>|\\`]+)/i

/**
 * One line of Markdown that renders exactly as the text: no markup, no HTML, no line breaks. Addresses stay as they are, in angle brackets
 * where something in them, or next to them, would be markup.
 */
export function inlineMarkdown(text: string): string {
  const parts = readable(text).replaceAll(/\s+/g, ' ').trim().split(address)
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return escaped(part)
      const alone = /^(?:$|\s)/.test(parts[index + 1] ?? '') && !/[*_[\]~&$]/.test(part)
      return alone ? part : `<${part}>`
    })
    .join('')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g

/** Without invisible characters, and with every change of direction closed, so that it does not affect the text around it. */
function readable(text: string): string {
  const plain = text.toWellFormed().replaceAll(controls, '')
  const open: string[] = []
  for (const letter of plain) {
    if (/[\u202a\u202b\u202d\u202e]/.test(letter)) open.push('\u202c')
    else if (/[\u2066-\u2068]/.test(letter)) open.push('\u2069')
    else if (letter === open.at(-1)) open.pop()
  }
  return plain + open.reverse().join('')
}

/** An underscore between two letters is not markup, and stays. `www.` would begin an address that absorbs the backslash. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\`*{}[\]<>#|~&$]/g, '\\$&')
    .replaceAll(/www\./gi, (start) => `${start.slice(0, -1)}\\.`)
    .replaceAll(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, (run) => run.replaceAll('_', '\\_'))

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type TypedField, typedFields } from './testing-fields.ts'

const fields: Readonly<Record<string, readonly TypedField[]>> = typedFields

/** Tags that take words, in JSX or made by hand. A radio button or a check box is an `input` that takes none. */
const opening =
  /<(input|textarea|Input|TextArea|TextField|SearchField|NumberField|ComboBox|AriaTextField|AriaTextArea|AriaSearchField)\b|contentEditable|createElement\('(input|textarea)'\)/g

/** The whole opening tag that begins at `from`, with the braces of its attributes. */
function tagAt(source: string, from: number): string {
  let depth = 0
  for (let at = from; at < source.length; at += 1) {
    const sign = source[at]
    if (sign === '{') depth += 1
    else if (sign === '}') depth -= 1
    else if (sign === '>' && depth === 0 && source[at - 1] !== '=') return source.slice(from, at + 1)
  }
  return source.slice(from)
}

const root = `${import.meta.dirname}/../`
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
)
const fieldsIn = (file: string): readonly string[] => {
  const source = readFileSync(`${root}${file}`, 'utf8')
  return [...source.matchAll(opening)]
    .map(({ index }) => tagAt(source, index))
    .filter((tag) => !/type="(radio|checkbox|range|file)"/.test(tag))
}
/** The design system's own fields hand `onChange` on; what copies text makes a field that nobody sees. */
const isGround = (file: string): boolean => file.startsWith('design/') || file === 'browser/copy-text.ts'

describe('every field that takes words', () => {
  const found = new Map(
    files
      .filter((file) => !isGround(file))
      .flatMap((file) => {
        const tags = fieldsIn(file)
        return tags.length === 0 ? [] : [[file, tags] as const]
      }),
  )

  it('is listed with what keeps its words', () => {
    const counted = Object.fromEntries([...found].map(([file, tags]) => [file, tags.length]))
    expect(counted).toEqual(Object.fromEntries(Object.entries(fields).map(([file, all]) => [file, all.length])))
  })

  it('hands them to what is listed, with every letter', () => {
    const wrong: string[] = []
    for (const [file, tags] of found) {
      const source = readFileSync(`${root}${file}`, 'utf8')
      for (const [at, tag] of tags.entries()) {
        const { keeper, label } = fields[file]?.[at] ?? {}
        const onChange = /\bonChange=\{([^\n]*)/.exec(tag)?.[1] ?? ''
        const drafts = /from '[./]*(browser\/drafts|live\/room-draft|scorecard-draft|\.\/scorecard-draft)\.ts'/.test(
          source,
        )
        if (keeper === 'draft' && (!drafts || onChange === '')) wrong.push(`${file}: ${tag}`)
        if (keeper === 'draft' && /\bset[A-Z]/.test(onChange)) wrong.push(`${file}: a state of React takes ${tag}`)
        if (label !== undefined && !source.includes(label)) wrong.push(`${file}: nothing is called ${label}`)
        if (keeper === 'case' && !/useCaseForm|form-context/.test(source)) wrong.push(`${file}: ${tag}`)
        if (keeper === 'board' && !/useLiveText/.test(source)) wrong.push(`${file}: ${tag}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('is found in JSX, whatever its attributes hold', () => {
    const source =
      '<p><TextField label={a > b ? "x" : "y"} onChange={(words) => write({ words })} /></p><input type="radio" />'
    const tags = [...source.matchAll(opening)].map(({ index }) => tagAt(source, index))
    expect(tags).toEqual([
      '<TextField label={a > b ? "x" : "y"} onChange={(words) => write({ words })} />',
      '<input type="radio" />',
    ])
  })
})

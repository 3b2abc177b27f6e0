import type { Field, LinkKind } from '@greenroom/board'
import { categories } from '@greenroom/frameworks'
import { markdownTable } from './markdown-table.ts'

const none = '–'

function toldField(field: Field): string {
  return field.type === 'choice' ? `${field.id} (${field.choices.map(({ value }) => value).join(' ')})` : field.id
}

function toldLink({ id, to }: LinkKind): string {
  return `${id} → ${to.join(' ')}`
}

/** `docs/kinds.md`: what the items of a board may be, for those who write a reference board. */
export function kindsTable(): string {
  return `# Kinds, fields and links

What the items of each category's board may be. \`npm run bank:table\` makes this page from \`packages/frameworks\`; a test compares them.
[How a case is written](../packages/question-bank/AUTHORING.md) says what a reference board must hold.
${categories
  .map(
    ({ title, framework: { kinds, sections } }) => `
## ${title}

${markdownTable(
  ['section', 'layout', 'kinds'],
  sections.map(({ id, layout, nests, kinds }) => [
    id,
    nests && layout !== 'tree' ? `${layout}, with parents` : layout,
    kinds.join(', '),
  ]),
)}

${markdownTable(
  ['kind', 'fields (choices)', 'links'],
  kinds.map(({ id, fields, links }) => [
    id,
    fields.map(toldField).join(', ') || none,
    links.map(toldLink).join(', ') || none,
  ]),
)}
`,
  )
  .join('')}`
}

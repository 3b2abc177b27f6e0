/**
 * The text of `category-list.ts` for the files of `categories/`. A browser bundle cannot read folders, so the list is a file; a test
 * compares it with the folder.
 */
export function categoryListSource(fileNames: readonly string[]): string {
  const subjects = fileNames
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()
  const camel = (subject: string) => subject.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  return [
    '// Written by `node packages/frameworks/bin/list-categories.mjs` from the files of `categories/`. Do not edit.',
    '// biome-ignore-all format: generated',
    '// biome-ignore-all assist/source/organizeImports: generated',
    ...subjects.map((subject) => `import { category as ${camel(subject)} } from './categories/${subject}.ts'`),
    '',
    'export const categoryList = [',
    ...subjects.map((subject) => `  ${camel(subject)},`),
    '] as const',
    '',
  ].join('\n')
}

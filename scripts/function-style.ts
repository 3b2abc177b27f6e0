import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from '@swc/core'

/**
 * Exported functions are declarations, so that there is one style and every function has its name in a stack. Arrows are for callbacks and
 * locals, and for constants whose type says what they are (`export const x: Handler = …`).
 */
export function faultsOfFunctionStyle(root: string, files: readonly string[]): string[] {
  return files
    .filter((file) => /^(packages|apps)\/.*\.tsx?$/.test(file) && !/\.(d|test)\.tsx?$/.test(file))
    .flatMap((file) =>
      exportedArrows(readFileSync(join(root, file), 'utf8'), file.endsWith('x')).map(
        (name) => `${file}: write \`export function ${name}\`, not an arrow; arrows are for callbacks and locals`,
      ),
    )
}

/** Names of the exported constants at the top of a file that are arrow functions without a type of their own. */
export function exportedArrows(source: string, tsx: boolean): string[] {
  if (!/^\s*export const /m.test(source)) return []
  return parseSync(source, { syntax: 'typescript', tsx }).body.flatMap((statement) => {
    if (statement.type !== 'ExportDeclaration' || statement.declaration.type !== 'VariableDeclaration') return []
    return statement.declaration.declarations.flatMap(({ id, init }) =>
      init?.type === 'ArrowFunctionExpression' &&
      id.type === 'Identifier' &&
      !('typeAnnotation' in id && id.typeAnnotation)
        ? [id.value]
        : [],
    )
  })
}

/** What a package exports says what it does, takes and returns: each function and class that its entry points lead to has a comment. */
export function faultsOfPublicFunctions(root: string, files: readonly string[]): string[] {
  const known = new Set(files)
  return files
    .filter((file) => /^packages\/[^/]+\/package\.json$/.test(file))
    .flatMap((file) => {
      const { exports }: { exports?: Record<string, string> } = JSON.parse(readFileSync(join(root, file), 'utf8'))
      return Object.values(exports ?? {}).map((entry) => join(dirname(file), entry))
    })
    .filter((entry) => known.has(entry))
    .flatMap((entry) => exportedFrom(root, entry, null))
    .filter((fault, index, all) => all.indexOf(fault) === index)
}

/** `names`: those that are exported again by another file; `null` for all. */
function exportedFrom(root: string, file: string, names: ReadonlySet<string> | null): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  const again = [...source.matchAll(/^export (?:type )?(?:\*|\{([^}]*)\}) from '(\.[^']*)'/gm)].flatMap(
    ([, list, from]) => {
      const asked = list?.split(',').map((name) => name.trim().split(' as ')[0] ?? '')
      return exportedFrom(root, join(dirname(file), from ?? ''), asked === undefined ? null : new Set(asked))
    },
  )
  return [
    ...undocumented(source)
      .filter((name) => names === null || names.has(name))
      .map((name) => `${file}: say in a comment above it what \`${name}\` does, takes and returns`),
    ...again,
  ]
}

/** Names of the exported functions and classes without a comment directly above them. */
export function undocumented(source: string): string[] {
  const lines = source.split('\n')
  return lines.flatMap((line, index) => {
    const name = /^export (?:async )?(?:function\*?|class) (\w+)/.exec(line)?.[1]
    return name === undefined || lines[index - 1]?.endsWith('*/') ? [] : [name]
  })
}

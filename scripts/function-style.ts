import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

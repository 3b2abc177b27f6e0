import { readFileSync } from 'node:fs'
import type { Changes } from '@greenroom/protocol'

/** The newest section of a Markdown changelog: its title, and each of its items as plain text. */
export function readChangelog(markdown: string): Changes {
  const [, newest = ''] = markdown.split(/^## /m)
  const [title = '', ...lines] = newest.split('\n')
  const items = lines
    .join('\n')
    .split(/^- /m)
    .slice(1)
    .map((item) =>
      item
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/[`*]/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
  return { title: title.trim(), items }
}

/** Reads the changelog at `path`. Empty when the file is missing. */
export function readChangelogAt(path: URL): Changes {
  try {
    return readChangelog(readFileSync(path, 'utf8'))
  } catch {
    return { title: '', items: [] }
  }
}

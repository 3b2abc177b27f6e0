import { readFileSync } from 'node:fs'
import type { Changes } from '@greenroom/protocol'

/** The newest part of a changelog in Markdown: its title, and each of its items as plain text. */
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

/** That of the changelog at `path`; nothing where it is missing. */
export function readChangelogAt(path: URL): Changes {
  try {
    return readChangelog(readFileSync(path, 'utf8'))
  } catch {
    return { title: '', items: [] }
  }
}

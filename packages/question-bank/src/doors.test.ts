import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** All that a file pulls in at run time, directly or through others of this package. */
function reachedFrom(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const walk = (url: URL) => {
    if (files.has(url.href)) return
    files.add(url.href)
    const source = readFileSync(fileURLToPath(url), 'utf8')
    for (const [, type, from] of source.matchAll(/^(?:import|export)\s+(type\s)?[\w\s{},*]*?\sfrom\s+'([^']+)'/gm)) {
      if (type !== undefined || from === undefined) continue
      if (from.startsWith('.')) walk(new URL(from, url))
      else packages.add(from)
    }
  }
  walk(new URL(entry, import.meta.url))
  return { files: new Set([...files].map((file) => file.split('/src/')[1] ?? file)), packages }
}

describe('the doors', () => {
  it('the public one reaches no case file, no loader, nothing of Node and no YAML', () => {
    const { files, packages } = reachedFrom('./index.ts')
    expect([...packages].sort()).toEqual(['@greenroom/frameworks', 'minisearch', 'zod'])
    for (const file of ['bank.ts', 'case-folder.ts', 'read-case.ts', 'guides.ts', 'prepare-case.ts'])
      expect(files).not.toContain(file)
  })

  it('the linter reads no disk', () => {
    const { packages } = reachedFrom('./linter/index.ts')
    expect([...packages].filter((name) => name.startsWith('node:'))).toEqual([])
  })

  it('the one for authors reaches no case file, no loader and nothing of Node', () => {
    const { files, packages } = reachedFrom('./authoring.ts')
    expect([...packages].filter((name) => name.startsWith('node:'))).toEqual([])
    for (const file of ['bank.ts', 'case-folder.ts', 'guides.ts']) expect(files).not.toContain(file)
  })

  it('the one to the guides is where files are read', () => {
    expect([...reachedFrom('./guides.ts').packages]).toContain('node:fs')
  })
})

import { describe, expect, it } from 'vitest'
import { readChangelog, readChangelogAt } from './read-changelog.ts'

describe('the changelog', () => {
  it('answers the newest part, an item a line, without its marks', () => {
    const text =
      '# Changelog\n\nWords.\n\n## Unreleased\n\n- One `npm run x` and [a link](docs/x.md)\n  over two lines.\n- **Two**.\n\n## 0.1.0\n\n- Old.\n'
    expect(readChangelog(text)).toEqual({
      title: 'Unreleased',
      items: ['One npm run x and a link over two lines.', 'Two.'],
    })
  })
  it('is empty where there is none, and is that of this project otherwise', () => {
    expect(readChangelogAt(new URL('./missing.md', import.meta.url))).toEqual({ title: '', items: [] })
    const own = readChangelogAt(new URL('../../../../CHANGELOG.md', import.meta.url))
    expect(own.items.length).toBeGreaterThan(0)
    expect(own.items.every((item) => item.length > 0 && !item.includes('\n'))).toBe(true)
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const web = fileURLToPath(new URL('../apps/web/', import.meta.url))

// `npm start` installs no development packages, and builds the page and the server.
it('what builds the page is among the packages that a start installs', () => {
  const { dependencies } = JSON.parse(readFileSync(`${web}package.json`, 'utf8'))
  const files = ['vite.config.ts', 'lingui.config.ts', ...readdirSync(`${web}build`).map((file) => `build/${file}`)]
  const needed = files
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => [...readFileSync(`${web}${file}`, 'utf8').matchAll(/^import .* from '([^.'][^']*)'$/gm)])
    .map((match) => match[1] ?? '')
    .filter((name) => !name.startsWith('node:'))
  expect(needed.length).toBeGreaterThan(6)
  expect([...new Set(needed)].filter((name) => !(name in dependencies))).toEqual([])
})

// Writes src/category-list.ts after a file was added to src/categories. `--check` only says whether it is up to date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { categoryListSource } from '../src/category-list-source.ts'

const target = new URL('../src/category-list.ts', import.meta.url)
const source = categoryListSource(readdirSync(new URL('../src/categories/', import.meta.url)))
const current = readFileSync(target, { encoding: 'utf8', flag: 'a+' })

if (current === source) {
  process.stdout.write('category-list.ts is up to date\n')
} else if (process.argv.includes('--check')) {
  process.stderr.write('category-list.ts is out of date: run node packages/frameworks/bin/list-categories.mjs\n')
  process.exitCode = 1
} else {
  writeFileSync(target, source)
  process.stdout.write(`wrote ${fileURLToPath(target)}\n`)
}

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const top = fileURLToPath(new URL('..', import.meta.url))
const tests = execFileSync('git', ['ls-files', 'packages', 'apps', 'scripts', 'test/simulation'], {
  cwd: top,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.test\.tsx?$/.test(path) && !path.endsWith('test-habits.test.ts'))

it('no unit test measures how long something takes: a busy machine would fail it, and the bench measures it', () => {
  const measured = /\b(performance|Date)\.now\(\)|\bhrtime\b/
  const found = tests.flatMap((path) =>
    readFileSync(`${top}${path}`, 'utf8')
      .split('\n')
      .flatMap((line, at) => (measured.test(line) && / - |toBe(Less|Greater)/.test(line) ? [`${path}:${at + 1}`] : [])),
  )
  expect(tests.length).toBeGreaterThan(100)
  expect(found).toEqual([])
})

it('the page knows no limit that is the server’s alone, so that it does not load them', () => {
  const page = execFileSync('git', ['ls-files', 'apps/web/src', 'packages/room-client/src'], {
    cwd: top,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|testing/.test(path))
  expect(page.length).toBeGreaterThan(300)
  expect(page.filter((path) => readFileSync(`${top}${path}`, 'utf8').includes('serverLimits'))).toEqual([])
})

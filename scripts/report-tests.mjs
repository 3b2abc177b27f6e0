// A reporter for Vitest: writes what `npm test` sums up, into the file that GREENROOM_TEST_REPORT names.
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { root } from './set-up.mjs'

/** What happened, what was expected, and where in our own files. */
function messageOf(error) {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.includes(root) && !line.includes('node_modules'))
  return [`${error.name ?? 'Error'}: ${error.message}`, error.diff ?? '', ...frames.slice(0, 3)].join('\n')
}

function failuresOf(place, name, errors) {
  return errors.length === 0 ? [] : [{ place, name, message: messageOf(errors[0]) }]
}

function readFile(testModule) {
  const path = relative(root, testModule.moduleId).replaceAll('\\', '/')
  const tests = [...testModule.children.allTests()].map((test) => ({
    name: test.fullName,
    flaky: test.diagnostic()?.flaky ?? false,
    ...test.result(),
  }))
  const failed = tests.filter(({ state }) => state === 'failed')
  const failures = [
    ...failuresOf(path, 'the file', testModule.errors()),
    ...[...testModule.children.allSuites()].flatMap((suite) => failuresOf(path, suite.fullName, suite.errors())),
    ...failed.flatMap(({ name, errors }) => failuresOf(path, name, errors)),
  ]
  return {
    path,
    seconds: testModule.diagnostic().duration / 1000,
    passed: tests.filter(({ state }) => state === 'passed').length,
    // A file that fails to load holds no test; it counts as one failure.
    failed: failed.length === 0 && !testModule.ok() ? 1 : failed.length,
    skipped: tests.filter(({ state }) => state === 'skipped').length,
    failures,
    // Passed at the second try: its errors are those of the first.
    unsteady: tests.filter(({ flaky }) => flaky).flatMap(({ name, errors }) => failuresOf(path, name, errors ?? [])),
  }
}

export default class {
  onTestRunEnd(testModules, unhandledErrors) {
    const report = {
      files: testModules.map(readFile),
      outside: unhandledErrors.flatMap((error) => failuresOf('outside any test', error.name ?? 'an error', [error])),
    }
    writeFileSync(process.env.GREENROOM_TEST_REPORT, JSON.stringify(report))
  }
}

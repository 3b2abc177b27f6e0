import { onTestFinished } from 'vitest'
import { createTemporaryFolder } from './folders-and-entries.ts'

/** The path of an empty folder that is removed when the running test is over, after its `afterEach` hooks. */
export function temporaryFolder(): string {
  const { path, remove } = createTemporaryFolder()
  onTestFinished(remove)
  return path
}

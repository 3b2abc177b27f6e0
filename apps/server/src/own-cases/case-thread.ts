import { parentPort } from 'node:worker_threads'
import type { FromCaseThread, ToCaseThread } from './case-reader.ts'
import { checkFiles, prepareOwnCase, publishCase } from './read-own-case.ts'

/** Reads case files aside: a hostile one may take long, and nobody's typing waits for it. */
if (parentPort === null) throw new Error('Case files are read in a worker thread.')
const port = parentPort

const answer = (call: ToCaseThread): unknown => {
  switch (call.kind) {
    case 'check':
      return checkFiles(call.files)
    case 'publish':
      return publishCase(call.id, call.text)
    case 'prepare':
      return prepareOwnCase(call.id, call.text, call.cut)
  }
}

port.on('message', (call: ToCaseThread) => {
  try {
    port.postMessage({ ok: true, value: answer(call) } satisfies FromCaseThread)
  } catch (error) {
    port.postMessage({
      ok: false,
      message: error instanceof Error ? error.message : String(error),
    } satisfies FromCaseThread)
  }
})

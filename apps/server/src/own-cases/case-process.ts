import { clip } from '@greenroom/board/clip'
import { checkRecording } from '../recordings/check-recording.ts'
import type { FromCaseProcess, ToCaseProcess } from './case-reader.ts'
import { checkFiles, prepareOwnCase, publishCase } from './read-own-case.ts'

/**
 * Reads case files in a separate process: a hostile one may take a long time, or all of the process's memory, without affecting anybody
 * else.
 */

const answer = (call: ToCaseProcess): unknown => {
  switch (call.kind) {
    case 'check':
      return checkFiles(call.files)
    case 'publish':
      return publishCase(call.id, call.text)
    case 'prepare':
      return prepareOwnCase(call.id, call.text, call.cut)
    case 'recording':
      return checkRecording(Uint8Array.from(Buffer.from(call.file, 'base64')))
  }
}

const longestMessage = 500

const say = (said: FromCaseProcess): void => {
  process.send?.(said)
}

process.on('message', async (call: ToCaseProcess) => {
  try {
    say({ ok: true, value: await answer(call) })
  } catch (error) {
    say({ ok: false, message: clip(error instanceof Error ? error.message : String(error), longestMessage) })
  }
})
// The server measures a file's time from here: loading the modules takes longer than reading most cases.
say({ ok: 'ready' })
// The server has ended, in whatever way.
process.on('disconnect', () => process.exit(0))

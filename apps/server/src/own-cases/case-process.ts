import { clip } from '@greenroom/board/clip'
import { checkRecording } from '../recordings/check-recording.ts'
import type { FromCaseProcess, ToCaseProcess } from './case-reader.ts'
import { checkFiles, prepareOwnCase, publishCase } from './read-own-case.ts'

/** Reads case files in a process of its own: a hostile one may take long, or all of its memory, and nobody else notices. */

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
// The server counts a file's time from here: loading what reads cases takes longer than most cases.
say({ ok: 'ready' })
// The server has ended, however it did.
process.on('disconnect', () => process.exit(0))

import { Socket } from 'node:net'
import { clip } from '@greenroom/board/clip'
import { readImport } from '../recordings/read-import.ts'
import type { FromCaseProcess, ToCaseProcess } from './case-reader.ts'
import { checkFiles, prepareOwnCase, publishCase } from './read-own-case.ts'
import { lineForBytes, takeBytes } from './take-bytes.ts'

/**
 * Reads case files in a separate process: a hostile one may take a long time, or all of the process's memory, without affecting anybody
 * else.
 */

const line = new Socket({ fd: lineForBytes })

const answer = (call: ToCaseProcess): unknown => {
  switch (call.kind) {
    case 'check':
      return checkFiles(call.files)
    case 'publish':
      return publishCase(call.id, call.text)
    case 'prepare':
      return prepareOwnCase(call.id, call.text, call.cut)
    case 'recording':
      return readRecording(call.length)
  }
}

const readRecording = async (length: number): Promise<unknown> => {
  const { said, bytes } = await readImport(await takeBytes(line, length))
  for (const part of bytes) line.write(part)
  return said
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

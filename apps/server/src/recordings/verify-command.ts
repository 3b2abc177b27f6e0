import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { mostFileBytes, serverKeySchema } from '@greenroom/recording'
import { verifyChunks, verifyRecording } from './verify-recording.ts'

function isPage(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const first = Buffer.alloc(1)
    readSync(file, first)
    return first.toString() === '<'
  } finally {
    closeSync(file)
  }
}

/**
 * `npm run verify -- <file> [--key <key>] [--server <address>]`: says what a recording, or a saved page, proves. Exits with 0 when every
 * byte is as a server with one of those keys wrote it, otherwise with 1.
 */
async function main(args: readonly string[]): Promise<number> {
  const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)
  const options = { key: { type: 'string', multiple: true }, server: { type: 'string', multiple: true } } as const
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [path] = positionals
  if (path === undefined) {
    say('Name a file: npm run verify -- session.greenroom --server https://greenroom.example')
    return 1
  }
  const keys = [...(values.key ?? [])]
  for (const server of values.server ?? []) {
    try {
      const answer = await fetch(new URL('/.well-known/greenroom-key.json', server))
      keys.push(serverKeySchema.parse(await answer.json()).key)
    } catch {
      say(`The key of ${server} could not be read. Check the address and the connection.`)
      return 1
    }
  }
  try {
    if (statSync(path).size > mostFileBytes) {
      say(`${path} is larger than a recording can be.`)
      return 1
    }
    // A page is text as a whole; a recording with voices may be large, and is read as it comes.
    const { isProven, sentences } = isPage(path)
      ? await verifyRecording(Uint8Array.from(readFileSync(path)), keys)
      : await verifyChunks(createReadStream(path), keys)
    for (const sentence of sentences) say(sentence)
    return isProven ? 0 : 1
  } catch (error) {
    say(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))

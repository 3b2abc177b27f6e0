import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { takeBytes } from './take-bytes.ts'

it('takes what was announced, again and again, however it is divided', async () => {
  const line = new PassThrough()
  for (const parts of [[3], [1, 2], [300_000, 1], []]) {
    const wanted = Buffer.concat(parts.map((length, at) => Buffer.alloc(length, at + 1)))
    const taken = takeBytes(line, wanted.byteLength)
    for (const [at, length] of parts.entries()) line.write(Buffer.alloc(length, at + 1))
    expect(Buffer.from(await taken)).toEqual(wanted)
  }
})

it('rejects when the line ends before, or has ended, and when more arrives', async () => {
  const line = new PassThrough()
  const short = takeBytes(line, 1)
  line.write(Buffer.alloc(2))
  await expect(short).rejects.toThrow('as announced')
  const taken = takeBytes(line, 2)
  line.write(Buffer.alloc(1))
  line.destroy()
  await expect(taken).rejects.toThrow('as announced')
  await expect(takeBytes(line, 1)).rejects.toThrow('as announced')
})

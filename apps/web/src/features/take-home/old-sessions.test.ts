import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { replayPageSchema } from '@greenroom/protocol'
import { type ProjectedEntry, participantIdSchema } from '@greenroom/session'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { planBoard } from '../board/picture/board-picture.ts'
import { pictureToSvg } from '../board/picture/board-svg.ts'
import { keptFromRecording } from '../replay/source/kept-session.ts'
import { seekerOf } from '../replay/source/testing-kept.ts'
import { keptToJson } from './kept-json.ts'
import { sessionToMarkdown } from './session-markdown.ts'

/** What today's server sends of the sessions in the data folder of version 0.1.0 (test/fixtures/data): two rounds, a running one, a solo one. */
const oldSchema = z.array(
  z.object({
    title: z.string(),
    name: z.string(),
    participant: participantIdSchema,
    page: replayPageSchema,
    boards: z.record(z.string(), z.array(z.string())),
  }),
)
const old = oldSchema.parse(
  JSON.parse(gunzipSync(readFileSync(join(import.meta.dirname, 'testing-sessions-0.1.0.json.gz'))).toString()),
)

it.each(old)('a session of version 0.1 ($title) is taken home whole', async ({ name, participant, page, boards }) => {
  const recording = {
    entries: page.entries as readonly ProjectedEntry[],
    edits: page.edits.map(({ update, ...edit }) => ({ ...edit, update: Buffer.from(update, 'base64') })),
  }
  const kept = await keptFromRecording(recording, participant, seekerOf(recording), false)
  const markdown = sessionToMarkdown(kept)
  expect(markdown).toContain(`As ${name} sees it.`)
  const data = JSON.parse(keptToJson(kept, 'session'))
  expect(data.entries.length).toBe(recording.entries.filter(({ kind }) => kind !== 'whisper-sent').length)
  for (const { round, board } of kept.rounds) {
    const words = boards[`board-${round.id}`]
    if (board === null || words === undefined) continue
    const texts = [...board.view.items.values()].map(({ text }) => text).filter((text) => text !== '')
    expect(texts.sort()).toEqual(words.filter((text) => text !== '').sort())
    const picture = planBoard(board, { title: name, lines: [] }, (letters, size) => letters.length * size * 0.5)
    const svg = new DOMParser().parseFromString(pictureToSvg(picture, 'light'), 'image/svg+xml')
    const drawn = [...svg.querySelectorAll('text')]
      .map((one) => one.textContent)
      .join(' ')
      .replaceAll(/\s+/g, '')
    for (const text of texts) expect(drawn).toContain(text.replaceAll(/\s+/g, ''))
  }
})

import type { Round } from '@greenroom/session'
import { planBoard } from '../board/picture/board-picture.ts'
import { type Look, pictureToSvg } from '../board/picture/board-svg.ts'
import { createMeasure, pictureToPng } from '../board/picture/paint-board.ts'
import { fontFacesFor, loadLetters } from '../board/picture/picture-fonts.ts'
import type { KeptRound } from '../replay/source/kept-session.ts'
import { dayOf } from './debrief-markdown.ts'

export type BoardAbout = {
  readonly board: NonNullable<KeptRound['board']>
  readonly title: string
  /** Shown below the title. */
  readonly lines: readonly string[]
}

/** The day of a round as a picture shows it; empty before it was started. */
export function boardDay({ startedAt }: Round): string {
  return startedAt === null ? '' : dayOf(startedAt, undefined)
}

/** A board as a file. `null` when this browser cannot create so large a picture. */
export async function boardFile(as: 'svg' | 'png', look: Look, about: BoardAbout): Promise<string | Blob | null> {
  const { title } = about
  const lines = about.lines.filter((line) => line !== '')
  // Measured once in the loaded fonts, to find out which letters are needed; then as they will be drawn.
  const { marks } = planBoard(about.board, { title, lines }, createMeasure())
  const letters = [...new Set(marks.flatMap((mark) => (mark.kind === 'words' ? [...mark.text] : [])))].join('')
  await loadLetters(letters)
  const picture = planBoard(about.board, { title, lines }, createMeasure())
  return as === 'png' ? await pictureToPng(picture, look) : pictureToSvg(picture, look, await fontFacesFor(letters))
}

import { inlineMarkdown as inline } from '@greenroom/board'
import { createTimeline } from '@greenroom/replay'
import { isSolo, type Round, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { plainNameIn } from '../../live/room-props.ts'
import { practiceWords, viewWords } from '../../live/view-words.ts'
import { modeWords, seatWords } from '../../words/words.ts'
import { momentWords } from '../clock/moment.ts'
import { markWords } from '../replay/moment/moment-words.ts'
import type { KeptSession } from '../replay/source/kept-session.ts'
import { dayOf, debriefToMarkdown, oneLevelDown, titleOf } from './debrief-markdown.ts'

/** The whole session as Markdown: who took part, and every round that was started with what happened in it and its debrief. */
export function sessionToMarkdown(kept: KeptSession, timeZone?: string): string {
  const { session, me, rounds } = kept
  const played = rounds.filter(({ round }) => round.startedAt !== null)
  const lines = [
    t`# Case practice, ${dayOf(session.createdAt, timeZone)}`,
    '',
    `${inline(viewWords(session, null, me))} ${practiceWords()}`,
    '',
    t`${modeWords[session.mode]}, ${session.cut} minutes.`,
    ...(kept.damaged
      ? ['', t`Part of this session could not be read: its data on the server was damaged. It ends there.`]
      : []),
    '',
    t`## Who took part`,
    '',
    ...Object.values(session.participants).map(({ id }) => {
      const seats = played.flatMap(({ round }) => {
        const seat = seatIn(round, id)
        if (seat === null) return []
        const number = session.rounds.findIndex((each) => each.id === round.id) + 1
        return [played.length > 1 ? t`${seatWords[seat]} in round ${number}` : seatWords[seat]]
      })
      return `- ${inline(plainNameIn(session, id))}${seats.length === 0 ? '' : `: ${seats.join(', ')}`}`
    }),
  ]
  if (played.length === 0) lines.push('', t`No round was started.`)
  for (const one of played) {
    const number = session.rounds.findIndex(({ id }) => id === one.round.id) + 1
    const title = t`Round ${number}: ${inline(titleOf(one.round))}`
    const debrief = oneLevelDown(debriefToMarkdown(kept, one, timeZone)).split('\n')
    lines.push('', `## ${title}`, ...debrief.slice(1, -1))
    const happened = happenedIn(kept, one.round)
    if (happened.length > 0) lines.push('', t`### What happened`, '', ...happened)
  }
  return `${lines.join('\n')}\n`
}

/** Phases and what was given, marked and said, with their times. Notes are in a separate list. */
function happenedIn({ session, entries }: KeptSession, round: Round): string[] {
  const timeline = createTimeline({ entries, edits: [] })
  const phases = timeline.chapters
    .filter((chapter) => chapter.kind === 'phase' && chapter.round === round.id)
    .map(({ from, ...chapter }) => ({ at: from, words: t`Phase: ${inline('name' in chapter ? chapter.name : '')}` }))
  const marks = timeline.marks
    .filter(
      ({ entry }) => entry.data.round === round.id && entry.kind !== 'note-written' && entry.kind !== 'note-shared',
    )
    .map(({ at, entry }) => {
      const by = entry.by === null || isSolo(session, round) ? '' : ` (${inline(plainNameIn(session, entry.by))})`
      return { at, words: `${inline(markWords(entry))}${by}` }
    })
  return [...phases, ...marks]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, words }) => `- ${momentWords(at, round.startedAt)} ${words}`)
}

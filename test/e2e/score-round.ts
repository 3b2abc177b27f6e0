import { admissionSchema } from '@greenroom/protocol'
import { foldAll, type Score } from '@greenroom/session'
import { joinSession } from '../faults/steps/session-client.ts'
import type { Actor } from '../fixtures/chromium.ts'
import type { Place } from './room-steps.ts'

/** Sends commands in somebody's name over the session's own socket, for what has tests of its own on the page. */
async function sendAs(
  stage: Place,
  { page }: Actor,
  commandsIn: (session: ReturnType<typeof foldAll>) => readonly { readonly kind: string }[],
): Promise<void> {
  const kept = await page.evaluate(() => {
    const id = /^\/s\/([^/?#]+)/.exec(window.location.pathname)?.[1]
    return sessionStorage.getItem(`greenroom.admission.${id}`)
  })
  const { token } = admissionSchema.parse(JSON.parse(kept ?? 'null'))
  const client = await joinSession(stage.server().url, { token })
  await client.until('the stream', () => client.entries.length >= client.count())
  for (const command of commandsIn(foldAll(client.entries))) {
    const answer = await client.command(command)
    if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.code}`)
  }
  client.close()
}

/** Both end the round and seal a scorecard: the same levels, by dimension, or none at all. */
export async function scoreRound(
  stage: Place,
  interviewer: Actor,
  candidate: Actor,
  levelOf: (dimension: string) => Score | null = () => null,
): Promise<void> {
  await sendAs(stage, interviewer, ({ clockVersion }) => [{ kind: 'endRound', clockVersion }])
  for (const actor of [interviewer, candidate])
    await sendAs(stage, actor, ({ rounds }) => {
      const levels = (rounds.at(-1)?.dimensions ?? []).flatMap(({ id }) => {
        const score = levelOf(id)
        return score === null ? [] : [[id, { score, words: '', evidence: [] }] as const]
      })
      return [{ kind: 'sealScorecard', scorecard: { scores: Object.fromEntries(levels) } }]
    })
}

/** In the lobby: draws a case, and starts the round. */
export async function startDrawnRound(stage: Place, interviewer: Actor): Promise<void> {
  await sendAs(stage, interviewer, ({ seatsVersion }) => [
    { kind: 'drawCase', category: null, difficulty: null },
    { kind: 'startRound', seatsVersion },
  ])
}

/** Opens the next round with the same seats, draws its case and starts it. */
export async function startNextRound(stage: Place, interviewer: Actor): Promise<void> {
  await sendAs(stage, interviewer, () => [{ kind: 'openNextRound', swapSeats: false }])
  await startDrawnRound(stage, interviewer)
}

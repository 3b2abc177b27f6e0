import { foldAll, type Score, type Scorecard, type SessionState, type WireCommand } from '@greenroom/session'
import { joinSession } from '../faults/steps/session-client.ts'
import type { Actor } from '../fixtures/chromium.ts'
import type { Present } from './present.ts'
import { admissionOf, isUnseen, type Place } from './room-steps.ts'

/** Sends commands in somebody's name over the session's own socket, for what has tests of its own on the page. */
export async function sendAs(
  stage: Place,
  person: Actor | Present,
  commandsIn: (session: SessionState) => readonly WireCommand[],
): Promise<void> {
  if (isUnseen(person)) {
    for (const command of commandsIn(person.session())) await person.send(() => command)
    return
  }
  const client = await joinSession(stage.server().url, await admissionOf(person))
  await client.until('the stream', () => client.entries.length >= client.count())
  for (const command of commandsIn(foldAll(client.entries))) {
    const answer = await client.command(command)
    if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.code}`)
  }
  client.close()
}

/** Seals a scorecard once the round has ended: a level for each dimension, or none at all. */
export async function sealAs(
  stage: Place,
  person: Actor | Present,
  levelOf: (dimension: string) => Score | null,
): Promise<void> {
  if (isUnseen(person)) await person.learn('the end of the round', ({ rounds }) => rounds.at(-1)?.status === 'ended')
  await sendAs(stage, person, ({ rounds }) => {
    const scores: Scorecard['scores'] = {}
    for (const { id } of rounds.at(-1)?.dimensions ?? []) {
      const score = levelOf(id)
      if (score !== null) scores[id] = { score, words: '', evidence: [] }
    }
    return [{ kind: 'sealScorecard', scorecard: { scores } }]
  })
}

/** Both end the round and seal a scorecard: the same levels, by dimension, or none at all. */
export async function scoreRound(
  stage: Place,
  interviewer: Actor | Present,
  candidate: Actor | Present,
  levelOf: (dimension: string) => Score | null = () => null,
): Promise<void> {
  await sendAs(stage, interviewer, ({ clockVersion }) => [{ kind: 'endRound', clockVersion }])
  for (const person of [interviewer, candidate]) await sealAs(stage, person, levelOf)
}

/** In the lobby: draws a case, and starts the round. */
export async function startDrawnRound(stage: Place, interviewer: Actor | Present): Promise<void> {
  await sendAs(stage, interviewer, ({ seatsVersion }) => [
    { kind: 'drawCase', category: null, difficulty: null },
    { kind: 'startRound', seatsVersion },
  ])
}

/** Opens the next round with the same seats, draws its case and starts it. */
export async function startNextRound(stage: Place, interviewer: Actor | Present): Promise<void> {
  await sendAs(stage, interviewer, () => [{ kind: 'openNextRound', swapSeats: false }])
  await startDrawnRound(stage, interviewer)
}

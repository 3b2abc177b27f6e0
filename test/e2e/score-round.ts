import { admissionSchema } from '@greenroom/protocol'
import { foldAll } from '@greenroom/session'
import { joinSession } from '../faults/steps/session-client.ts'
import type { Actor } from '../fixtures/chromium.ts'
import type { Stage } from './stage.ts'

/** Both end the round and seal an empty scorecard, over the session's own socket: the forms have tests of their own. */
export async function scoreRound(stage: Pick<Stage, 'server'>, interviewer: Actor, candidate: Actor): Promise<void> {
  for (const { page } of [interviewer, candidate]) {
    const kept = await page.evaluate(() => {
      const id = /^\/s\/([^/?#]+)/.exec(window.location.pathname)?.[1]
      return sessionStorage.getItem(`greenroom.admission.${id}`)
    })
    const { token } = admissionSchema.parse(JSON.parse(kept ?? 'null'))
    const client = await joinSession(stage.server().url, { token })
    await client.until('the stream', () => client.entries.length >= client.count())
    const { clockVersion } = foldAll(client.entries)
    const commands = [
      ...(page === interviewer.page ? [{ kind: 'endRound', clockVersion }] : []),
      { kind: 'sealScorecard', scorecard: { scores: {} } },
    ]
    for (const command of commands) {
      const answer = await client.command(command)
      if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.code}`)
    }
    client.close()
  }
}

import { afterEach } from 'vitest'
import { openStage, type Person, type Stage, type StageOptions } from '../../../apps/server/src/testing/stage.ts'

const open: Stage[] = []

/** A stage that is closed after the test, however that ends. */
export const stageForTest = async (options?: StageOptions): Promise<Stage> => {
  const stage = await openStage(options)
  open.push(stage)
  return stage
}

export const closeStages = (): void => {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((stage) => stage.close()))
  })
}

export type Cast = {
  readonly interviewer: Person
  readonly candidate: Person
  readonly mentor: Person
  readonly observer: Person
}

/** A session with somebody in every seat; its round runs unless told otherwise. */
export const castSession = async (stage: Stage, { started = true } = {}): Promise<Cast> => {
  const [interviewer, candidate, mentor, observer] = await stage.createSession([
    'interviewer',
    'candidate',
    'mentor',
    'observer',
  ])
  if (!interviewer || !candidate || !mentor || !observer) throw new Error('somebody is missing')
  if (started) await stage.startRound(interviewer)
  return { interviewer, candidate, mentor, observer }
}

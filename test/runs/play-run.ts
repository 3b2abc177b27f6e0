// Plays reference runs in the room and saves them beside their cases: node test/runs/play-run.ts [--rehearse] [script …]
// Two people in two real browsers, by a real clock: a run takes the twenty minutes that it shows, and all that are named are played side by
// side. The page has to be built. `--rehearse` goes as fast as the browsers can, saves nothing, and tells which steps cannot be done.
import { EventEmitter, once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { admissionSchema, shareLinkSchema } from '@greenroom/protocol'
import { bankFolder, loadBank, prepareCase } from '@greenroom/question-bank/guides'
import type { Browser } from 'playwright-core'
import { meet, startRound } from '../e2e/room-steps.ts'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { type ServerProcess, startServer } from '../fixtures/server-process.ts'
import { createHands, doCandidateStep, doInterviewerStep, noPace, type Pace, peoplesPace } from './hands.ts'
import { faultsOfScript, lateStepsOf, type RunScript, timeOf } from './run-script.ts'

const folder = fileURLToPath(new URL('./scripts/', import.meta.url))
const bank = loadBank()
/** A folder for pictures of steps that could not be done, and of each board at its end. */
const pictures = process.env.RUN_PICTURES ?? null

/** A sequence of its own for each run, so that a run which is played again has the same pauses. */
function randomOf(seed: string): () => number {
  let chance = [...seed].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7)
  return () => {
    chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0
    return chance / 2 ** 32
  }
}

/** `m:ss`, as scripts say it. */
const minutesOf = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const nameOf = ({ caseId, level }: RunScript): string => `${caseId}.${level}`

async function saveRun(script: RunScript, server: ServerProcess, interviewer: Actor): Promise<void> {
  const kept = await interviewer.page.evaluate(() => {
    const id = /^\/s\/([^/?#]+)/.exec(window.location.pathname)?.[1]
    return sessionStorage.getItem(`greenroom.admission.${id}`)
  })
  const { session, token } = admissionSchema.parse(JSON.parse(kept ?? 'null'))
  const post = async (path: string, body: object): Promise<Response> => {
    const answer = await fetch(`${server.url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const view = { audience: 'candidate', names: true, words: false }
  const link = shareLinkSchema.parse(
    await (await post(`/sessions/${session}/share-links`, { view, endsAt: null })).json(),
  )
  const recording = new Uint8Array(await (await post('/shared/recording', { secret: link.secret })).arrayBuffer())
  const found = bank.cases.get(script.caseId)
  const runs = join(bankFolder, found?.public.category ?? '', 'runs')
  mkdirSync(runs, { recursive: true })
  writeFileSync(join(runs, `${nameOf(script)}.greenroom`), recording)
  const about = {
    caseId: script.caseId,
    caseVersion: found?.version,
    level: script.level,
    title: script.title,
    madeBy: script.madeBy,
    madeOn: new Date().toISOString().slice(0, 10),
  }
  writeFileSync(join(runs, `${nameOf(script)}.json`), `${JSON.stringify(about, null, 2)}\n`)
  process.stdout.write(`${nameOf(script)}: saved, ${recording.length} bytes\n`)
}

/** Rooms are entered one after the other: loading twelve pages at once would keep everybody waiting. */
let entering: Promise<unknown> = Promise.resolve()
function inTurn(task: () => Promise<void>): Promise<void> {
  const turn = entering.then(task, task)
  entering = turn
  return turn
}

/** Plays one run; answers how many steps could not be done. */
async function play(script: RunScript, server: ServerProcess, browser: Browser, isRehearsal: boolean): Promise<number> {
  const interviewCase = bank.cases.get(script.caseId)
  if (interviewCase === undefined) throw new Error(`there is no case ${script.caseId}`)
  const { framework, guide } = prepareCase(interviewCase, 20)
  const size = { width: 1440, height: 900 }
  const interviewer = await newActor(browser, 'Interviewer', size)
  const candidate = await newActor(browser, 'Candidate', size)
  let faults = 0
  const done = async (actor: Actor, at: string, task: () => Promise<void>): Promise<void> => {
    try {
      await task()
    } catch (error) {
      faults += 1
      const words = error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error)
      process.stdout.write(`${nameOf(script)} ${at} ${actor.name}: ${words}\n`)
      if (pictures !== null)
        await actor.page.screenshot({ path: join(pictures, `${nameOf(script)}-${at.replace(':', '-')}.png`) })
      await actor.page.keyboard.press('Escape')
    }
  }
  try {
    for (const { page } of [interviewer, candidate]) page.setDefaultTimeout(60_000)
    await inTurn(async () => {
      await meet({ server: () => server }, interviewer, candidate, { minutes: 20 })
      await startRound(interviewer, interviewCase.public.title)
      await candidate.page
        .getByText(/^Phase 1 of/)
        .first()
        .waitFor()
    })
    for (const { page } of [interviewer, candidate]) page.setDefaultTimeout(isRehearsal ? 15_000 : 30_000)
    const startedAt = performance.now()
    const tell = (words: string): void => {
      process.stdout.write(`${nameOf(script)} ${minutesOf(performance.now() - startedAt)} ${words}\n`)
    }
    tell(isRehearsal ? 'is rehearsed' : `is played until ${script.ends}`)
    const until = async (at: string): Promise<void> => {
      const rest = startedAt + timeOf(at) - performance.now()
      if (!isRehearsal && rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
      else if (!isRehearsal && rest < -5_000)
        process.stdout.write(`${nameOf(script)} ${at}: ${Math.round(-rest / 1000)} s late\n`)
    }
    const random = randomOf(nameOf(script))
    const pace: Pace = isRehearsal ? noPace : peoplesPace(random)
    const hands = createHands(candidate.page, pace, framework, guide)
    /** How many steps of the candidate's are behind them. */
    let behind = 0
    const turned = new EventEmitter()
    /** An interviewer listens: they go on once the candidate has said what comes before. */
    const heard = async (at: string): Promise<void> => {
      const before = script.candidate.filter((step) => timeOf(step.at) < timeOf(at)).length
      while (behind < before) await once(turned, 'step')
    }
    const candidates = async (from: string, to: string): Promise<void> => {
      for (const step of script.candidate) {
        if (timeOf(step.at) < timeOf(from) || timeOf(step.at) >= timeOf(to)) continue
        await until(step.at)
        await done(candidate, step.at, () => doCandidateStep(hands, step))
        behind += 1
        turned.emit('step')
      }
    }
    const interviewers = async (): Promise<void> => {
      for (const step of script.interviewer) {
        await until(step.at)
        await heard(step.at)
        await done(interviewer, step.at, () => doInterviewerStep(interviewer.page, pace, guide, step))
        if ('next' in step) tell(`next phase, ${behind} of ${script.candidate.length} steps of the candidate done`)
      }
    }
    if (isRehearsal) {
      // One after the other, in the order of their times: nothing is at hand before it was given.
      let from = '0:00'
      for (const step of script.interviewer) {
        await candidates(from, step.at)
        from = step.at
        await done(interviewer, step.at, () => doInterviewerStep(interviewer.page, pace, guide, step))
      }
      await candidates(from, '59:59')
    } else await Promise.all([candidates('0:00', '59:59'), interviewers()])
    await until(script.ends)
    if (pictures !== null) await candidate.page.screenshot({ path: join(pictures, `${nameOf(script)}-end.png`) })
    const { page } = interviewer
    await page.getByRole('button', { name: 'End the round' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
    await page.getByRole('heading', { name: 'Debrief' }).first().waitFor()
    for (const { watch } of [interviewer, candidate])
      for (const fault of watch.faults) process.stdout.write(`${nameOf(script)}: ${fault}\n`)
    if (!isRehearsal) await saveRun(script, server, interviewer)
    return faults
  } finally {
    await Promise.all([interviewer.context.close(), candidate.context.close()])
  }
}

async function readScripts(names: readonly string[]): Promise<readonly RunScript[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  const unknown = names.filter((name) => !files.includes(`${name.replace(/\.ts$/, '')}.ts`))
  if (unknown.length > 0)
    throw new Error(`no script ${unknown.join(', ')} in test/runs/scripts; there are ${files.join(', ')}`)
  const chosen = names.length === 0 ? files : names.map((name) => `${name.replace(/\.ts$/, '')}.ts`)
  return Promise.all(chosen.map(async (file) => ((await import(join(folder, file))) as { run: RunScript }).run))
}

async function main(args: readonly string[]): Promise<number> {
  const isRehearsal = args.includes('--rehearse')
  const scripts = await readScripts(args.filter((one) => !one.startsWith('--')))
  const faults = scripts.flatMap((script) => {
    const interviewCase = bank.cases.get(script.caseId)
    if (interviewCase === undefined) return [`${nameOf(script)}: there is no such case`]
    const { framework, guide } = prepareCase(interviewCase, 20)
    return faultsOfScript(script, framework, guide).map((fault) => `${nameOf(script)} ${fault}`)
  })
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  for (const script of scripts)
    for (const { at, late } of lateStepsOf(script))
      process.stdout.write(`${nameOf(script)} ${at}: about ${late} s late\n`)
  if (faults.length > 0 || args.includes('--check')) {
    process.stdout.write(`${scripts.length} scripts, ${faults.length} faults\n`)
    return faults.length === 0 ? 0 : 1
  }
  const data = mkdtempSync(join(tmpdir(), 'greenroom-run-'))
  const server = await startServer(data)
  const browser = await launchChromium()
  try {
    const failed = await Promise.all(scripts.map((script) => play(script, server, browser, isRehearsal)))
    const count = failed.reduce((sum, one) => sum + one, 0)
    process.stdout.write(`${scripts.length} runs, ${count} steps that could not be done\n`)
    return count === 0 ? 0 : 1
  } finally {
    await browser.close()
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

process.exitCode = await main(process.argv.slice(2))

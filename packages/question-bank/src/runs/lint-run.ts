import { frameworkSchema, isBoardUpdate, readBoard } from '@greenroom/board'
import { categoryOf } from '@greenroom/frameworks'
import { collectRecording } from '@greenroom/recording'
import { audienceOf, boardOf, foldAll, type Round } from '@greenroom/session'
import * as Y from 'yjs'
import type { LintMessage, Severity } from '../linter/lint-message.ts'
import { schemaSentence } from '../linter/schema-sentence.ts'
import { shinglesOf } from '../linter/words.ts'
import { agendaOf, guideOf } from '../prepare-case.ts'
import type { Case } from '../schema/case.ts'
import type { Cut } from '../vocabulary.ts'
import { mostRunBytes, type RunAbout, runAboutSchema, runIdOf, runMinutes } from './reference-run.ts'

/** A run as its two files say it. */
export type RunUnderLint = {
  readonly path: string
  readonly about: string
  /** `null`: there is no recording beside it. */
  readonly recording: Uint8Array | null
}

/** What the linter looks at in a run, each with what it guarantees. */
export const runRules = [
  {
    id: 'run-about',
    guarantees: 'The description of a reference run can be read: case, version, level, title, who made it and when.',
  },
  {
    id: 'run-name',
    guarantees: 'Its files are named after its case and level, and are in the folder of the case’s category.',
  },
  {
    id: 'run-case',
    guarantees:
      'Its case is in the bank and has not changed so much that the run is of a different case. The effect of a smaller change is checked part by part.',
  },
  { id: 'run-size', guarantees: `Its recording has at most ${mostRunBytes / 1024} KiB.` },
  {
    id: 'run-recording',
    guarantees: 'Its recording is undamaged, folds, and is one finished round of that case with a filled board.',
  },
  { id: 'run-framework', guarantees: 'It was played on the board of the case’s category as it is today.' },
  {
    id: 'run-given',
    guarantees: 'The prompt, facts, hints and curveballs that were given in it are those of the case as it is today.',
  },
  {
    id: 'run-phases',
    guarantees: 'It went through the phases of the case in their order, with the minutes of its cut.',
  },
  {
    id: 'run-length',
    guarantees: 'It took about as long as its slot: at least four fifths of it, and at most a quarter more.',
  },
  {
    id: 'run-audience',
    guarantees:
      'It is what everybody in the room saw: nothing from the desk, and no sentence of the guide that was not given.',
  },
] as const
type RunRule = (typeof runRules)[number]['id']

/** This many words in a row are not an accident, even from a candidate who comes to the same conclusion as the guide. */
const runLength = 10

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** What of a guide nobody outside the desk may read, unless it was given in the round. */
function withheldOf(guide: ReturnType<typeof guideOf>, round: Round): readonly (readonly [string, string])[] {
  const given = {
    facts: new Set(round.facts.map(({ fact }) => fact)),
    hints: new Set(round.hints.map(({ hint }) => hint)),
    curveballs: new Set(round.curveballs.map(({ curveball }) => curveball)),
  }
  return [
    ['the insight', guide.insight],
    ['what the case tests', guide.tests],
    ['the truth', guide.brief.truth],
    ['the trap', guide.brief.trap],
    ['the tension', guide.brief.tension],
    ...guide.facts.filter(({ id }) => !given.facts.has(id)).map(({ id, text }) => [`the fact ${id}`, text] as const),
    ...guide.facts.map(({ id, deskNote }) => [`the desk’s note on ${id}`, deskNote ?? ''] as const),
    ...guide.hints.filter(({ id }) => !given.hints.has(id)).map(({ id, text }) => [`the hint ${id}`, text] as const),
    ...guide.probes.map(({ id, strong }) => [`the reply to ${id}`, strong] as const),
    ...guide.curveballs
      .filter(({ id }) => !given.curveballs.has(id))
      .map(({ id, text }) => [`the curveball ${id}`, text] as const),
    ...guide.curveballs.map(({ id, listenFor }) => [`what to listen for at ${id}`, listenFor] as const),
  ]
}

/** Every text of a value, however deep. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

/** Everything that is wrong with a reference run; empty when nothing is. `caseOf`: the cases of the bank, by id. */
export async function lintRun(
  { path, about, recording }: RunUnderLint,
  caseOf: (id: string) => Case | undefined,
): Promise<LintMessage[]> {
  const messages: LintMessage[] = []
  const tell = (rule: RunRule, message: string, severity: Severity = 'fault'): void => {
    messages.push({ path, line: 1, column: 1, at: [], rule, severity, message })
  }
  const run = readAbout(about, (message) => tell('run-about', message))
  if (run === null) return messages
  const found = caseOf(run.caseId)
  if (found === undefined) {
    tell('run-case', `there is no case ${run.caseId} in the bank`)
    return messages
  }
  const wanted = `${found.public.category}/runs/${runIdOf(run)}.json`
  if (!path.endsWith(wanted)) tell('run-name', `belongs at ${wanted}`)
  const [major] = found.version.split('.')
  if (run.caseVersion.split('.')[0] !== major)
    tell('run-case', `was played on version ${run.caseVersion}, and the case has ${found.version}: play it again`)
  if (recording === null) {
    tell('run-recording', `there is no ${runIdOf(run)}.greenroom beside it`)
    return messages
  }
  if (recording.length > mostRunBytes)
    tell('run-size', `has ${Math.ceil(recording.length / 1024)} KiB; a run has at most ${mostRunBytes / 1024}`)
  await lintRecording(run, found, recording, tell)
  return messages
}

function readAbout(text: string, tell: (message: string) => void): RunAbout | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    tell('is not JSON')
    return null
  }
  const parsed = runAboutSchema.safeParse(json, { error: schemaSentence })
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) tell(`${path.join('.') || 'the file'}: ${message}`)
  return null
}

async function lintRecording(
  run: RunAbout,
  interviewCase: Case,
  bytes: Uint8Array,
  tell: (rule: RunRule, message: string, severity?: Severity) => void,
): Promise<void> {
  const { header, recording, end } = await collectRecording(once(bytes), { mostInflated: mostRunBytes * 40 })
  if (header === null || !end.ok) {
    tell('run-recording', `is damaged: ${end.ok ? 'no header' : end.damage.kind}`)
    return
  }
  if (end.damaged) tell('run-recording', 'was made of a session that was damaged')
  const { view } = header
  if (view.kind !== 'shared' || view.audience !== 'candidate' || view.words)
    tell('run-audience', 'is not the candidate’s view without notes: take the recording of a share link that is')
  for (const kind of new Set(recording.entries.map((entry) => entry.kind)))
    if (!['everyone', 'names'].includes(audienceOf(kind).replayLink))
      tell('run-audience', `has ${kind}, which not everybody sees`)
  let rounds: readonly Round[]
  try {
    ;({ rounds } = foldAll(recording.entries))
  } catch (error) {
    tell('run-recording', `does not fold: ${error instanceof Error ? error.message : String(error)}`)
    return
  }
  const [round] = rounds
  if (round === undefined || rounds.length > 1) {
    tell('run-recording', `has ${rounds.length} rounds, and should have one`)
    return
  }
  if (round.case?.caseId !== run.caseId || round.case.version !== run.caseVersion)
    tell('run-recording', `is of ${round.case?.caseId ?? 'no case'} ${round.case?.version ?? ''}`)
  if (round.startedAt === null || round.endedAt === null) {
    tell('run-recording', 'is of a round that has not ended')
    return
  }
  checkFramework(interviewCase, round, tell)
  checkGiven(interviewCase, round, (message) => tell('run-given', message, 'warning'))
  const { cut } = foldAll(recording.entries)
  checkPhases(interviewCase, round, cut, tell)
  checkLength(interviewCase, round.endedAt - round.startedAt, cut, tell)
  const texts = [...textsOf(recording.entries.map(({ data }) => data)), ...boardTexts(round, recording.edits, tell)]
  const seen = new Set(texts.flatMap((text) => [...shinglesOf(text, runLength)]))
  // A guide says in several places what it gives in one.
  const open = new Set(
    [...round.facts, ...round.hints, ...round.curveballs].flatMap(({ text }) => [...shinglesOf(text, runLength)]),
  )
  for (const [name, text] of withheldOf(guideOf(interviewCase, 45), round)) {
    const shared = [...shinglesOf(text, runLength)].find((shingle) => seen.has(shingle) && !open.has(shingle))
    if (shared !== undefined) tell('run-audience', `repeats ${name}, which was not given: “${shared}”`)
  }
}

/** A fact is given with its table below its text. */
const isGiven = (given: string, text: string): boolean => given === text || given.startsWith(`${text}\n\n|`)

/** A case that was read again says some things in other words: people who compare their run with this one read the older ones. */
function checkGiven(interviewCase: Case, round: Round, tell: (message: string) => void): void {
  const { facts, hints, curveballs } = interviewCase.guide
  const today = new Map<string, string>([
    ...facts.map(({ id, text }) => [`the fact ${id}`, text] as const),
    ...hints.map(({ id, text }) => [`the hint ${id}`, text] as const),
    ...curveballs.map(({ id, text }) => [`the curveball ${id}`, text] as const),
    ['the prompt', interviewCase.public.prompt],
  ])
  const given = [
    ...round.facts.map(({ fact, text }) => [`the fact ${fact}`, text] as const),
    ...round.hints.map(({ hint, text }) => [`the hint ${hint}`, text] as const),
    ...round.curveballs.map(({ curveball, text }) => [`the curveball ${curveball}`, text] as const),
    ['the prompt', round.case?.prompt ?? ''] as const,
  ]
  for (const [name, text] of given) {
    const now = today.get(name)
    if (now === undefined) tell(`was given ${name}, which the case no longer has`)
    else if (!isGiven(text, now)) tell(`was given ${name} in other words than the case has today`)
  }
}

function checkFramework(interviewCase: Case, round: Round, tell: (rule: RunRule, message: string) => void): void {
  const today = categoryOf(interviewCase.public.category)?.framework
  const played = frameworkSchema.safeParse(round.framework)
  if (today === undefined || !played.success) {
    tell('run-framework', 'has a board that cannot be read')
    return
  }
  const { id, version, sections } = played.data
  if (id !== today.id || version !== today.version) {
    tell('run-framework', `was played on ${id} ${version}; the category has ${today.id} ${today.version}`)
    return
  }
  const names = (list: readonly { readonly id: string }[]): string => list.map((one) => one.id).join(', ')
  if (names(sections) !== names(today.sections))
    tell('run-framework', `has the sections ${names(sections)}; the category has ${names(today.sections)}`)
}

function checkPhases(
  interviewCase: Case,
  round: Round,
  cut: Cut,
  tell: (rule: RunRule, message: string) => void,
): void {
  const category = categoryOf(interviewCase.public.category)
  const planned = category === null ? [] : agendaOf(interviewCase, cut, category)
  const words = (agenda: readonly { readonly id: string; readonly minutes: number }[]): string =>
    agenda.map(({ id, minutes }) => `${id} ${minutes}`).join(', ')
  const agenda = round.agenda ?? []
  if (words(agenda) !== words(planned))
    tell('run-phases', `has the phases ${words(agenda)}; the case has ${words(planned)}`)
  const went = round.phaseStarts.map(({ phase }) => phase)
  if (went.join() !== agenda.map((_, phase) => phase).join())
    tell(
      'run-phases',
      `went through the phases ${went.map((phase) => phase + 1).join(', ')}: each once and in order is what people compare with`,
    )
}

/** Somebody who compares their own twenty minutes with a run of seven learns the wrong thing from it. `took`: in milliseconds. */
function checkLength(
  interviewCase: Case,
  took: number,
  cut: Cut,
  tell: (rule: RunRule, message: string) => void,
): void {
  const slot = interviewCase.public.phases.reduce((sum, { minutes }) => sum + (minutes[cut] ?? 0), 0)
  const { least, most } = runMinutes(slot)
  const minutes = took / 60_000
  if (minutes < least || minutes > most)
    tell('run-length', `took ${Math.round(minutes)} minutes of a slot of ${slot}: a run takes ${least} to ${most}`)
}

/** The words on the board at its end; whatever keeps it from being read is told. */
function boardTexts(
  round: Round,
  edits: readonly { readonly document: string; readonly update: Uint8Array }[],
  tell: (rule: RunRule, message: string) => void,
): readonly string[] {
  const own = edits.filter(({ document }) => document === boardOf(round.id))
  if (own.length !== edits.length) tell('run-audience', 'has edits of a document that is not the round’s board')
  if (own.some(({ update }) => !isBoardUpdate(update))) {
    tell('run-recording', 'has an edit that no board takes')
    return []
  }
  const doc = new Y.Doc()
  for (const { update } of own) Y.applyUpdate(doc, update)
  const items = [...readBoard(doc).items.values()].filter(({ text }) => text.trim() !== '')
  doc.destroy()
  if (items.length < 12) tell('run-recording', `ends with ${items.length} cards: too few to learn from`)
  return items.flatMap(({ text, fields }) => [text, ...Object.values(fields)])
}

import type { Framework, ItemKind } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { runMinutes } from '@greenroom/question-bank/guides'

/** What two people do in a reference run, by the second: `play-run.ts` plays it in real browsers. */
export type RunScript = {
  readonly caseId: string
  readonly level: 'strong' | 'at-the-bar'
  /** What the run shows, in one line: it stands in the list of a case's runs. */
  readonly title: string
  /** Who wrote the script: the run is signed with that name. */
  readonly madeBy: string
  /** Minutes and seconds since the start of the round, `m:ss`: when the interviewer ends it. */
  readonly ends: string
  readonly candidate: readonly CandidateStep[]
  readonly interviewer: readonly InterviewerStep[]
}

/** `m:ss` since the start of the round. A step that comes late is done at once. */
type At = { readonly at: string }

/** Fields by their id; a choice has the id of what is chosen. */
export type Fields = Readonly<Record<string, string>>
/** The kind of link, and the name of the card that it leads to. */
export type Links = readonly (readonly [kind: string, to: string])[]

export type CandidateStep = At &
  (
    | {
        /** A kind of card; it is written in the section of that kind. */
        readonly add: string
        readonly text: string
        /** By which later steps call the card. */
        readonly as?: string
        /** The card that it stands under. */
        readonly under?: string
        readonly fields?: Fields
        readonly links?: Links
      }
    /** The pinned line, called `goal`. */
    | { readonly pin: string; readonly fields?: Fields }
    /** More of a card that stands already. */
    | { readonly card: string; readonly fields?: Fields; readonly links?: Links }
    /** Other words in a card. */
    | { readonly reword: string; readonly text: string }
    /** Keys pressed on a card: `Alt+ArrowUp` moves it up. */
    | { readonly press: readonly string[]; readonly card: string }
    /** A fact that was given is put on the board as a card, called `fact:` and its id. */
    | { readonly place: string }
  )

export type InterviewerStep = At &
  (
    | { readonly next: true }
    | { readonly give: string }
    | { readonly hint: string }
    | { readonly curveball: string }
    | { readonly probe: string }
  )

/** Milliseconds of `m:ss`. Throws on anything else. */
export function timeOf(at: string): number {
  const [, minutes, seconds] = /^(\d{1,2}):([0-5]\d)$/.exec(at) ?? []
  if (minutes === undefined || seconds === undefined) throw new Error(`${at} is no time: write m:ss`)
  return (Number(minutes) * 60 + Number(seconds)) * 1000
}

/** What cannot be played of a script, one line each: names, kinds, fields and parts that are not there, and times that fall. */
export function faultsOfScript(script: RunScript, framework: Framework, guide: Guide): readonly string[] {
  const faults: string[] = []
  const names = new Map<string, ItemKind>()
  const kindOf = (id: string): ItemKind | undefined => framework.kinds.find((kind) => kind.id === id)
  const checkParts = (at: string, kind: ItemKind, fields: Fields = {}, links: Links = []): void => {
    for (const [id, value] of Object.entries(fields)) {
      const field = kind.fields.find((one) => one.id === id)
      if (field === undefined) faults.push(`${at}: a ${kind.id} has no field ${id}`)
      else if (field.type === 'choice' && !field.choices.some((choice) => choice.value === value))
        faults.push(`${at}: ${id} has no choice ${value}`)
    }
    for (const [id, to] of links) {
      const link = kind.links.find((one) => one.id === id)
      const target = names.get(to)
      if (link === undefined) faults.push(`${at}: a ${kind.id} has no link ${id}`)
      else if (target === undefined) faults.push(`${at}: there is no card ${to} yet`)
      else if (!link.to.includes(target.id)) faults.push(`${at}: ${id} does not lead to a ${target.id}`)
    }
  }
  let before = 0
  for (const step of script.candidate) {
    if (timeOf(step.at) < before) faults.push(`${step.at}: comes after a later step`)
    before = timeOf(step.at)
    if ('add' in step) {
      const kind = kindOf(step.add)
      if (kind === undefined) {
        faults.push(`${step.at}: there is no kind ${step.add}`)
        continue
      }
      if (step.under !== undefined && !names.has(step.under))
        faults.push(`${step.at}: there is no card ${step.under} yet`)
      checkParts(step.at, kind, step.fields, step.links)
      if (step.as !== undefined) names.set(step.as, kind)
    } else if ('pin' in step) {
      const kind = kindOf('goal')
      if (kind === undefined) continue
      names.set('goal', kind)
      checkParts(step.at, kind, step.fields)
    } else if ('place' in step) {
      const kind = kindOf('fact')
      if (kind) names.set(`fact:${step.place}`, kind)
      const given = script.interviewer.find((one) => 'give' in one && one.give === step.place)
      if (given === undefined || timeOf(given.at) >= timeOf(step.at))
        faults.push(`${step.at}: the fact ${step.place} has not been given by then`)
    } else {
      const name = 'reword' in step ? step.reword : step.card
      const kind = names.get(name)
      if (kind === undefined) faults.push(`${step.at}: there is no card ${name} yet`)
      else if ('fields' in step || 'links' in step) checkParts(step.at, kind, step.fields, step.links)
    }
  }
  before = 0
  const holds = (parts: readonly { readonly id: string }[], id: string): boolean => parts.some((part) => part.id === id)
  for (const step of script.interviewer) {
    if (timeOf(step.at) < before) faults.push(`${step.at}: comes after a later step`)
    before = timeOf(step.at)
    if ('give' in step && !holds(guide.facts, step.give)) faults.push(`${step.at}: there is no fact ${step.give}`)
    if ('hint' in step && !holds(guide.hints, step.hint)) faults.push(`${step.at}: there is no hint ${step.hint}`)
    if ('probe' in step && !holds(guide.probes, step.probe)) faults.push(`${step.at}: there is no probe ${step.probe}`)
    if ('curveball' in step && !holds(guide.curveballs, step.curveball))
      faults.push(`${step.at}: there is no curveball ${step.curveball}`)
  }
  if (timeOf(script.ends) < before) faults.push(`${script.ends}: the round ends before its last step`)
  const { least, most } = runMinutes(20)
  if (timeOf(script.ends) < least * 60_000 || timeOf(script.ends) > most * 60_000)
    faults.push(`${script.ends}: a run of a slot of 20 minutes takes ${least} to ${most}`)
  return faults
}

/** About how many seconds a step of the candidate's takes: letters, fields and links. */
function secondsOf(step: CandidateStep): number {
  const letters = (words: string): number => 1.5 + words.length * 0.18
  const fields = 'fields' in step && step.fields ? Object.values(step.fields) : []
  const links = 'links' in step && step.links ? step.links.length : 0
  const words = 'text' in step ? step.text : 'pin' in step ? step.pin : ''
  const rest = fields.reduce((sum, value) => sum + 1.2 + Math.min(value.length * 0.18, 20), fields.length > 0 ? 1.5 : 0)
  return (words === '' ? 1 : letters(words)) + rest + links * 4
}

/** Steps that cannot be begun in time, because those before them take longer: how many seconds late each comes. */
export function lateStepsOf(script: RunScript): readonly { readonly at: string; readonly late: number }[] {
  let now = 0
  return script.candidate.flatMap((step) => {
    const planned = timeOf(step.at) / 1000
    const late = Math.max(0, now - planned)
    now = Math.max(now, planned) + secondsOf(step)
    return late > 4 ? [{ at: step.at, late: Math.round(late) }] : []
  })
}

import type { Framework } from '@greenroom/board'
import { type Category, categoryOf } from '@greenroom/frameworks'
import type { Case } from './schema/case.ts'
import type { Fact } from './schema/facts.ts'
import type { Guide } from './schema/guide.ts'
import type { AgendaPhase, PublicPart } from './schema/public-part.ts'
import type { Cut } from './vocabulary.ts'
import { writtenGuide } from './written-guide.ts'

/** A case made ready for a round, in the shape that a session's log takes. */
export type PreparedCase = {
  public: Pick<
    PublicPart,
    | 'caseId'
    | 'version'
    | 'title'
    | 'prompt'
    | 'category'
    | 'difficulty'
    | 'industry'
    | 'company'
    | 'skills'
    | 'topics'
    | 'notice'
  > & { personal?: true }
  guide: Guide
  framework: Framework
  agenda: AgendaPhase[]
}

/** The phases of a cut. Sections that the case leaves away are those of the category's phase of the same id. */
export function agendaOf(interviewCase: Case, cut: Cut, category: Category): AgendaPhase[] {
  const usual = new Map(category.agendas[cut].map((phase) => [phase.id, phase.sections]))
  return interviewCase.public.phases.flatMap((phase) => {
    const minutes = phase.minutes[cut]
    if (minutes === undefined) return []
    return [{ id: phase.id, name: phase.name, minutes, sections: [...(phase.sections ?? usual.get(phase.id) ?? [])] }]
  })
}

/** Throws when the category has no framework: the linter refuses such a case. */
function categoryOfCase(interviewCase: Case): Category {
  const category = categoryOf(interviewCase.public.category)
  if (category === null) throw new Error(`no framework for the category ${interviewCase.public.category}`)
  return category
}

/** What may reach a candidate's browser, and nothing else. */
export function publicPartOf(interviewCase: Case): PublicPart {
  const category = categoryOfCase(interviewCase)
  const { id, version, locale, licence, author, reviewer, status, lastChecked } = interviewCase
  const { phases: _, readAloud: __, ...fields } = interviewCase.public
  return {
    caseId: id,
    version,
    locale,
    licence,
    author,
    reviewer,
    status,
    lastChecked,
    ...fields,
    agendas: { 45: agendaOf(interviewCase, 45, category), 20: agendaOf(interviewCase, 20, category) },
  }
}

/**
 * A released fact travels as one text, so its table is written into it in Markdown's form: a blank line, then lines of
 * cells between bars.
 */
function factAsText({ table, ...fact }: Fact): Fact {
  if (table === undefined) return fact
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`
  const lines = [line(table.columns), line(table.columns.map(() => '---')), ...table.rows.map(line)]
  return { ...fact, text: `${fact.text}\n\n${lines.join('\n')}` }
}

/**
 * Guides say "by minute 24" of the 45-minute cut. In another cut that moment lies at the same share of the same phase; of a phase
 * that the cut leaves out, at the start of the next one.
 */
function minutesIn(interviewCase: Case, cut: Cut): (text: string) => string {
  const inCut = (minute: number): number => {
    let before = 0
    let start = 0
    for (const { minutes } of interviewCase.public.phases) {
      const long = minutes[45] ?? 0
      const own = minutes[cut] ?? 0
      if (minute <= before + long) return start + (long === 0 ? 0 : ((minute - before) / long) * own)
      before += long
      start += own
    }
    return start
  }
  if (cut === 45) return (text) => text
  return (text) =>
    text.replaceAll(/\b(minutes?) (\d+)\b/gi, (_, word: string, minute: string) => {
      return `${word} ${Math.max(1, Math.round(inCut(Number(minute))))}`
    })
}

/** The guide for a cut: what it leaves out is gone, and parts of a phase that is not in it move to the next one that is. */
export function guideOf(interviewCase: Case, cut: Cut): Guide {
  const guide = writtenGuide({ readAloud: interviewCase.public.readAloud, ...interviewCase.guide })
  const order = interviewCase.public.phases.map((phase) => phase.id)
  const kept = interviewCase.public.phases.filter((phase) => phase.minutes[cut] !== undefined).map((phase) => phase.id)
  const phaseIn = (id: string): string => {
    const from = order.indexOf(id)
    return order.slice(Math.max(from, 0)).find((phase) => kept.includes(phase)) ?? kept.at(-1) ?? id
  }
  const stays = (part: { longOnly?: boolean }) => cut === 45 || part.longOnly !== true
  const moved = <Part extends { phase: string }>(part: Part): Part => ({ ...part, phase: phaseIn(part.phase) })
  const curveballs = guide.curveballs.filter(stays).map(moved)
  const timed = minutesIn(interviewCase, cut)
  return {
    ...guide,
    brief: { ...guide.brief, goodRun: timed(guide.brief.goodRun) },
    phases: guide.phases
      .filter((phase) => kept.includes(phase.id))
      .map((phase) => ({
        ...phase,
        goal: timed(phase.goal),
        moveOnWhen: timed(phase.moveOnWhen),
        ifStuck: timed(phase.ifStuck),
      })),
    clarifying: guide.clarifying.filter(stays).map(moved),
    facts: guide.facts.map(factAsText).flatMap((fact) => {
      const { release } = fact
      if (release.on === 'curveball' && !curveballs.some((curveball) => curveball.id === release.curveball)) return []
      if (release.on === 'phase') return [{ ...moved(fact), release: { ...release, phase: phaseIn(release.phase) } }]
      if (release.on === 'request' && release.notBefore !== undefined)
        return [{ ...moved(fact), release: { ...release, notBefore: phaseIn(release.notBefore) } }]
      return [moved(fact)]
    }),
    hints: guide.hints.map(moved),
    probes: guide.probes.filter(stays).map(moved),
    curveballs,
    mistakes: guide.mistakes.map(moved),
    samples: guide.samples.map(moved),
  }
}

/** A case as a round holds it, with the agenda and the guide of this cut: `public` for everybody, the guide for the desk alone. */
export function prepareCase(interviewCase: Case, cut: Cut): PreparedCase {
  const category = categoryOfCase(interviewCase)
  const { id: caseId, version } = interviewCase
  const { title, prompt, difficulty, industry, company, skills, topics, notice } = interviewCase.public
  return {
    public: {
      caseId,
      version,
      title,
      prompt,
      category: category.id,
      difficulty,
      industry,
      company,
      skills,
      topics,
      notice,
      // What is told in such a round stays in the session.
      ...(category.demands.personal && { personal: true }),
    },
    guide: guideOf(interviewCase, cut),
    framework: category.framework,
    agenda: agendaOf(interviewCase, cut, category),
  }
}

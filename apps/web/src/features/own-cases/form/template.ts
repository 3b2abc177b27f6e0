import type { Category } from '@greenroom/frameworks'
import { toPlaceholder } from '@greenroom/question-bank/authoring'
import type { Draft } from '../../own-case-list/draft.ts'
import { contextOf, type Field, type FormContext, type ListField } from './fields.ts'
import { clarifyingList, curveballList, factList, hintList, probeList } from './lists-handed-out.ts'
import { drillList, mistakeList, rubricList, sampleList } from './lists-judging.ts'
import { parts } from './parts.ts'

/** The requests of the fields that are simply written, by key. */
const asked = (fields: readonly Field[]): Record<string, unknown> => {
  const value: Record<string, unknown> = {}
  for (const field of fields) {
    if (field.kind === 'group' && field.key !== 'guide') {
      const below = asked(field.fields)
      // A group that consists only of choices asks for nothing: it may be left out.
      if (Object.keys(below).length > 0) value[field.key] = below
    }
    if ((field.kind === 'line' || field.kind === 'text') && field.optional !== true)
      value[field.key] = toPlaceholder(field.ask)
  }
  return value
}

const fieldsOf = (id: string): readonly Field[] => {
  const fields = parts.find((part) => part.id === id)?.fields
  return Array.isArray(fields) ? fields : []
}

/** Blank parts of a list, one for each change; later ones see the earlier ones. */
const blanks = (
  list: ListField,
  context: FormContext,
  changes: readonly Readonly<Record<string, unknown>>[],
): readonly unknown[] => {
  const items: unknown[] = []
  for (const change of changes) {
    const blank = list.blank(context, items)
    items.push(typeof blank === 'object' ? { ...blank, ...change } : blank)
  }
  return items
}

const usualSkills: Readonly<Record<string, readonly string[]>> = {
  'success-metrics': ['goal setting', 'metric definition', 'guardrails'],
  'product-design': ['segmentation', 'pain ranking', 'ideation'],
  'product-improvement': ['journey mapping', 'pain ranking', 'prioritisation'],
  'root-cause': ['problem pinning', 'data narrowing', 'issue trees'],
  'trade-off': ['decision rules', 'guardrails', 'stakeholder conflict'],
  goals: ['goal setting', 'target setting', 'prioritisation'],
  'ai-product-sense': ['AI evaluation', 'human oversight', 'risk and trust'],
  strategy: ['strategy', 'market sizing', 'unit economics'],
  behavioural: ['storytelling', 'self-awareness', 'influence'],
  estimation: ['estimation', 'sanity checks', 'clarifying'],
  'experiment-design': ['experiment design', 'statistical power', 'guardrails'],
}

/**
 * A case of this category that can be run as it is, once it has a title and a prompt: phases, rubric and weights are the category's,
 * everything else asks in brackets for what belongs there.
 * @param today as in `2026-01-31`.
 */
export function createTemplate(category: Category, author: string, today: string): Draft {
  const { demands } = category
  const longAgenda = category.agendas[45]
  const shortMinutes = new Map(category.agendas[20].map((phase) => [phase.id, phase.minutes]))
  const phases = longAgenda.map(({ id, name, minutes }) => {
    const short = shortMinutes.get(id)
    return { id, name, minutes: { 45: minutes, ...(short !== undefined && { 20: short }) } }
  })
  const at = (share: number): string =>
    longAgenda[Math.min(longAgenda.length - 1, Math.floor(share * longAgenda.length))]?.id ?? ''
  const start = { public: { category: category.id, phases } }
  const emptyRubric = contextOf(start)
  const rubric = category.weights.map(({ id, title, weight }) =>
    id === 'communication'
      ? { id, title, weight }
      : { ...(rubricList.blank(emptyRubric, []) as object), id, title, weight },
  )
  const withRubric = contextOf({ ...start, guide: { rubric } })
  const sections = category.framework.sections
  const goal = category.weights[0]?.id ?? ''
  const items = [
    ...category.framework.seeds.map(({ item, section, kind }) => ({
      id: item,
      section,
      kind,
      text: toPlaceholder('What this product is for, in one line.'),
      mark: 'core',
      dimension: goal,
    })),
    ...sections
      .filter((section) => !category.framework.seeds.some((seed) => seed.section === section.id))
      .map((section, index) => ({
        id: `item-${index + 1}`,
        section: section.id,
        kind: section.kinds[0] ?? '',
        text: toPlaceholder(section.purpose.slice(0, 120)),
        mark: 'core',
        dimension: category.weights[Math.min(index, category.weights.length - 1)]?.id ?? goal,
      })),
  ]
  const context = contextOf({ ...start, guide: { rubric, referenceBoard: { items } } })
  const ladder = (phase: string) => [{ phase }, { phase }, { phase }]
  const promptFields = asked(fieldsOf('prompt'))
  return {
    id: 'my-case',
    version: '1.0.0',
    locale: 'en',
    licence: 'CC-BY-4.0',
    author: author === '' ? 'The author' : author,
    reviewer: 'Nobody yet',
    lastChecked: today,
    public: {
      ...promptFields,
      readAloud: 'Read it evenly, then wait.',
      category: category.id,
      difficulty: 'medium',
      industry: 'commerce',
      fictional: false,
      skills: usualSkills[category.id] ?? ['goal setting'],
      topics: [category.title.toLowerCase()],
      notice: demands.personal
        ? 'All numbers are invented for practice. What you tell of yourself is deleted with the session.'
        : 'All numbers are invented for practice.',
      phases,
    },
    guide: {
      ...asked(fieldsOf('brief')),
      ...(demands.context && {
        context: {
          ...asked(fieldsOf('context')),
          stakeholders: ['The person who uses it', 'The company', 'Someone who could lose by it'].map((who) => ({
            who: toPlaceholder(who),
            wants: toPlaceholder('to get it done'),
            risks: toPlaceholder('to lose time or trust'),
          })),
          userFlow: ['How it begins', 'What they do then', 'When the value is there'].map(toPlaceholder),
          lifecycle: { stage: 'growth', why: toPlaceholder('How you can tell.') },
        },
      }),
      phases: longAgenda.map(({ id, name }) => ({
        id,
        goal: toPlaceholder(`What has been achieved by the end of “${name}”.`),
        moveOnWhen: toPlaceholder('The sign that it is time to move on.'),
        ifStuck: toPlaceholder('One sentence to say when they are stuck.'),
      })),
      clarifying: blanks(clarifyingList, context, [{ phase: at(0) }, { phase: at(0) }, { phase: at(0.2) }]),
      facts:
        demands.facts === 0
          ? []
          : blanks(factList, context, [{ phase: at(0.3) }, { phase: at(0.5) }, { phase: at(0.5) }]),
      hints: blanks(hintList, context, ladder(at(0.55))),
      probes: blanks(probeList, context, [{ phase: at(0.3) }, { phase: at(0.6) }, { phase: at(0.7) }]),
      curveballs: demands.curveballs === 0 ? [] : blanks(curveballList, context, [{ phase: at(0.75) }]),
      rubric,
      mistakes: blanks(mistakeList, context, [{ phase: at(0) }, { phase: at(0.55) }]),
      ...(demands.referenceBoard && {
        referenceBoard: { note: toPlaceholder('Another top measure that would be fine.'), items },
      }),
      tradeOffs: [],
      implications: [],
      samples: blanks(sampleList, withRubric, [{ phase: at(0.55) }]),
      drills: blanks(drillList, withRubric, [{}]),
      sources: [],
    },
  }
}

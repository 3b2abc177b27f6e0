import { type BoardView, computeTrees, type Framework, type Item, type ItemId, readSampleSize } from '@greenroom/board'
import { term } from '../shared/kinds.ts'
import { hasNumber, hasTimeWord, isRate } from './metric-words.ts'

/**
 * What a rule of coverage finds: the cards that it is about, in reading order; none when something is missing from the board as a whole.
 */
export type Breach = { readonly items: readonly ItemId[] }

/** A question that a board leaves open, found only by what is on the board. An empty section breaks no rule. */
export type CoverageRule = {
  readonly id: string
  /** Kinds that the framework must have for the rule to mean anything, with the fields and links that the rule reads. */
  readonly needs: readonly {
    readonly kind: string
    readonly fields?: readonly string[]
    readonly links?: readonly string[]
  }[]
  readonly find: (view: BoardView) => readonly Breach[]
}

const isWritten = (item: Item): boolean => item.text.trim() !== ''
const isBlank = (item: Item, field: string): boolean => (item.fields[field] ?? '').trim() === ''

const written = (view: BoardView, kind: string): readonly Item[] =>
  [...view.items.values()].filter((item) => item.kind === kind && isWritten(item))

/** One finding for each card that the condition is true of. */
const each = (items: readonly Item[], broken: (item: Item) => boolean): readonly Breach[] =>
  items.filter(broken).map(({ id }) => ({ items: [id] }))

/** The ids that are targets of links of one kind from cards with text. */
function targetsOf(view: BoardView, link: string, from: string): ReadonlySet<ItemId> {
  const targets = new Set<ItemId>()
  for (const item of written(view, from)) for (const { kind, to } of item.links) if (kind === link) targets.add(to)
  return targets
}

const hasLink = (item: Item, ...kinds: readonly string[]): boolean =>
  item.links.some(({ kind }) => kinds.includes(kind))
const isRole = (item: Item, ...roles: readonly string[]): boolean => roles.includes(item.fields.metricKind ?? '')

export function findEmptyGoal(view: BoardView): readonly Breach[] {
  return [...view.items.values()].flatMap((item) =>
    item.kind === 'goal' && !isWritten(item) ? [{ items: [item.id] }] : [],
  )
}

/** There are metrics, and none of them is said to be the one that counts. */
export function findNoNorthStar(view: BoardView): readonly Breach[] {
  const metrics = written(view, 'metric')
  return metrics.length < 2 || metrics.some((metric) => isRole(metric, 'north-star')) ? [] : [{ items: [] }]
}

export function findTwoNorthStars(view: BoardView): readonly Breach[] {
  const stars = written(view, 'metric').filter((metric) => isRole(metric, 'north-star'))
  return stars.length < 2 ? [] : [{ items: stars.map(({ id }) => id) }]
}

export function findNoGuardrail(view: BoardView): readonly Breach[] {
  const metrics = written(view, 'metric')
  const protectedOnes = metrics.filter((metric) => !isRole(metric, 'guardrail', 'counter'))
  return protectedOnes.length === 0 || protectedOnes.length < metrics.length ? [] : [{ items: [] }]
}

/** A guardrail without the value at which one would act: neither in its field nor as a number in its text. */
export function findGuardrailWithoutLimit(view: BoardView): readonly Breach[] {
  return each(
    written(view, 'metric').filter((metric) => isRole(metric, 'guardrail')),
    (metric) => isBlank(metric, 'threshold') && !hasNumber(metric.text),
  )
}

/** What a number is a share of, or per what: in the field, or in the text ("share of", "per order", "%"). */
export function findMetricWithoutDenominator(view: BoardView): readonly Breach[] {
  return each(
    written(view, 'metric'),
    (metric) => isBlank(metric, 'denominator') && !isRate(metric.text) && !isRate(metric.fields.numerator ?? ''),
  )
}

/** Over which time: in the field, or in the text ("a week", "within 30 days", "monthly"). */
export function findMetricWithoutWindow(view: BoardView): readonly Breach[] {
  return each(
    written(view, 'metric'),
    (metric) =>
      isBlank(metric, 'window') &&
      !['numerator', 'denominator'].some((field) => hasTimeWord(metric.fields[field] ?? '')) &&
      !hasTimeWord(metric.text),
  )
}

/** If metrics are linked to stakeholders or steps at all, or the tree has some metrics: the people and steps that none of them measures. */
export function findStakeholderWithoutMetric(view: BoardView): readonly Breach[] {
  return untouched(view, 'stakeholder', 'valuedBy')
}

export function findStepWithoutMetric(view: BoardView): readonly Breach[] {
  return untouched(view, 'step', 'measuredAt')
}

function untouched(view: BoardView, kind: string, link: string): readonly Breach[] {
  if (written(view, 'metric').length === 0) return []
  const touched = targetsOf(view, link, 'metric')
  return each(written(view, kind), ({ id }) => !touched.has(id))
}

/**
 * Children that no arithmetic can combine into their parent: some say how they combine and some do not, sums and products are mixed, there
 * is nothing to subtract from or to divide, or a single one is said to be a part. Guardrails and counter-metrics are not part of the
 * arithmetic.
 */
export function findBrokenSum(view: BoardView): readonly Breach[] {
  return [...view.children].flatMap(([parent, ids]) => {
    const above = view.items.get(parent)
    if (above?.kind !== 'metric') return []
    const parts = ids
      .flatMap((id) => view.items.get(id) ?? [])
      .filter((item) => item.kind === 'metric' && isWritten(item) && !isRole(item, 'guardrail', 'counter'))
    return cannotMakeUp(parts.map((part) => part.fields.operator ?? ''))
      ? [{ items: [parent, ...parts.map(({ id }) => id)] }]
      : []
  })
}

function cannotMakeUp(operators: readonly string[]): boolean {
  const said = operators.filter((operator) => operator !== '')
  if (said.length === 0) return false
  if (said.length < operators.length || operators.length === 1) return true
  const sums = said.filter((operator) => operator === 'plus' || operator === 'minus').length
  if (sums > 0 && sums < said.length) return true
  return said.every((operator) => operator === 'minus') || said.every((operator) => operator === 'over')
}

export function findSolutionWithoutPain(view: BoardView): readonly Breach[] {
  return each(written(view, 'solution'), (solution) => !hasLink(solution, 'solves'))
}

/** A fix that no cause is named for (root cause). */
export function findFixWithoutCause(view: BoardView): readonly Breach[] {
  return each(written(view, 'solution'), (solution) => !hasLink(solution, 'removes'))
}

/** No fact supports or weakens it, and its own fields do not say what speaks for or against it. */
export function findHypothesisWithoutFact(view: BoardView): readonly Breach[] {
  const supported = targetsOf(view, 'supports', 'fact')
  const weakened = targetsOf(view, 'weakens', 'fact')
  return each(
    written(view, 'hypothesis'),
    (hypothesis) =>
      !supported.has(hypothesis.id) &&
      !weakened.has(hypothesis.id) &&
      isBlank(hypothesis, 'evidenceFor') &&
      isBlank(hypothesis, 'evidenceAgainst') &&
      // A cause that has causes below it is explained by them.
      !(view.children.get(hypothesis.id) ?? []).some((id) => view.items.get(id)?.kind === 'hypothesis'),
  )
}

export function findPainWithoutPerson(view: BoardView): readonly Breach[] {
  return each(written(view, 'pain'), (pain) => !hasLink(pain, 'feltBy'))
}

export function findRiskWithoutAnswer(view: BoardView): readonly Breach[] {
  return each(written(view, 'risk'), (risk) => isBlank(risk, 'answer') && isBlank(risk, 'trigger'))
}

/** One side of an option says what is gained or lost, and the other is empty. */
export function findOneSidedOption(view: BoardView): readonly Breach[] {
  return each(written(view, 'option'), (option) => isBlank(option, 'upside') !== isBlank(option, 'downside'))
}

export function findUnansweredQuestion(view: BoardView): readonly Breach[] {
  return each(written(view, 'question'), (question) => isBlank(question, 'answer'))
}

export function findAssumptionWithoutConsequence(view: BoardView): readonly Breach[] {
  return each(written(view, 'assumption'), (assumption) => isBlank(assumption, 'ifWrong'))
}

export function findRecommendationWithoutReason(view: BoardView): readonly Breach[] {
  return each(
    written(view, 'recommendation'),
    (recommendation) => isBlank(recommendation, 'why') && !hasLink(recommendation, 'restsOn'),
  )
}

export function findTargetWithoutBaseline(view: BoardView): readonly Breach[] {
  return each(written(view, 'target'), (target) => isBlank(target, 'baseline'))
}

export function findTargetWithoutReason(view: BoardView): readonly Breach[] {
  return each(written(view, 'target'), (target) => isBlank(target, 'why'))
}

export function findBetWithoutTarget(view: BoardView): readonly Breach[] {
  return each(written(view, 'bet'), (bet) => !hasLink(bet, 'raises'))
}

/** Neither its field nor its text says how much work it is. */
export function findBetWithoutEffort(view: BoardView): readonly Breach[] {
  return each(
    written(view, 'bet').filter(({ fields }) => fields.verdict !== 'refused'),
    (bet) => isBlank(bet, 'effort'),
  )
}

/** Three or more bets, and none below the line. */
export function findNothingRefused(view: BoardView): readonly Breach[] {
  const bets = written(view, 'bet')
  const isOut = ({ fields }: Item) => ['next', 'below', 'refused'].includes(fields.verdict ?? '')
  return bets.length < 3 || bets.some(isOut) ? [] : [{ items: [] }]
}

/** It says what the model does, and nothing that it must not do. */
export function findNothingForbidden(view: BoardView): readonly Breach[] {
  const behaviours = written(view, 'behaviour')
  return behaviours.length < 2 || behaviours.some(({ fields }) => fields.norm === 'must-not') ? [] : [{ items: [] }]
}

export function findFailureWithoutWayBack(view: BoardView): readonly Breach[] {
  return each(written(view, 'failure'), (failure) => isBlank(failure, 'wayBack'))
}

/** A failure that no evaluation looks for and no guard stops. */
export function findFailureUnwatched(view: BoardView): readonly Breach[] {
  const tested = targetsOf(view, 'tests', 'evaluation')
  const guarded = targetsOf(view, 'guards', 'guard')
  return each(written(view, 'failure'), ({ id }) => !tested.has(id) && !guarded.has(id))
}

/** Neither its field nor its text has the number from which on the model is good enough. */
export function findEvaluationWithoutThreshold(view: BoardView): readonly Breach[] {
  return each(
    written(view, 'evaluation'),
    (evaluation) => isBlank(evaluation, 'threshold') && !hasNumber(evaluation.text),
  )
}

/** A rung that nothing has to be shown for. */
export function findRungWithoutGate(view: BoardView): readonly Breach[] {
  return each(written(view, 'rung'), (rung) => isBlank(rung, 'gate') && !hasLink(rung, 'opensBy'))
}

export function findRivalWithoutReply(view: BoardView): readonly Breach[] {
  return each(written(view, 'rival'), (rival) => isBlank(rival, 'reply'))
}

/** Options are compared, and none is chosen. */
export function findNoChosenOption(view: BoardView): readonly Breach[] {
  const options = written(view, 'option')
  return options.length < 2 || options.some(({ fields }) => fields.verdict === 'chosen') ? [] : [{ items: [] }]
}

/** A bet whose reversal threshold is neither in its field nor in its text. */
export function findBetWithoutNumber(view: BoardView): readonly Breach[] {
  return each(written(view, 'hypothesis'), (bet) => !hasNumber(bet.fields.flipsAt ?? '') && !hasNumber(bet.text))
}

export function findBetWithoutTest(view: BoardView): readonly Breach[] {
  return each(written(view, 'hypothesis'), (bet) => isBlank(bet, 'test'))
}

export function findStepWithoutStop(view: BoardView): readonly Breach[] {
  return each(written(view, 'step'), (step) => isBlank(step, 'passedAt') && isBlank(step, 'stopAt'))
}

export function findSituationWithoutStakes(view: BoardView): readonly Breach[] {
  return each(written(view, 'situation'), (situation) => isBlank(situation, 'stakes'))
}

export function findPersonWithoutPosition(view: BoardView): readonly Breach[] {
  return each(written(view, 'person'), (person) => isBlank(person, 'position') && isBlank(person, 'wanted'))
}

/** What was chosen, without any alternative that could have been chosen instead. */
export function findChoiceWithoutAlternative(view: BoardView): readonly Breach[] {
  return each(written(view, 'choice'), (choice) => isBlank(choice, 'refused'))
}

export function findChoiceWithoutReason(view: BoardView): readonly Breach[] {
  return each(written(view, 'choice'), (choice) => isBlank(choice, 'why'))
}

/** Nobody can tell whether the speaker did it. */
export function findActionWithoutDoer(view: BoardView): readonly Breach[] {
  return each(written(view, 'action'), (action) => isBlank(action, 'doneBy'))
}

export function findNoOwnAction(view: BoardView): readonly Breach[] {
  const actions = written(view, 'action')
  return actions.length === 0 || actions.some(({ fields }) => fields.doneBy === 'i') ? [] : [{ items: [] }]
}

/** Neither its field nor its text says how much. */
export function findResultWithoutNumber(view: BoardView): readonly Breach[] {
  return each(written(view, 'result'), (result) => isBlank(result, 'number') && !hasNumber(result.text))
}

export function findResultWithoutAction(view: BoardView): readonly Breach[] {
  return each(written(view, 'result'), (result) => !hasLink(result, 'cameFrom'))
}

export function findLessonWithoutEvidence(view: BoardView): readonly Breach[] {
  return each(written(view, 'lesson'), (lesson) => isBlank(lesson, 'evidence'))
}

const rangeFields = ['low', 'mid', 'high'] as const

/** A term at the end of a branch that has no number. */
export function findTermWithoutNumber(view: BoardView): readonly Breach[] {
  return each(
    written(view, 'term'),
    (item) =>
      rangeFields.every((field) => isBlank(item, field)) &&
      !(view.children.get(item.id) ?? []).some((id) => view.items.get(id)?.kind === 'term'),
  )
}

/** The section in which a quantity is estimated a second way. */
const secondSection = 'secondWay'

export function findNoSecondWay(view: BoardView): readonly Breach[] {
  const terms = written(view, 'term')
  return terms.length === 0 || terms.some(({ section }) => section === secondSection) ? [] : [{ items: [] }]
}

/** Two ways that differ by more than this factor cannot both be roughly right. */
const farApart = 3

/** Trees are computed from the kinds of a framework; terms are the same in all of them. */
const termsAlone: Framework = { id: 'terms', version: 1, title: '', sections: [], kinds: [term], seeds: [] }

export function findWaysApart(view: BoardView): readonly Breach[] {
  const computed = computeTrees(view, termsAlone)
  const topOf = (second: boolean) =>
    [...view.roots]
      .filter(([section]) => (section === secondSection) === second)
      .flatMap(([, ids]) => ids)
      .flatMap((id) => {
        const result = computed.get(id)?.result
        return result?.ok && result.amount.mid > 0 ? [{ id, mid: result.amount.mid }] : []
      })[0]
  const [first, second] = [topOf(false), topOf(true)]
  if (first === undefined || second === undefined) return []
  return Math.max(first.mid / second.mid, second.mid / first.mid) > farApart ? [{ items: [first.id, second.id] }] : []
}

export function findAssumptionWithoutSource(view: BoardView): readonly Breach[] {
  return each(written(view, 'assumption'), (assumption) => isBlank(assumption, 'source'))
}

/** Several units of randomisation are listed, and none of them is chosen. */
export function findUnitNotChosen(view: BoardView): readonly Breach[] {
  const units = written(view, 'unit')
  return units.length === 0 || units.some(({ fields }) => fields.verdict === 'chosen')
    ? []
    : [{ items: units.map(({ id }) => id) }]
}

export function findInterferenceWithoutAnswer(view: BoardView): readonly Breach[] {
  return each(written(view, 'interference'), (interference) => isBlank(interference, 'answer'))
}

/** A power card from which no sample size can be worked out. */
export function findPowerUnfinished(view: BoardView): readonly Breach[] {
  return each(written(view, 'power'), (power) => readSampleSize(power)?.ok !== true)
}

/** In the order in which findings are listed: what everything else serves comes first. */
export const coverageRules = [
  { id: 'empty-goal', needs: [{ kind: 'goal' }], find: findEmptyGoal },
  { id: 'two-north-stars', needs: [{ kind: 'metric', fields: ['metricKind'] }], find: findTwoNorthStars },
  { id: 'no-north-star', needs: [{ kind: 'metric', fields: ['metricKind'] }], find: findNoNorthStar },
  { id: 'no-guardrail', needs: [{ kind: 'metric', fields: ['metricKind'] }], find: findNoGuardrail },
  {
    id: 'guardrail-without-limit',
    needs: [{ kind: 'metric', fields: ['metricKind', 'threshold'] }],
    find: findGuardrailWithoutLimit,
  },
  { id: 'broken-sum', needs: [{ kind: 'metric', fields: ['operator'] }], find: findBrokenSum },
  {
    id: 'metric-without-denominator',
    needs: [{ kind: 'metric', fields: ['denominator'] }],
    find: findMetricWithoutDenominator,
  },
  { id: 'metric-without-window', needs: [{ kind: 'metric', fields: ['window'] }], find: findMetricWithoutWindow },
  {
    id: 'stakeholder-without-metric',
    needs: [{ kind: 'stakeholder' }, { kind: 'metric', links: ['valuedBy'] }],
    find: findStakeholderWithoutMetric,
  },
  {
    id: 'step-without-metric',
    needs: [{ kind: 'step' }, { kind: 'metric', links: ['measuredAt'] }],
    find: findStepWithoutMetric,
  },
  {
    id: 'term-without-number',
    needs: [{ kind: 'term', fields: ['low', 'mid', 'high'] }],
    find: findTermWithoutNumber,
  },
  { id: 'no-second-way', needs: [{ kind: 'term' }], find: findNoSecondWay },
  { id: 'ways-apart', needs: [{ kind: 'term', fields: ['operator', 'mid'] }], find: findWaysApart },
  {
    id: 'assumption-without-source',
    needs: [{ kind: 'assumption', fields: ['source'] }],
    find: findAssumptionWithoutSource,
  },
  { id: 'unit-not-chosen', needs: [{ kind: 'unit', fields: ['verdict'] }], find: findUnitNotChosen },
  {
    id: 'interference-without-answer',
    needs: [{ kind: 'interference', fields: ['answer'] }],
    find: findInterferenceWithoutAnswer,
  },
  { id: 'power-unfinished', needs: [{ kind: 'power', fields: ['baseline', 'effect'] }], find: findPowerUnfinished },
  { id: 'pain-without-person', needs: [{ kind: 'pain', links: ['feltBy'] }], find: findPainWithoutPerson },
  { id: 'solution-without-pain', needs: [{ kind: 'solution', links: ['solves'] }], find: findSolutionWithoutPain },
  { id: 'fix-without-cause', needs: [{ kind: 'solution', links: ['removes'] }], find: findFixWithoutCause },
  {
    id: 'hypothesis-without-fact',
    needs: [{ kind: 'hypothesis' }, { kind: 'fact', links: ['supports', 'weakens'] }],
    find: findHypothesisWithoutFact,
  },
  { id: 'one-sided-option', needs: [{ kind: 'option', fields: ['upside', 'downside'] }], find: findOneSidedOption },
  { id: 'risk-without-answer', needs: [{ kind: 'risk', fields: ['answer', 'trigger'] }], find: findRiskWithoutAnswer },
  { id: 'unanswered-question', needs: [{ kind: 'question', fields: ['answer'] }], find: findUnansweredQuestion },
  {
    id: 'assumption-without-consequence',
    needs: [{ kind: 'assumption', fields: ['ifWrong'] }],
    find: findAssumptionWithoutConsequence,
  },
  {
    id: 'recommendation-without-reason',
    needs: [{ kind: 'recommendation', fields: ['why'], links: ['restsOn'] }],
    find: findRecommendationWithoutReason,
  },
  { id: 'target-without-baseline', needs: [{ kind: 'target', fields: ['baseline'] }], find: findTargetWithoutBaseline },
  { id: 'target-without-reason', needs: [{ kind: 'target', fields: ['why'] }], find: findTargetWithoutReason },
  { id: 'bet-without-target', needs: [{ kind: 'bet', links: ['raises'] }], find: findBetWithoutTarget },
  { id: 'bet-without-effort', needs: [{ kind: 'bet', fields: ['effort', 'verdict'] }], find: findBetWithoutEffort },
  { id: 'nothing-refused', needs: [{ kind: 'bet', fields: ['verdict'] }], find: findNothingRefused },
  { id: 'nothing-forbidden', needs: [{ kind: 'behaviour', fields: ['norm'] }], find: findNothingForbidden },
  {
    id: 'failure-without-way-back',
    needs: [{ kind: 'failure', fields: ['wayBack'] }],
    find: findFailureWithoutWayBack,
  },
  {
    id: 'failure-unwatched',
    needs: [{ kind: 'failure' }, { kind: 'evaluation', links: ['tests'] }, { kind: 'guard', links: ['guards'] }],
    find: findFailureUnwatched,
  },
  {
    id: 'evaluation-without-threshold',
    needs: [{ kind: 'evaluation', fields: ['threshold'] }],
    find: findEvaluationWithoutThreshold,
  },
  {
    id: 'rung-without-gate',
    needs: [{ kind: 'rung', fields: ['gate'], links: ['opensBy'] }],
    find: findRungWithoutGate,
  },
  { id: 'rival-without-reply', needs: [{ kind: 'rival', fields: ['reply'] }], find: findRivalWithoutReply },
  { id: 'no-chosen-option', needs: [{ kind: 'option', fields: ['verdict'] }], find: findNoChosenOption },
  { id: 'bet-without-number', needs: [{ kind: 'hypothesis', fields: ['flipsAt'] }], find: findBetWithoutNumber },
  { id: 'bet-without-test', needs: [{ kind: 'hypothesis', fields: ['flipsAt', 'test'] }], find: findBetWithoutTest },
  { id: 'step-without-stop', needs: [{ kind: 'step', fields: ['passedAt', 'stopAt'] }], find: findStepWithoutStop },
  {
    id: 'situation-without-stakes',
    needs: [{ kind: 'situation', fields: ['stakes'] }],
    find: findSituationWithoutStakes,
  },
  {
    id: 'person-without-position',
    needs: [{ kind: 'person', fields: ['position', 'wanted'] }],
    find: findPersonWithoutPosition,
  },
  {
    id: 'choice-without-alternative',
    needs: [{ kind: 'choice', fields: ['refused'] }],
    find: findChoiceWithoutAlternative,
  },
  { id: 'choice-without-reason', needs: [{ kind: 'choice', fields: ['why'] }], find: findChoiceWithoutReason },
  { id: 'action-without-doer', needs: [{ kind: 'action', fields: ['doneBy'] }], find: findActionWithoutDoer },
  { id: 'no-own-action', needs: [{ kind: 'action', fields: ['doneBy'] }], find: findNoOwnAction },
  { id: 'result-without-number', needs: [{ kind: 'result', fields: ['number'] }], find: findResultWithoutNumber },
  { id: 'result-without-action', needs: [{ kind: 'result', links: ['cameFrom'] }], find: findResultWithoutAction },
  { id: 'lesson-without-evidence', needs: [{ kind: 'lesson', fields: ['evidence'] }], find: findLessonWithoutEvidence },
] as const satisfies readonly CoverageRule[]
export type CoverageRuleId = (typeof coverageRules)[number]['id']

import { type BoardView, type Item, readSampleSize } from '@greenroom/board'
import type { CoverageRuleId } from './coverage-rules.ts'
import { hasNumber, hasTimeWord, isRate } from './metric-words.ts'

/** One finding as text: the rule, and its cards sorted. */
export function findingWords(rule: CoverageRuleId, items: readonly string[]): string {
  return `${rule}: ${[...items].sort().join(' ')}`
}

/** A second implementation of the rules that asks every card about every other one: `readCoverage` has to agree with it. For tests. */
export function scanByHand(view: BoardView): readonly { readonly rule: CoverageRuleId; readonly words: string }[] {
  const all = [...view.items.values()]
  const full = all.filter(({ text }) => /\S/.test(text))
  const found: { rule: CoverageRuleId; words: string }[] = []
  const note = (rule: CoverageRuleId, ...items: readonly Item[]): void => {
    const ids = items.map(({ id }) => id)
    found.push({ rule, words: findingWords(rule, ids) })
  }
  const blank = ({ fields }: Item, field: string): boolean => !/\S/.test(fields[field] ?? '')
  const role = ({ fields }: Item): string => fields.metricKind ?? ''
  const isBeside = (item: Item): boolean => role(item) === 'guardrail' || role(item) === 'counter'
  const ties = (item: Item, link: string): boolean => item.links.some(({ kind }) => kind === link)
  const isTiedBy = (kind: string, link: string, to: Item): boolean =>
    full.some((one) => one.kind === kind && one.links.some((tie) => tie.kind === link && tie.to === to.id))

  const metrics = full.filter(({ kind }) => kind === 'metric')
  const stars = metrics.filter((one) => role(one) === 'north-star')
  if (stars.length > 1) note('two-north-stars', ...stars)
  if (metrics.length > 1 && stars.length === 0) note('no-north-star')
  if (metrics.length > 0 && !metrics.some(isBeside)) note('no-guardrail')
  for (const parent of all) {
    const parts = metrics.filter((one) => one.parent === parent.id && !isBeside(one))
    const count = (...operators: readonly string[]): number =>
      parts.filter((one) => operators.includes(one.fields.operator ?? '')).length
    const said = parts.length - count('')
    if (parent.kind !== 'metric' || said === 0) continue
    const [sums, products] = [count('plus', 'minus'), count('times', 'over')]
    const isMixed = count('') > 0 || (sums > 0 && products > 0)
    const hasNothingToStartFrom = count('minus') === said || count('over') === said
    if (isMixed || parts.length === 1 || hasNothingToStartFrom) note('broken-sum', parent, ...parts)
  }
  const bets = full.filter(({ kind }) => kind === 'bet')
  if (bets.length >= 3 && bets.every(({ fields }) => (fields.verdict ?? '') === '' || fields.verdict === 'above'))
    note('nothing-refused')
  const behaviours = full.filter(({ kind }) => kind === 'behaviour')
  if (behaviours.length >= 2 && behaviours.every(({ fields }) => fields.norm !== 'must-not')) note('nothing-forbidden')
  const options = full.filter(({ kind }) => kind === 'option')
  if (options.length > 1 && options.every(({ fields }) => fields.verdict !== 'chosen')) note('no-chosen-option')
  const actions = full.filter(({ kind }) => kind === 'action')
  if (actions.length > 0 && actions.every(({ fields }) => fields.doneBy !== 'i')) note('no-own-action')
  const units = full.filter(({ kind }) => kind === 'unit')
  if (units.length > 0 && units.every(({ fields }) => fields.verdict !== 'chosen')) note('unit-not-chosen', ...units)
  const terms = full.filter(({ kind }) => kind === 'term')
  if (terms.length > 0 && terms.every(({ section }) => section !== 'secondWay')) note('no-second-way')
  for (const card of all) if (card.kind === 'goal' && !/\S/.test(card.text)) note('empty-goal', card)
  for (const card of full)
    switch (card.kind) {
      case 'metric': {
        const { numerator = '', denominator = '' } = card.fields
        if (role(card) === 'guardrail' && blank(card, 'threshold') && !hasNumber(card.text))
          note('guardrail-without-limit', card)
        if (blank(card, 'denominator') && ![card.text, numerator].some(isRate)) note('metric-without-denominator', card)
        if (blank(card, 'window') && ![card.text, numerator, denominator].some(hasTimeWord))
          note('metric-without-window', card)
        break
      }
      case 'stakeholder':
        if (metrics.length > 0 && !isTiedBy('metric', 'valuedBy', card)) note('stakeholder-without-metric', card)
        break
      case 'step':
        if (metrics.length > 0 && !isTiedBy('metric', 'measuredAt', card)) note('step-without-metric', card)
        if (blank(card, 'passedAt') && blank(card, 'stopAt')) note('step-without-stop', card)
        break
      case 'solution':
        if (!ties(card, 'solves')) note('solution-without-pain', card)
        if (!ties(card, 'removes')) note('fix-without-cause', card)
        break
      case 'hypothesis': {
        const isArgued = ['supports', 'weakens'].some((link) => isTiedBy('fact', link, card))
        const hasCauses = all.some((one) => one.parent === card.id && one.kind === 'hypothesis')
        const isSaid = !blank(card, 'evidenceFor') || !blank(card, 'evidenceAgainst')
        if (!isArgued && !hasCauses && !isSaid) note('hypothesis-without-fact', card)
        if (![card.text, card.fields.flipsAt ?? ''].some(hasNumber)) note('bet-without-number', card)
        if (blank(card, 'test')) note('bet-without-test', card)
        break
      }
      case 'rival':
        if (blank(card, 'reply')) note('rival-without-reply', card)
        break
      case 'situation':
        if (blank(card, 'stakes')) note('situation-without-stakes', card)
        break
      case 'person':
        if (blank(card, 'position') && blank(card, 'wanted')) note('person-without-position', card)
        break
      case 'choice':
        if (blank(card, 'refused')) note('choice-without-alternative', card)
        if (blank(card, 'why')) note('choice-without-reason', card)
        break
      case 'action':
        if (blank(card, 'doneBy')) note('action-without-doer', card)
        break
      case 'result':
        if (blank(card, 'number') && !hasNumber(card.text)) note('result-without-number', card)
        if (!ties(card, 'cameFrom')) note('result-without-action', card)
        break
      case 'lesson':
        if (blank(card, 'evidence')) note('lesson-without-evidence', card)
        break
      case 'term': {
        const isLeaf = !all.some((one) => one.kind === 'term' && one.parent === card.id)
        if (isLeaf && ['low', 'mid', 'high'].every((field) => blank(card, field))) note('term-without-number', card)
        break
      }
      case 'interference':
        if (blank(card, 'answer')) note('interference-without-answer', card)
        break
      case 'power':
        if (readSampleSize(card)?.ok !== true) note('power-unfinished', card)
        break
      case 'pain':
        if (!ties(card, 'feltBy')) note('pain-without-person', card)
        break
      case 'risk':
        if (blank(card, 'answer') && blank(card, 'trigger')) note('risk-without-answer', card)
        break
      case 'option':
        if (blank(card, 'upside') !== blank(card, 'downside')) note('one-sided-option', card)
        break
      case 'question':
        if (blank(card, 'answer')) note('unanswered-question', card)
        break
      case 'assumption':
        if (blank(card, 'ifWrong')) note('assumption-without-consequence', card)
        if (blank(card, 'source')) note('assumption-without-source', card)
        break
      case 'target':
        if (blank(card, 'baseline')) note('target-without-baseline', card)
        if (blank(card, 'why')) note('target-without-reason', card)
        break
      case 'bet':
        if (!ties(card, 'raises')) note('bet-without-target', card)
        if (card.fields.verdict !== 'refused' && blank(card, 'effort')) note('bet-without-effort', card)
        break
      case 'failure':
        if (blank(card, 'wayBack')) note('failure-without-way-back', card)
        if (!isTiedBy('evaluation', 'tests', card) && !isTiedBy('guard', 'guards', card))
          note('failure-unwatched', card)
        break
      case 'evaluation':
        if (blank(card, 'threshold') && !hasNumber(card.text)) note('evaluation-without-threshold', card)
        break
      case 'rung':
        if (blank(card, 'gate') && !ties(card, 'opensBy')) note('rung-without-gate', card)
        break
      case 'recommendation':
        if (blank(card, 'why') && !ties(card, 'restsOn')) note('recommendation-without-reason', card)
        break
    }
  return found
}

import type { BoardView, Framework, ItemId } from '@greenroom/board'
import { type CoverageRule, type CoverageRuleId, coverageRules } from './coverage-rules.ts'

/** One thing that a board leaves open: the rule that says so, and the cards that it is about. */
export type Finding = { readonly rule: CoverageRuleId; readonly items: readonly ItemId[] }

/** Whether the framework has the kinds, fields and links that a rule reads. */
export function hasWhatRuleNeeds({ kinds }: Framework, { needs }: CoverageRule): boolean {
  return needs.every(({ kind, fields = [], links = [] }) => {
    const found = kinds.find((one) => one.id === kind)
    return (
      found !== undefined &&
      fields.every((field) => found.fields.some(({ id }) => id === field)) &&
      links.every((link) => found.links.some(({ id }) => id === link))
    )
  })
}

/**
 * What a board leaves open, by rules, in their order. `rules`: those that the category names; other rules that apply to the framework are
 * skipped. Never a number to reach: a good board may break any of them.
 */
export function readCoverage(
  view: BoardView,
  framework: Framework,
  rules: readonly CoverageRuleId[],
): readonly Finding[] {
  return coverageRules
    .filter((rule) => rules.includes(rule.id) && hasWhatRuleNeeds(framework, rule))
    .flatMap(({ id, find }) => find(view).map(({ items }) => ({ rule: id, items })))
}

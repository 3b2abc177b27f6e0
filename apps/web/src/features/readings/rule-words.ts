import type { CoverageRuleId } from '@greenroom/frameworks'
import { t } from '@lingui/core/macro'

/** What each rule of coverage says of a board, and the question that it leads to. */
export const ruleWords: Readonly<Record<CoverageRuleId, { readonly title: string; readonly asks: string }>> = {
  'empty-goal': { title: t`The goal is empty`, asks: t`What is all of this for, in one line?` },
  'two-north-stars': { title: t`More than one north star`, asks: t`Which one wins when they disagree?` },
  'no-north-star': { title: t`No north star among the metrics`, asks: t`Which one number would you watch?` },
  'no-guardrail': { title: t`No guardrail among the metrics`, asks: t`What could get worse while this gets better?` },
  'guardrail-without-limit': { title: t`Guardrail without a limit`, asks: t`At what number do you act?` },
  'broken-sum': {
    title: t`Children that don’t add up to their parent`,
    asks: t`How is the parent computed from these?`,
  },
  'metric-without-denominator': { title: t`Metric without a denominator`, asks: t`Out of what, or per what?` },
  'metric-without-window': { title: t`Metric without a time window`, asks: t`Over what period?` },
  'stakeholder-without-metric': {
    title: t`Stakeholder without a metric`,
    asks: t`Where would you see that they are better off?`,
  },
  'step-without-metric': { title: t`Step without a metric`, asks: t`How would you notice that it breaks?` },
  'pain-without-person': { title: t`Pain without a stakeholder`, asks: t`Whose pain is it?` },
  'solution-without-pain': { title: t`Solution without a pain`, asks: t`Which pain does it solve?` },
  'fix-without-cause': { title: t`Fix without a cause`, asks: t`Which cause does it remove?` },
  'hypothesis-without-fact': { title: t`Hypothesis without a fact`, asks: t`What speaks for it, or against it?` },
  'one-sided-option': {
    title: t`Option with only pros or only cons`,
    asks: t`What does it gain, and what does it cost?`,
  },
  'risk-without-answer': { title: t`Risk without an answer`, asks: t`What would you do, and at what number?` },
  'unanswered-question': { title: t`Question without an answer`, asks: t`What were they told?` },
  'assumption-without-consequence': {
    title: t`Assumption without a consequence`,
    asks: t`What changes if it is wrong?`,
  },
  'recommendation-without-reason': { title: t`Recommendation without a reason`, asks: t`What does it rest on?` },
  'target-without-baseline': { title: t`Target without a baseline`, asks: t`Where does it stand today?` },
  'target-without-reason': { title: t`Target without a reason`, asks: t`Why so much, and not more or less?` },
  'bet-without-target': { title: t`Bet without a target`, asks: t`Which number would it move?` },
  'bet-without-effort': { title: t`Bet without effort`, asks: t`How many weeks would it take?` },
  'nothing-refused': { title: t`Nothing below the cut line`, asks: t`What will you not do?` },
  'nothing-forbidden': { title: t`Nothing that the model must not do`, asks: t`What must it never do?` },
  'failure-without-way-back': { title: t`Failure without a way back`, asks: t`How would it be undone?` },
  'failure-unwatched': {
    title: t`Failure without a test or a guard`,
    asks: t`Who or what would notice it before people are harmed?`,
  },
  'evaluation-without-threshold': {
    title: t`Evaluation without a threshold`,
    asks: t`From what number on is it good enough?`,
  },
  'rung-without-gate': { title: t`Launch step without a gate`, asks: t`What has to be shown before this step?` },
}

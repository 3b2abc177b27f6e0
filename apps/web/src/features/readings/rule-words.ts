import type { Framework } from '@greenroom/board'
import type { CoverageRuleId } from '@greenroom/frameworks'
import { t } from '@lingui/core/macro'

type RuleWords = { readonly title: string; readonly asks: string }

/** What a rule of coverage says about a board, and the question that it leads to. The pinned line has another name on some boards. */
export function ruleWordsOf(rule: CoverageRuleId, framework: Framework): RuleWords {
  if (rule !== 'empty-goal') return ruleWords[rule]
  const goal = framework.kinds.find(({ id }) => id === 'goal')
  if (goal === undefined) throw new Error('a board without a goal has none that is empty')
  return { title: t`${goal.label} is empty`, asks: goal.placeholder }
}

const ruleWords: Readonly<Record<Exclude<CoverageRuleId, 'empty-goal'>, RuleWords>> = {
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
  'step-without-metric': { title: t`Step without a metric`, asks: t`How would you notice if it broke?` },
  'term-without-number': { title: t`Term without a number`, asks: t`What is your best guess, and a low and a high?` },
  'no-second-way': { title: t`Only one way to the number`, asks: t`How else could you get to it?` },
  'ways-apart': { title: t`Two ways that are far apart`, asks: t`Which term explains the difference?` },
  'assumption-without-source': { title: t`Assumption without a source`, asks: t`How do you know?` },
  'unit-not-chosen': { title: t`No unit chosen`, asks: t`Who or what do you randomise?` },
  'interference-without-answer': {
    title: t`Interference without an answer`,
    asks: t`What do you do about it?`,
  },
  'power-unfinished': { title: t`Power without a size`, asks: t`How many do you need, and for how long?` },
  'pain-without-person': { title: t`Pain without a stakeholder`, asks: t`Whose pain is it?` },
  'solution-without-pain': { title: t`Solution without a pain`, asks: t`Which pain does it solve?` },
  'fix-without-cause': { title: t`Fix without a cause`, asks: t`Which cause does it remove?` },
  'hypothesis-without-fact': {
    title: t`Hypothesis without a fact`,
    asks: t`What supports it, and what counts against it?`,
  },
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
  'rival-without-reply': { title: t`Rival without a likely reply`, asks: t`What do they do when you move?` },
  'no-chosen-option': { title: t`No option is chosen`, asks: t`Which one, if you had to decide now?` },
  'bet-without-number': { title: t`Bet without a number`, asks: t`At what number does the call flip?` },
  'bet-without-test': { title: t`Bet without a test`, asks: t`What would tell you, and at what cost?` },
  'step-without-stop': { title: t`Step without a number`, asks: t`What has to be reached, and when do you stop?` },
  'situation-without-stakes': { title: t`Situation without stakes`, asks: t`What could have been lost?` },
  'person-without-position': { title: t`Person without a position`, asks: t`What did they say, and want?` },
  'choice-without-alternative': {
    title: t`Choice without an alternative`,
    asks: t`What else could you have done?`,
  },
  'choice-without-reason': { title: t`Choice without a reason`, asks: t`Why, with what you knew then?` },
  'action-without-doer': { title: t`Action without a doer`, asks: t`Was it you, or the team?` },
  'no-own-action': { title: t`Nothing that you did yourself`, asks: t`What did you do yourself?` },
  'result-without-number': { title: t`Result without a number`, asks: t`From what to what?` },
  'result-without-action': { title: t`Result tied to no action`, asks: t`Which of the actions led to it?` },
  'lesson-without-evidence': { title: t`Lesson without evidence`, asks: t`When did you last do it differently?` },
  'recommendation-without-reason': { title: t`Recommendation without a reason`, asks: t`What does it rest on?` },
  'target-without-baseline': { title: t`Target without a baseline`, asks: t`Where does it stand today?` },
  'target-without-reason': { title: t`Target without a reason`, asks: t`Why this much, and not more or less?` },
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
    asks: t`From what number is it good enough?`,
  },
  'rung-without-gate': { title: t`Launch step without a gate`, asks: t`What has to be shown before this step?` },
}

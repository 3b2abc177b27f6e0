import type { Seniority } from '../seniorities.ts'

export { type Seniority, seniorities } from '../seniorities.ts'

/** What meets the bar in one dimension, one line for each seniority. */
export type LevelBar = Readonly<Record<Seniority, string>>

/** Level 3 is written for a product manager; the other three say what may be missing, and what has to be there as well. */
const bar = (apm: string, senior: string, group: string): LevelBar => ({
  apm,
  pm: 'Level 3 as it is written.',
  senior,
  group,
})

/** Scored the same way in every category. */
const communication = bar(
  'Can be followed throughout; a question from you may bring them back to the plan.',
  'Level 3, and sums up at each turn without being asked.',
  'Level 3, and could say the call and its reason to a board in three sentences.',
)

type Bars = Readonly<Record<string, Readonly<Record<string, LevelBar>>>>

/** By category and dimension. Data, so that a new category adds its lines and no code. */
export const levelBars: Bars = {
  'success-metrics': {
    goal: bar(
      'One clear goal; the reason may need a nudge.',
      'Also says what would make them change the goal, and when.',
      'Also places the goal beside the company’s other goals and says which gives way.',
    ),
    'value-flow': bar(
      'Two sides with what each wants; the third may come with help.',
      'Also names where two sides collide before you ask.',
      'Also says what the company should stop doing for one of them.',
    ),
    metrics: bar(
      'A ratio with numerator and denominator; drivers may be incomplete.',
      'Also tests the number against one very large customer or a change of mix.',
      'Also says how several teams would share the tree without working against each other.',
    ),
    guardrails: bar(
      'One guardrail with a limit.',
      'Also says how each driver could be gamed, and who owns the limit.',
      'Also decides in advance what happens when two measures disagree.',
    ),
    communication,
  },
  'product-design': {
    goal: bar(
      'A goal tied to a user problem.',
      'Also sizes the opportunity roughly.',
      'Also says why this and not another product of the company.',
    ),
    segments: bar(
      'Segments by behaviour; the choice may be weakly argued.',
      'Also says what is given up by the choice.',
      'Also says which segment comes next, and what the first one teaches about it.',
    ),
    pains: bar(
      'Specific pains in an order.',
      'Also finds one root behind several of them.',
      'Also says which pain the company is the right one to solve.',
    ),
    solutions: bar(
      'Three distinct ideas, one chosen with a reason.',
      'Also cuts a first version that could ship in weeks, and says what is refused.',
      'Also sees what the choice means for platform, partners or other teams.',
    ),
    success: bar(
      'One measure of success.',
      'Also a guardrail with a limit.',
      'Also the number at which they would stop.',
    ),
    communication,
  },
  'product-improvement': {
    better: bar(
      'Names a metric to move and why.',
      'Also says what would not count as better.',
      'Also says whether improving this is worth the team at all.',
    ),
    today: bar(
      'Walks the journey and marks friction.',
      'Also explains why it is as it is.',
      'Also says which part of it the company should end.',
    ),
    pain: bar(
      'A real pain, ranked with help.',
      'Also looks for the party that does not complain.',
      'Also ties the pain to what the company earns or loses.',
    ),
    ideas: bar(
      'Three ideas with effort and effect.',
      'Also sequences them and defends what comes later.',
      'Also considers partners, price or policy beside features.',
    ),
    measure: bar(
      'A metric and a way to test.',
      'Also a guardrail and the length of the test.',
      'Also what they would do with an unclear result.',
    ),
    communication,
  },
  'root-cause': {
    pin: bar(
      'Asks what, when and where.',
      'Also uses the shape of the change to rule things out.',
      'Also says who has to know now, and what not to touch.',
    ),
    causes: bar(
      'Inside and outside causes, some overlap.',
      'A tree for this product, the likeliest first.',
      'Also names causes that lie in how the company measures or decides.',
    ),
    narrowing: bar(
      'Asks for cuts with a reason; may need a hint about which one.',
      'Few requests, each halves what is left.',
      'Also splits the work among people and says what each brings back.',
    ),
    action: bar(
      'Names the cause and a fix.',
      'Also a stop-gap, a prevention, and how sure they are.',
      'Also changes what let it happen: an alarm, a review, an incentive.',
    ),
    communication,
  },
  'trade-off': {
    frame: bar(
      'Asks about base rates and reversibility.',
      'Also finds the shared goal before weighing.',
      'Also questions whether this is the decision to be made.',
    ),
    stakeholders: bar(
      'Who wins and who loses now.',
      'Also later, and who can veto.',
      'Also the effect on partners, rivals and the rest of the company.',
    ),
    method: bar(
      'Compares in one unit with help.',
      'One unit without help, a number that flips it.',
      'Also by segment, and says how much it is worth to know more.',
    ),
    call: bar(
      'A clear call.',
      'Also when it will be looked at again, and the number at which they would take it back.',
      'Also what the losing side hears, and who tells them.',
    ),
    communication,
  },
  goals: {
    purpose: bar(
      'One goal, and for whom.',
      'Also one goal refused, with the reason.',
      'Also how it fits the goals of two neighbouring teams.',
    ),
    metric: bar(
      'A metric with a window; gaming when asked.',
      'Also how it could be gamed, without being asked, and who would pay for it.',
      'Also which incentive in the company would game it.',
    ),
    target: bar(
      'A baseline, a target and a reason.',
      'Also what comes without the team, a sum, and how sure they are.',
      'Also where more people or money would change the number, and where not.',
    ),
    cut: bar(
      'A line drawn after adding up the weeks.',
      'Also dependencies, and a no to something popular.',
      'Also moves people between teams, or stops something that is running.',
    ),
    communication,
  },
  'ai-product-sense': {
    why: bar(
      'User and moment; a comparison with one other way.',
      'Also which part needs no model.',
      'Also whether this should be built, bought or left to others.',
    ),
    behaviour: bar(
      'May and must not; some failures.',
      'Also ties autonomy to what can be lost, and finds failures that nobody would report.',
      'Also a policy that other teams could use for their models.',
    ),
    evaluation: bar(
      'A set and a grader.',
      'Also derives the threshold from what an error costs, and says how many cases it takes.',
      'Also who owns evaluation, and how it stays fresh.',
    ),
    ladder: bar(
      'Stages from assist to act.',
      'Also says what people will have learned to do once it is live, and plans for it.',
      'Also what happens in public on the day it goes wrong.',
    ),
    communication,
  },
  strategy: {
    frame: bar(
      'Says what is to be decided and why now.',
      'Also by which test the answer will be judged.',
      'Also what it means for the rest of the portfolio.',
    ),
    market: bar(
      'Customers and a rough size.',
      'Also which segment first, and who pays.',
      'Also how the market looks in three years, and for whom it is closing.',
    ),
    advantage: bar(
      'One real strength of the company.',
      'Also how a rival would answer.',
      'Also which strength is wearing out.',
    ),
    economics: bar(
      'Options with a rough sum each.',
      'Also break-even, and the number that flips it.',
      'Also where else the same money would go.',
    ),
    call: bar(
      'A call with a first step.',
      'Also what is done instead once the stop rule is met.',
      'Also who leads it, and what is given up for it.',
    ),
    communication,
  },
  behavioural: {
    relevance: bar(
      'A story from university or a first job, with something at stake.',
      'Stakes for a product or several teams.',
      'Stakes for an organisation, and a decision that few could make.',
    ),
    'own-part': bar(
      'What they did themselves is clear.',
      'Also led people who did not report to them.',
      'Also what they left to others, on purpose.',
    ),
    judgement: bar(
      'One choice with a reason.',
      'Also the option refused, and how others were won.',
      'Also a choice against pressure from above, and its price.',
    ),
    result: bar(
      'A result, with a number if there was one.',
      'A number with its window, and what would have happened anyway.',
      'Also what stayed after they had left.',
    ),
    reflection: bar(
      'One honest lesson.',
      'Also where they have used it since.',
      'Also how they got others to learn it.',
    ),
    communication,
  },
  estimation: {
    clarify: bar(
      'Asks what is counted.',
      'Also for which decision, and how exact.',
      'Also says when an estimate is the wrong tool.',
    ),
    structure: bar(
      'An equation that holds, perhaps with one gap.',
      'Segments where it matters, no overlap.',
      'Also picks the structure whose numbers the company really has.',
    ),
    assumptions: bar(
      'Numbers with a reason.',
      'Also in which direction each guess errs, and which one they trust least.',
      'Also how to find that one out within a day.',
    ),
    sums: bar(
      'Right to within a factor of two.',
      'Also rounds on purpose, and says which digits they believe.',
      'Also turns the result into money or people, and into a decision.',
    ),
    check: bar(
      'Says whether the result sounds right.',
      'Also which terms the two ways share, and what that hides.',
      'Also the decision it supports, and at what number it flips.',
    ),
    communication,
  },
  'experiment-design': {
    decision: bar(
      'A hypothesis and what would be done.',
      'Also what each result would teach, a failed test included.',
      'Also whether the test is worth its time.',
    ),
    unit: bar(
      'Names the unit.',
      'Also what the unit costs in power or in time, and what still passes between the groups.',
      'Also effects on other teams’ tests.',
    ),
    measures: bar(
      'A main measure and one guard.',
      'Also how the main measure could rise while things get worse, and which guard moves too slowly.',
      'Also a long-term measure, and who waits for it.',
    ),
    power: bar(
      'Asks how many and how long.',
      'Also what a shorter test could still show, and says so before there is data.',
      'Also decides under low power what to do instead.',
    ),
    reading: bar(
      'Reads the result without jumping.',
      'Also checks the split, novelty and peeking, and says what the result cannot show.',
      'Also calls it, and says what would reverse the call.',
    ),
    communication,
  },
}

/** The bar of a dimension. `null` for a category or a dimension without lines, such as one of an own case. */
export function barOf(category: string, dimension: string): LevelBar | null {
  return levelBars[category]?.[dimension] ?? null
}

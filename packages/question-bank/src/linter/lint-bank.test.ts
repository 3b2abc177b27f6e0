import { categories } from '@greenroom/frameworks'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { bankFolder, readCaseFiles } from '../case-folder.ts'
import type { CaseFile } from './case-source.ts'
import { bankRules, caseRules, formatMessage, type LintMessage, lintBank, lintDraft } from './index.ts'

const files = readCaseFiles(bankFolder)

function fileOf(id: string): CaseFile {
  const file = files.find((candidate) => candidate.path.endsWith(`/${id}.yaml`))
  if (file === undefined) throw new Error(`no case ${id}`)
  return file
}

// biome-ignore lint/suspicious/noExplicitAny: a broken case has no type; it is what the linter is there for
type Draft = any

const sound: Draft = parse(fileOf('wallet-payment-success').text)

/** A sound case with something broken in it. */
function brokenDraft(breakIt: (draft: Draft) => void): Draft {
  const draft: Draft = structuredClone(sound)
  breakIt(draft)
  return draft
}

/** The same as a file; JSON is YAML too, and quick to write. */
function broken(breakIt: (draft: Draft) => void): CaseFile {
  return { path: fileOf('wallet-payment-success').path, text: JSON.stringify(brokenDraft(breakIt), null, 1) }
}

function rulesBrokenBy(...broken: CaseFile[]): string[] {
  return [...new Set(lintBank(broken).map((message) => message.rule))]
}

describe('the bank', () => {
  it('holds cases of every category, and the linter finds no fault', () => {
    const written = new Set(files.map(({ path }) => path.split('/').at(-2)))
    expect([...written].toSorted()).toEqual(categories.map(({ id }) => id).toSorted())
    const faults = lintBank(files).filter(({ severity }) => severity === 'fault')
    expect(faults.map(formatMessage)).toEqual([])
  }, 120_000)

  it('is not bothered by the way in which a file is laid out', () => {
    expect(lintBank([broken(() => {})])).toEqual([])
  })
})

const ways: [rule: string, what: string, breakIt: (draft: Draft) => void][] = [
  ['schema', 'a missing prompt', (d) => delete d.public.prompt],
  ['schema', 'a fact without a release rule', (d) => delete d.guide.facts[0].release],
  ['schema', 'a mistake without a board sign', (d) => delete d.guide.mistakes[0].boardSign],
  ['schema', 'a drill of ten minutes', (d) => (d.guide.drills[0].minutes = 10)],
  ['schema', 'another licence', (d) => (d.licence = 'all rights reserved')],
  ['schema', 'a version that is none', (d) => (d.version = 'one')],
  ['schema', 'a locale that is none', (d) => (d.locale = 'english please')],
  ['schema', 'a check with two sides', (d) => (d.guide.reconciliation.checks[0].below = 3)],
  ['unknown-key', 'a misspelt field', (d) => (d.guide.facts[0].askfor = ['x'])],
  ['unknown-key', 'a desk field in the public part', (d) => (d.public.hints = ['look at the banks'])],
  ['category', 'a category that nobody knows', (d) => (d.public.category = 'guesswork')],
  ['placeholder', 'a hint that nobody wrote', (d) => (d.guide.hints[0].text = '[A question that nudges.]')],
  ['readable-text', 'half a character', (d) => (d.public.title = 'Is \ud83d it?')],
  ['readable-text', 'a title of marks that stand on no letter', (d) => (d.public.title = '\u0301\u0085')],
  ['readable-text', 'a text that shows nothing', (d) => (d.guide.facts[0].text = '\u200b\u2060\u3164')],
  ['vocabulary', 'an industry of its own', (d) => (d.public.industry = 'fintech')],
  ['vocabulary', 'a skill of its own', (d) => d.public.skills.push('thinking')],
  ['notice', 'numbers that are not said to be invented', (d) => (d.public.notice = 'Paso Wallet is fun.')],
  ['notice', 'a company that is not said to be invented', (d) => (d.public.notice = 'All numbers are invented.')],
  ['unique-ids', 'a hint that is called like a fact', (d) => (d.guide.hints[0].id = d.guide.facts[0].id)],
  [
    'unique-ids',
    'two items of one id',
    (d) => (d.guide.referenceBoard.items[2].id = d.guide.referenceBoard.items[1].id),
  ],
  ['completeness', 'too few probes', (d) => d.guide.probes.splice(2)],
  ['phases', 'minutes that do not add up to the slot', (d) => (d.public.phases[0].minutes[45] = 12)],
  ['phases', 'minutes that do not add up to the cut', (d) => (d.public.phases[0].minutes[20] = 4)],
  ['phases', 'a section that does not exist', (d) => (d.public.phases[0].sections = ['ideas'])],
  ['phases', 'a part of no phase', (d) => (d.guide.facts[0].phase = 'later')],
  ['phases', 'a phase of which the guide says nothing', (d) => d.guide.phases.pop()],
  ['brief-reading-time', 'a long brief', (d) => (d.guide.brief.product = 'word '.repeat(430))],
  [
    'named-minutes',
    'a good run that goes back',
    (d) => (d.guide.brief.goodRun = 'By minute 9 this, by minute 5 that.'),
  ],
  ['release-rules', 'a release by no phase', (d) => (d.guide.facts[0].release = { on: 'phase', phase: 'later' })],
  ['release-rules', 'a curveball that moves no item', (d) => (d.guide.curveballs[0].moves = ['nothing'])],
  ['release-rules', 'a table with a hole', (d) => d.guide.facts.find((f: Draft) => f.table).table.rows[0].pop()],
  ['ask-for', 'one question for two facts', (d) => (d.guide.facts[1].askFor = [...d.guide.facts[0].askFor])],
  ['red-herring', 'no red herring', (d) => (d.guide.facts = d.guide.facts.filter((f: Draft) => !f.redHerring))],
  ['hint-ladder', 'a rung that is missing', (d) => d.guide.hints.splice(1, 1)],
  ['hint-ladder', 'an answer handed over for nothing', (d) => (d.guide.hints[2].ceiling.level = 4)],
  ['hint-ladder', 'a ceiling of no dimension', (d) => (d.guide.hints[2].ceiling.dimension = 'charm')],
  ['rubric', 'weights that do not add up', (d) => (d.guide.rubric[0].weight = 25)],
  ['rubric', 'a level that cannot be seen', (d) => (d.guide.rubric[0].levels[3] = 'Good structure')],
  ['rubric', 'two levels that say the same', (d) => (d.guide.rubric[0].levels[3] = d.guide.rubric[0].levels[2])],
  ['reference-board', 'a core item of no dimension', (d) => delete d.guide.referenceBoard.items[0].dimension],
  [
    'reference-board',
    'a kind that the section does not hold',
    (d) => (d.guide.referenceBoard.items[1].kind = 'metric'),
  ],
  [
    'reference-board',
    'a link to nowhere',
    (d) => (d.guide.referenceBoard.items.find((i: Draft) => i.links).links[0].to = 'x'),
  ],
  ['reference-board', 'a field of another kind', (d) => (d.guide.referenceBoard.items[0].fields.numerator = '1')],
  ['reference-board', 'no goal', (d) => d.guide.referenceBoard.items.shift()],
  [
    'reference-board',
    'a second north star',
    (d) => (d.guide.referenceBoard.items.find((i: Draft) => i.id === 'fraud-rate').fields.metricKind = 'north-star'),
  ],
  [
    'reference-board',
    'parents in a ring',
    (d) => (d.guide.referenceBoard.items.find((i: Draft) => i.id === 'rate').parent = 'rate-cell'),
  ],
  ['public-leak', 'a fact in the prompt', (d) => (d.public.prompt += ` ${d.guide.facts[1].text}`)],
  ['public-leak', 'the truth in the notice', (d) => (d.public.notice += ` ${d.guide.brief.truth}`)],
  ['topics', 'the verdict of its plot', (d) => d.public.topics.push('a software defect')],
  ['topics', 'a method that decides it', (d) => d.public.topics.push('holdouts')],
  ['reconciliation', 'none', (d) => delete d.guide.reconciliation],
  ['reconciliation', 'a sum that does not add up', (d) => (d.guide.reconciliation.numbers.androidShare.value = 0.0625)],
  [
    'reconciliation',
    'a fact that says another number',
    (d) => (d.guide.facts.find((f: Draft) => f.id === 'by-bank').text = 'All 75%.'),
  ],
  ['reconciliation', 'a number that no check uses', (d) => (d.guide.reconciliation.numbers.idle = 3)],
  ['reconciliation', 'a formula that cannot be read', (d) => (d.guide.reconciliation.checks[0].formula = 'before **')],
  [
    'reconciliation',
    'a numeric fact that takes no part',
    (d) => delete d.guide.facts.find((f: Draft) => f.standsAlone).standsAlone,
  ],
]

type Planted = {
  readonly rule: string
  readonly id: string
  readonly words: string
  readonly instead: string
  readonly line?: string
  readonly says: string
  /** Other rules find fault with it too, one of which has a fault of its own planted in this case. */
  readonly alone?: true
}

/**
 * Faults put into the text of real cases: `words` stand in the file once and become `instead`; the message must name the line that
 * then holds `line`.
 */
const planted: Planted[] = [
  {
    rule: 'equations',
    id: 'motorway-charging-bays',
    words: 'mid: 6,750',
    instead: 'mid: 9,000',
    says: 'bays: its terms come to 6,750 (1,422–32.4k) bays, and its mid is “9,000”',
  },
  {
    rule: 'sample-size',
    id: 'courier-batching-test',
    words: '"n": "400"',
    instead: '"n": "40"',
    says: 'pw: n is 400 per group by 16·p(1−p)/δ², not 40',
  },
  {
    rule: 'sample-size',
    id: 'courier-batching-test',
    words: 'days: "28"',
    instead: 'days: "5"',
    says: 'pw: that many come in 7 days, not in 5',
  },
  {
    rule: 'portable-yaml',
    id: 'amazon-pay-integration',
    words: 'release: { "on": request, for: "how long checkout takes" }',
    instead: 'release: { on: request, for: "how long checkout takes" }',
    says: 'put “on” in quotation marks: a parser of YAML 1.1 reads it as true',
  },
  {
    rule: 'portable-yaml',
    id: 'amazon-pay-integration',
    words: 'fields: { drop: "83%" }',
    instead: 'fields: { drop: 1:35 }',
    says: 'reads it as 95',
  },
  {
    rule: 'portable-yaml',
    id: 'amazon-pay-integration',
    words: 'text: "New, or running?",',
    instead: 'text: New or running?,',
    says: 'some parsers refuse a ? between brackets',
  },
  {
    rule: 'measured-stakeholders',
    id: 'amazon-pay-integration',
    words: 'links: [{ kind: valuedBy, to: platform }]',
    instead: 'links: [{ kind: valuedBy, to: merchant }]',
    line: 'id: platform,',
    says: 'no metric shows value for platform',
  },
  {
    rule: 'limited-guardrails',
    id: 'amazon-pay-integration',
    words: 'direction: up-is-good,\n            threshold: "0.3 points below the holdout",',
    instead: 'direction: up-is-good,',
    line: 'id: whole-checkout',
    says: 'the guardrail whole-checkout has no limit',
  },
  {
    rule: 'limited-guardrails',
    id: 'amazon-pay-integration',
    words: 'threshold: "Above 15%",',
    instead: 'threshold: " ",',
    line: 'id: silent-merchants',
    says: 'the counter silent-merchants has no limit',
  },
  {
    rule: 'limited-guardrails',
    id: 'slack-huddles',
    words: 'threshold: "Below 12%, as today",',
    instead: 'threshold: 12% today,',
    line: 'id: far-share',
    says: 'the counter far-share says only where it stands (“12% today”)',
  },
  {
    rule: 'limited-guardrails',
    id: 'marketplace-conversion-mix',
    words: 'threshold: "Below 480,000, as today",',
    instead: 'threshold: Not below last week,',
    line: 'id: orders-week',
    says: 'has a limit without a number (“Not below last week”)',
  },
  {
    rule: 'plain-words',
    id: 'amazon-pay-integration',
    words: 'At twelve merchants the button was hidden from a random half',
    instead: 'At twelve merchants, drawn by\n        lot, the button was hidden from half',
    line: 'At twelve merchants, drawn by',
    says: '“by lot”: write it another way (at random)',
  },
  {
    rule: 'plain-words',
    id: 'amazon-pay-integration',
    words: 'That is 14% silent.',
    instead: 'The most voted wish is a dark mode. That is 14% silent.',
    says: '“most voted wish”: write it another way (most requested feature; request)',
  },
  {
    rule: 'plain-words',
    id: 'amazon-pay-integration',
    words: 'That is 14% silent.',
    instead: 'Who says yes has all pictures loaded. That is 14% silent.',
    says: 'anyone who',
  },
  {
    rule: 'plot',
    id: 'amazon-pay-integration',
    words: '  plot: { herring: usage-up, verdict: usage-misleads, firstBet: new-measure }\n',
    instead: '',
    line: 'guide:',
    says: 'plot is missing: add { herring, verdict, firstBet }',
  },
  {
    rule: 'unknown-key',
    id: 'amazon-pay-integration',
    words: '  difficulty: medium',
    instead: '  difficulty: medium\n  plot: { herring: usage-up }',
    line: 'plot: { herring: usage-up }',
    says: 'a case has no field “plot” here',
  },
  {
    rule: 'topics',
    id: 'title-artwork-novelty',
    words: 'topics: [streaming, artwork, home screen]',
    instead: 'topics: [streaming, novelty effect]',
    says: '“novelty effect” gives the case away (“novelty”)',
  },
  {
    rule: 'sample-size',
    id: 'courier-batching-test',
    words: 'Sixteen times the spread squared, over delta squared.',
    instead: 'Sixteen times p times one minus p, over delta squared.',
    says: 'is the formula of a share',
  },
  {
    rule: 'read-live',
    id: 'maths-tutor-answers',
    words: 'Two pupils ask about the same task. One has tried, one has not. Who does the work in your answer?',
    instead: 'Read dialogues 1 and 2 again. Who did the work?',
    says: '“dialogues 1” is not on the table yet',
  },
  {
    rule: 'cut-curveballs',
    id: 'courier-batching-test',
    words: 'drop the curveball about dinner.',
    instead: 'drop the novelty curveball.',
    says: 'no curveball is about “novelty”',
  },
  {
    rule: 'cut-curveballs',
    id: 'reported-videos-reviewers',
    words: 'Leave out the curveball about the new tool.',
    instead: 'Leave out the curveball about languages.',
    says: 'no curveball is about “languages”',
  },
  {
    rule: 'tree-values',
    id: 'alipay-success',
    words: 'now: "6 / 74"',
    instead: 'now: "74 / 74"',
    line: 'now: "29 / 74"',
    says: 'the children of north-star come to 1.31081 (now), not to its 0.391892',
  },
  {
    rule: 'tree-values',
    id: 'amazon-pay-integration',
    words: 'now: 0.952',
    instead: 'now: 0.953',
    says: 'payment-success: its card does not say 0.953',
  },
  {
    rule: 'tree-values',
    id: 'ride-eta-cancellations',
    words: 'value: { before: 24, after: 24 },',
    instead: '',
    line: 'id: patience',
    says: 'patience needs its value',
  },
  {
    rule: 'valued-tree',
    id: 'alipay-success',
    words: '          value: { now: 0.9 },\n',
    instead: '',
    line: 'id: accepted',
    says: 'accepted has an operator (times) and no value',
    alone: true,
  },
  {
    rule: 'desk-note-numbers',
    id: 'amazon-pay-integration',
    words: 'That is 14% silent.',
    instead: 'That is 17.3% silent.',
    says: 'no fact says 17.3, and no check comes to it',
  },
  {
    rule: 'desk-note-numbers',
    id: 'one-tap-checkout',
    words: 'formula: "1000 + 10 * lift", equals: 1050 }',
    instead: 'formula: 1050, equals: 1050 }',
    line: 'On 1,000 orders of today one-tap makes 1,050 orders',
    says: 'no fact says 1,050',
  },
  {
    rule: 'truth-numbers',
    id: 'reported-videos-reviewers',
    words: 'About 18,500.',
    instead: 'About 11,000.',
    says: 'nothing says 11,000',
  },
  {
    rule: 'truth-numbers',
    id: 'office-suite-offline',
    words: 'Offline in full brings 1,440',
    instead: 'Offline in full brings 1,540',
    says: 'nothing says 1,540',
  },
  {
    rule: 'share-bases',
    id: 'dating-app-exit',
    words: 'formula: left * (answer * met',
    instead: 'formula: joined * (answer * met',
    says: 'takes a share of leavers from joiners',
  },
  {
    rule: 'share-bases',
    id: 'alipay-success',
    words: '100 * onlineOurs / online',
    instead: '100 * (onlineOurs / online + smallOurs / small)',
    says: 'adds or compares a share of occasions online and one of occasions at small shops',
  },
  {
    rule: 'share-bases',
    id: 'amazon-pay-integration',
    words: 'formula: middlePressed * middleConfirmed * middlePaid / 10000,',
    instead: 'formula: middlePressed * middlePaid * middlePaid / 10000,',
    says: 'multiplies a share of loaded by one of confirmed',
  },
  {
    rule: 'ordered-limits',
    id: 'one-tap-checkout',
    words: 'stopAtThirty: 0.42',
    instead: 'stopAtThirty: 0.43',
    line: 'Must of the decision',
    says: 'is 0.47 and must be above “Kill rule, 0.42% at thirty days”, 0.4778',
    alone: true,
  },
  {
    rule: 'ordered-limits',
    id: 'one-tap-checkout',
    words: 'fields: { weight: must, threshold: "0.47%" }',
    instead: 'fields: { weight: must, threshold: "0.48%" }',
    line: 'Must of the decision',
    says: '“0.47%” is not on the card crit-limit',
  },
  {
    rule: 'cut-line',
    id: 'doordash-on-time',
    words: 'available: 40 weeks',
    instead: 'available: 36 weeks',
    line: '- id: team-weeks',
    says: 'the bets above the line take 38, and team-weeks has 36',
  },
  {
    rule: 'cut-line',
    id: 'doordash-on-time',
    words: 'available: 40 weeks',
    instead: 'available: 44 weeks',
    line: '- id: b-bag',
    says: 'b-bag is below the line and would still fit: 38 and 6 are at most 44',
  },
  {
    rule: 'cut-line',
    id: 'doordash-on-time',
    words: 'after: 85',
    instead: 'after: 90',
    line: '- id: t-main',
    says: 't-main goes 9.2 further than without us, and the bets above the line carry 4.2',
  },
  {
    rule: 'cut-line',
    id: 'doordash-on-time',
    words: 'effort: 8 weeks',
    instead: 'effort: some weeks',
    line: '- id: b-door',
    says: 'the bet b-door needs its effort as a number',
  },
  {
    rule: 'gated-launch',
    id: 'shopify-refund-agent',
    words: 'grader: Owner and a second person',
    instead: 'grader: ""',
    line: '- id: e-set',
    says: 'the evaluation e-set does not say who or what says right or wrong',
  },
  {
    rule: 'gated-launch',
    id: 'shopify-refund-agent',
    words: 'noticed: never\n          wayBack: Stop',
    instead: 'wayBack: Stop',
    line: '- id: f-abuse',
    says: 'the failure f-abuse does not say whether anybody would notice',
  },
  {
    rule: 'gated-launch',
    id: 'shopify-refund-agent',
    words: '- kind: guards\n            to: f-abuse',
    instead: '- kind: guards\n            to: f-wrongno',
    line: '- id: f-abuse',
    says: 'no evaluation tests f-abuse and no guard guards against it',
  },
  {
    rule: 'gated-launch',
    id: 'shopify-refund-agent',
    words: '- kind: opensBy\n            to: e-policy',
    instead: '- kind: allows\n            to: b-status',
    line: '- id: r-shadow',
    says: 'the rung r-shadow is opened by nothing',
  },
  {
    rule: 'read-live',
    id: 'shopify-refund-agent',
    words: '\n          - - "12"\n',
    instead:
      '\n      release:\n        "on": phase\n        phase: failures\n      askFor:\n        - samples\n    - id: second-half\n      phase: failures\n      label: More of them\n      text: Read on.\n      table:\n        columns: ["No.", Customer, Agent]\n        rows:\n          - - "12"\n',
    line: '  facts:',
    says: 'no fact has a table of 20 sample outputs',
  },
  {
    rule: 'computed-tree',
    id: 'doordash-own-stores',
    words: 'value: { now: 60 },\n',
    instead: '\n',
    line: 'id: anyway',
    says: 'anyway has no value; the economics must compute from the leaves up',
    alone: true,
  },
  {
    rule: 'tree-values',
    id: 'doordash-own-stores',
    words: 'value: 260 orders,\n            },\n          value: { now: 260 }',
    instead: 'value: 270 orders,\n            },\n          value: { now: 270 }',
    line: 'value: { now: 260, within: 0.5 }',
    says: 'the children of contribution come to 270 (now), not to its 260',
  },
  {
    rule: 'flipping-bet',
    id: 'doordash-own-stores',
    words: 'at: 298,\n      as: "298",\n      margin',
    instead: 'at: 297,\n      as: "297",\n      margin',
    line: 'as: "297"',
    says: '“297” is not where b-density says that it flips',
  },
  {
    rule: 'flipping-bet',
    id: 'doordash-own-stores',
    words: 'partnerOrders * (commission + fee + ads - courier - pick) - partnerFixed -',
    instead: 'partnerOrders * (commission + fee + ads - courier - pick) -',
    line: 'at: 298,',
    says: 'with ownOrders at 298 the margin is 58.4, not 0 (± 3); correct the number',
  },
  {
    rule: 'flipping-bet',
    id: 'doordash-own-stores',
    words: '[{ kind: flips, to: o-partner }, { kind: explains, to: orders }]',
    instead: '[{ kind: flips, to: o-own }, { kind: explains, to: orders }]',
    line: 'bet: b-density',
    says: 'b-density flips no option that is chosen',
  },
  {
    rule: 'variants',
    id: 'doordash-own-stores',
    words: 'skills: [strategy, unit economics,',
    instead: 'skills: [pricing, unit economics,',
    line: 'skills: [pricing,',
    says: 'a case of pricing needs 2 cards of the kind package on its reference board; it has 0',
  },
  {
    rule: 'sample-boards',
    id: 'disagreed-with-decision',
    words: 'level: 3\n      title: Nadia',
    instead: 'level: 1\n      title: Nadia',
    line: 'sampleBoards:',
    says: 'needs exactly one sample board at level 3',
  },
  {
    rule: 'sample-boards',
    id: 'disagreed-with-decision',
    words: 'fields: { evidence: "Last spring on prices; I changed sides in the first call" },',
    instead: '',
    line: 'id: nadia-four',
    says: 'a board at level 4 leaves open: lesson-without-evidence (lesson)',
  },
  {
    rule: 'follow-up-ladders',
    id: 'disagreed-with-decision',
    words: 'ladder: The decision went against them,\n        rung: 3',
    instead: 'ladder: The decision went against them,\n        rung: 4',
    line: 'id: p-monday',
    says: 'must be 1, 2, 3 … in order, not 1, 2, 4',
  },
  {
    rule: 'follow-up-ladders',
    id: 'disagreed-with-decision',
    words: 'ladder: They say that they pushed back,\n        rung: 4,',
    instead: 'ladder: They say that they pushed back,',
    line: 'id: p-if-not',
    says: 'p-if-not needs both ladder and rung, or neither',
  },
  {
    rule: 'notice',
    id: 'disagreed-with-decision',
    words: 'stays in this session and is deleted with it.',
    instead: 'stays here.',
    line: '  notice: The people',
    says: 'must say that what people tell of themselves is deleted with the session',
  },
  {
    rule: 'metric-windows',
    id: 'heat-pump-installs',
    words: '          window: First winter\n',
    instead: '',
    line: 'id: callback',
    says: 'the metric callback has no window, and no parent with one',
  },
  {
    rule: 'named-gates',
    id: 'shopify-refund-agent',
    words: 'to: e-status\n          - kind: allows',
    instead: 'to: e-no\n          - kind: allows',
    line: 'id: r-assist',
    says: 'the rung r-assist: its gate says 97, and e-no does not',
  },
  {
    rule: 'named-gates',
    id: 'shopify-refund-agent',
    words: 'gate: Policy check passed',
    instead: 'gate: Battery lasts a day',
    line: 'id: r-shadow',
    says: 'its gate “Battery lasts a day” and e-policy have no word in common',
  },
  {
    rule: 'named-gates',
    id: 'shopify-refund-agent',
    words: 'where: offline\n          set: 20 typical requests',
    instead: 'where: online\n          set: 20 typical requests',
    line: 'id: r-shadow',
    says: 'r-shadow is the first, so nothing runs that e-policy (online) could look at',
  },
  {
    rule: 'named-minutes',
    id: 'shopify-refund-agent',
    words: 'By minute 27 there is a gate',
    instead: 'By minute 47 there is a gate',
    says: 'minute 47 is after the end: the phases of the 45-minute slot take 33',
  },
  {
    rule: 'named-minutes',
    id: 'shopify-refund-agent',
    words: 'at minute eight',
    instead: 'at minute 21',
    says: 'minute 21 is after the end: the phases of the 20-minute slot take 20',
  },
  {
    rule: 'plain-words',
    id: 'heat-pump-installs',
    words: 'The chance that an idea fails is already counted in.',
    instead: 'More installations a month, odds included.',
    says: '“odds included”: write it another way',
  },
]

describe('each rule can fail', () => {
  // Not in files, which take ten times as long to parse: what a file adds is asked of planted faults, below.
  it.each(ways)('%s: %s', (rule, _, breakIt) => {
    expect(lintDraft(brokenDraft(breakIt)).map((message) => message.rule)).toContain(rule)
  })

  it('file-name: another id', () => {
    expect(rulesBrokenBy(broken((draft) => (draft.id = 'other')))).toContain('file-name')
  })

  it('yaml: a file that cannot be read, and one with aliases', () => {
    expect(rulesBrokenBy({ path: 'a.yaml', text: 'a: [1' })).toEqual(['yaml'])
    expect(rulesBrokenBy({ path: 'a.yaml', text: 'a: &x [1]\nb: *x\n' })).toEqual(['yaml'])
  })

  it('unique-case-ids: one case twice', () => {
    const file = fileOf('wallet-payment-success')
    expect(rulesBrokenBy(file, { ...file, path: `copy/${file.path}` })).toEqual(['unique-case-ids'])
  })

  it('near-duplicates: one case with the names changed', () => {
    const twin = broken((draft) => {
      draft.id = 'tills-in-trouble'
      draft.public.company = 'Kassa'
      draft.public.notice = 'Kassa is invented, and so are all numbers.'
    })
    const text = twin.text
      .replaceAll('Norbank', 'Unionbank')
      .replaceAll('Android', 'iPhone')
      .replaceAll('Paso', 'Kassa')
    const path = twin.path.replace('wallet-payment-success', 'tills-in-trouble')
    const messages = lintBank([fileOf('wallet-payment-success'), { path, text }]).filter(
      (message) => message.rule === 'near-duplicates',
    )
    expect(messages.map((message) => message.path)).toContain(path)
    expect(new Set(messages.map((message) => message.path)).size).toBe(1)
    expect(messages.length).toBeGreaterThanOrEqual(5)
  })

  it('level-nouns: a level that asks for the author’s own picture', () => {
    const { path, text } = fileOf('reddit-new-moderator')
    const changed = text.replace('such as undoing harm before punishing', 'such as lapses before punishing')
    const bank = files.map((file) => (file.path === path ? { path, text: changed } : file))
    expect(lintBank(bank).filter(({ rule }) => rule === 'level-nouns')).toEqual([
      expect.objectContaining({
        path,
        line: changed.split('\n').findIndex((content) => content.includes('such as lapses')) + 1,
        message: expect.stringContaining('level 4 asks for “lapses”, which only the reference board says'),
      }),
    ])
  })

  it('one-company: another industry, and another owner, than in the first case of a company', () => {
    const [first, second] = [fileOf('courier-batching-test'), fileOf('doordash-on-time')]
    const told = (text: string) =>
      lintBank([first, { ...second, text }])
        .filter(({ rule }) => rule === 'one-company')
        .map(({ path, line, message }) => ({ path, line: text.split('\n')[line - 1]?.trim(), message }))
    expect(told(second.text)).toEqual([])
    const moved = second.text.replace('industry: commerce', 'industry: mobility')
    expect(told(moved)).toEqual([
      {
        path: second.path,
        line: 'industry: mobility',
        message: expect.stringContaining('DoorDash is in mobility here and in commerce in courier-batching-test'),
      },
    ])
    const bought = second.text.replace('company: DoorDash', 'company: DoorDash\n  parents: [Uber]')
    expect(told(bought)).toMatchObject([
      { line: 'company: DoorDash', message: 'DoorDash belongs to Uber here and to nobody in courier-batching-test' },
    ])
  })

  it('plot-quotas: a fifth plain no among eight warns, a fourth does not', () => {
    const tradeOffs = files.filter(({ path }) => path.includes('/trade-off/')).slice(0, 8)
    const withNo = (many: number) =>
      tradeOffs.map(({ path, text }, nth) => ({
        path,
        text: text.replace(/verdict: [a-z-]+, firstBet/, `verdict: ${nth < many ? 'plain-no' : 'hybrid'}, firstBet`),
      }))
    const told = (many: number) =>
      lintBank(withNo(many)).filter(({ rule, message }) => rule === 'plot-quotas' && message.includes('plain-no'))
    expect(told(4)).toEqual([])
    expect(told(5)).toEqual([
      expect.objectContaining({
        path: tradeOffs[4]?.path,
        line: (tradeOffs[4]?.text.split('\n').findIndex((content) => content.includes('  plot: {')) ?? -1) + 1,
        severity: 'warning',
        message: expect.stringContaining('5 of 8 cases of trade-off have the verdict plain-no; at most half may'),
      }),
    ])
  })

  it('follow-ups: a case that does not exist, itself, one twice; and too few of them warn', () => {
    const { path, text } = fileOf('doordash-on-time')
    const leadsTo = ['ride-eta-cancellations', 'driver-pay-transparency', 'heat-pump-installs']
    const near = files.filter((file) => leadsTo.some((id) => file.path.endsWith(`/${id}.yaml`)))
    const others = files.filter((file) => file.path.includes('/trade-off/') && !near.includes(file)).slice(0, 6)
    const told = (rule: string, changed: string) =>
      lintBank([{ path, text: changed }, ...near, ...others])
        .filter((message) => message.rule === rule && message.path === path)
        .map(({ line, severity, message }) => ({ line: changed.split('\n')[line - 1]?.trim(), severity, message }))
    expect(told('follow-ups', text)).toEqual([])
    const wrong = text
      .replace('- to: ride-eta-cancellations', '- to: no-such-case')
      .replace('- to: driver-pay-transparency', '- to: doordash-on-time')
    expect(told('follow-ups', wrong)).toEqual([
      { line: '- to: no-such-case', severity: 'fault', message: 'there is no case no-such-case' },
      { line: '- to: doordash-on-time', severity: 'fault', message: 'leads to itself' },
    ])
    expect(told('follow-ups', text.replace('- to: ride-eta-cancellations', '- to: heat-pump-installs'))).toEqual([
      { line: '- to: heat-pump-installs', severity: 'fault', message: 'leads to heat-pump-installs twice' },
    ])
    const few = told('follow-up-count', text.replace(/^ {4}- to: heat-pump-installs\n.*\n/m, ''))
    expect(few).toMatchObject([{ severity: 'warning', message: expect.stringContaining('leads to 2 cases') }])
  })

  it('follow-up-secrets: a question that names what decides the next case', () => {
    const { path, text } = fileOf('photo-uploads-silent')
    const plain = 'ask: "Daily players of a game fall. Find out why."'
    const told = (changed: string) =>
      lintBank([{ path, text: changed }, fileOf('game-players-fall')]).filter(
        ({ rule }) => rule === 'follow-up-secrets',
      )
    expect(text.split(plain)).toHaveLength(2)
    expect(told(text)).toEqual([])
    const telling = text.replace(plain, 'ask: "Players fall since a rival came. Why?"')
    expect(told(telling)).toEqual([
      expect.objectContaining({
        path,
        line: telling.split('\n').findIndex((content) => content.includes('since a rival came')) + 1,
        severity: 'fault',
        message:
          '“Players fall since a rival came. Why?” gives game-players-fall away (“rival”); ask as its prompt does',
      }),
    ])
  })

  it('follow-up-secrets: what the next case asks may be told, and not how it ends', () => {
    const { path, text } = fileOf('voice-mode-cost')
    const next = fileOf('training-run-energy-claim')
    const told = (ask: string) => {
      const changed = text.replace('Now check a number that a newspaper has published. Is it right?', ask)
      return lintBank([{ path, text: changed }, next])
        .filter((message) => message.rule === 'follow-up-secrets')
        .map((message) => ({ ...message, line: changed.split('\n')[message.line - 1]?.trim() }))
    }
    expect(told('Now check a number that a newspaper has published. Is it right?')).toEqual([])
    for (const [ask, named] of [
      ['A newspaper has a number. See why it holds.', 'number … holds'],
      ['The low end is enough here. Is it there?', 'low end'],
      ['Which base rates does the newspaper forget?', 'base rate'],
    ])
      expect(told(ask ?? '')).toEqual([
        expect.objectContaining({
          path,
          severity: 'fault',
          line: expect.stringContaining(ask ?? ''),
          message: expect.stringContaining(`gives training-run-energy-claim away (“${named}”)`),
        }),
      ])
  })

  it('equations: two ways that are further apart than a factor of three, and a section without one', () => {
    const { path, text } = fileOf('motorway-charging-bays')
    const apart = text
      .replace('mid: 5,740', 'mid: "574"')
      .replace('mid: "60"\n          unit: kWh per bay', 'mid: "600"\n          unit: kWh per bay')
    const told = lintBank([{ path, text: apart }]).filter(({ rule }) => rule === 'equations')
    expect(told.map(({ message }) => message)).toEqual([
      'bays2 is a factor of 11.8 from bays; two ways may differ by 3',
    ])
    const moved = text.replaceAll('section: secondWay\n        kind: term', 'section: equation\n        kind: term')
    expect(lintBank([{ path, text: moved }]).map(({ message }) => message)).toContain(
      'the section Second way has no equation',
    )
  })

  it('and there is a way for every rule', () => {
    const shown = new Set([
      ...ways.map(([rule]) => rule),
      ...planted.map(({ rule }) => rule),
      'file-name',
      'unique-case-ids',
      'near-duplicates',
      'one-company',
      'level-nouns',
      'plot-quotas',
      'follow-ups',
      'follow-up-secrets',
      'follow-up-count',
    ])
    expect([...caseRules, ...bankRules].map((rule) => rule.id).filter((id) => !shown.has(id))).toEqual([])
  })
})

/** Faults of one case, each of another rule and in lines of its own, share a copy of it: to parse one is most of the work. */
function copiesWith(faults: readonly Planted[]): Planted[][] {
  const linesOf = ({ id, words }: Planted): { first: number; last: number } => {
    const first = (fileOf(id).text.split(words)[0] ?? '').split('\n').length
    return { first, last: first + words.split('\n').length - 1 }
  }
  const areApart = (one: Planted, other: Planted): boolean =>
    one.rule !== other.rule &&
    !one.alone &&
    !other.alone &&
    (linesOf(one).last < linesOf(other).first || linesOf(other).last < linesOf(one).first)
  const copies: Planted[][] = []
  for (const fault of faults) {
    const copy = copies.find((others) => others[0]?.id === fault.id && others.every((other) => areApart(fault, other)))
    if (copy === undefined) copies.push([fault])
    else copy.push(fault)
  }
  return copies
}

describe('a fault that is planted in a case of the bank', () => {
  const copies = copiesWith(planted)
  const told = new Map<Planted[], readonly LintMessage[]>()

  it.each(planted)('$rule, in $id: $instead', (fault) => {
    const { rule, id, words, instead, line = instead, says } = fault
    const { path, text } = fileOf(id)
    expect(text.split(words), `${id} holds these words once`).toHaveLength(2)
    const copy = copies.find((faults) => faults.includes(fault)) ?? []
    const changed = copy.reduce((text, { words, instead }) => text.replace(words, () => instead), text)
    const messages = told.get(copy) ?? lintBank([{ path, text: changed }])
    told.set(copy, messages)
    const found = messages.filter((message) => message.rule === rule)
    const lines = [...changed.split('\n').entries()].filter(([, content]) => content.includes(line))
    expect(lines, 'one line is meant').toHaveLength(1)
    expect(found).toEqual([
      expect.objectContaining({ path, line: (lines[0]?.[0] ?? -1) + 1, message: expect.stringContaining(says) }),
    ])
  })
})

describe('the standard for your own cases', () => {
  const own = (breakIt: (draft: Draft) => void) => lintDraft(brokenDraft(breakIt), { standard: 'own' })
  const severities = (breakIt: (draft: Draft) => void) => [...new Set(own(breakIt).map(({ severity }) => severity))]

  it('reports as a warning what a case can be run without', () => {
    expect(severities((d) => d.guide.probes.splice(2))).toEqual(['warning'])
    expect(severities((d) => (d.guide.rubric[0].weight = 25))).toEqual(['warning'])
    expect(severities((d) => delete d.guide.reconciliation)).toEqual(['warning'])
    expect(severities((d) => (d.public.industry = 'fintech'))).toEqual(['warning'])
    expect(severities((d) => d.guide.hints.splice(1, 1))).toEqual(['warning'])
    expect(severities((d) => (d.guide.hints[0].text = '[A question that nudges.]'))).toEqual(['warning'])
  })

  it('keeps out what cannot be run, and what would tell the candidate', () => {
    for (const breakIt of [
      (d: Draft) => delete d.public.prompt,
      (d: Draft) => (d.public.title = '[A name for the list.]'),
      (d: Draft) => (d.public.title = '\u200b'),
      (d: Draft) => (d.guide.facts[0].text = 'Caf\ufffd'),
      (d: Draft) => (d.guide.facts[0].text = 'a\u0000b'),
      (d: Draft) => (d.guide.facts[0].askfor = ['x']),
      (d: Draft) => (d.public.hints = ['look at the banks']),
      (d: Draft) => (d.public.category = 'guesswork'),
      (d: Draft) => (d.public.phases[0].minutes[45] = 12),
      (d: Draft) => (d.guide.hints[0].id = d.guide.facts[0].id),
      (d: Draft) => (d.guide.facts[0].release = { on: 'phase', phase: 'later' }),
      (d: Draft) => (d.guide.hints[2].ceiling.dimension = 'charm'),
      (d: Draft) => (d.guide.samples[0].dimension = 'charm'),
      (d: Draft) => (d.guide.referenceBoard.items[1].kind = 'metric'),
      (d: Draft) => (d.guide.referenceBoard.items.find((i: Draft) => i.links).links[0].to = 'x'),
      (d: Draft) => (d.public.prompt += ` ${d.guide.facts[1].text}`),
    ])
      expect(severities(breakIt), breakIt.toString()).toContain('fault')
  })

  it('does not ask where the file lies, nor what else there is', () => {
    const file = broken(() => {})
    expect(
      lintBank(
        [
          { ...file, path: 'a.yaml' },
          { ...file, path: 'b.yaml' },
        ],
        { standard: 'own' },
      ),
    ).toEqual([])
  })

  it('looks at a draft as at a file, and says the place in the case', () => {
    const released = (draft: Draft) => (draft.guide.facts[1].release = { on: 'phase', phase: 'later' })
    expect(own(released)).toMatchObject([
      { rule: 'release-rules', severity: 'fault', at: ['guide', 'facts', 1, 'release', 'phase'] },
    ])
    const places = (messages: readonly LintMessage[]) =>
      messages.map(({ rule, severity, at }) => ({ rule, severity, at }))
    expect(places(lintBank([broken(released)], { standard: 'own' }))).toEqual(places(own(released)))
    expect(lintDraft('nothing')).toMatchObject([{ rule: 'schema', at: [] }])
  })

  // A pattern that goes back on its steps would not end within the age of the world here, and the test would time out.
  it('ends for a company whose name is a trap', () => {
    const messages = own((d) => {
      d.public.fictional = true
      d.public.company = 'a '.repeat(40).trim()
      d.public.notice = `All numbers are invented. ${'a'.repeat(3500)}`
    })
    expect(messages.map(({ rule }) => rule)).not.toContain('schema')
  })
})

describe('characters that nobody wrote', () => {
  const { path, text } = fileOf('wallet-payment-success')
  const [first = '', ...rest] = text.split('\n')
  const messages = (words: string) =>
    lintBank([{ path, text: [first, words, ...rest].join('\n') }], { standard: 'own' }).filter(
      ({ severity }) => severity === 'fault',
    )

  it.each([
    ['# Caf\ufffd', 6, 'a letter was lost here (�)'],
    ['# a\u0000b', 4, 'U+0000'],
    ['# \u009b31m', 3, 'U+009B'],
    ['# 😀 \ud83d', 6, 'U+D83D'],
  ])('are named with their place, also in a comment: %j', (words, column, says) => {
    expect(messages(words)).toEqual([
      expect.objectContaining({ rule: 'yaml', line: 2, column, message: expect.stringContaining(says) }),
    ])
  })

  it('are none of those that languages and other systems have', () => {
    expect(messages('# 😀 नमस्ते \u200d \u200c שלום \u200f مرحبا\t한국어 \u0085 \ufeff')).toEqual([])
    expect(lintBank([{ path, text: text.replaceAll('\n', '\r\n') }], { standard: 'own' })).toEqual([])
  })

  it('are named with their place in a draft that is not a file yet', () => {
    const draft = structuredClone(sound)
    draft.guide.facts[1].text = 'Two\u0007 thirds'
    expect(lintDraft(draft, { standard: 'own' })).toMatchObject([
      { rule: 'readable-text', severity: 'fault', at: ['guide', 'facts', 1, 'text'] },
    ])
  })
})

describe('messages', () => {
  it('name the line and column of what is wrong, all at once', () => {
    const { path, text } = fileOf('wallet-payment-success')
    const lines = text.replace('difficulty: hard', 'difficulty: brutal')
    const messages = lintBank([{ path, text: lines }])
    const [line] = [...lines.split('\n').entries()].find(([, content]) => content.includes('brutal')) ?? [-1]
    expect(messages).toEqual([expect.objectContaining({ rule: 'schema', line: line + 1, column: 15 })])

    const misspelt = text.replace('  insight: >-', '  insigth: oh\n  insight: >-')
    const [at] = [...misspelt.split('\n').entries()].find(([, content]) => content.includes('insigth')) ?? [-1]
    expect(lintBank([{ path, text: misspelt }]).map(formatMessage)).toEqual([
      `${path}:${at + 1}:3 [unknown-key] a case has no field “insigth” here`,
    ])
  })

  it('name a misspelt field also where another one is missing, and none that some other shape of its part has', () => {
    const file = broken((draft) => {
      draft.guide.hintz = draft.guide.hints
      delete draft.guide.hints
      draft.guide.facts[0].askfor = ['x']
      draft.guide.facts[0].release = { on: 'request', curveball: 'c', for: 'x' }
    })
    const told = lintBank([file]).map(({ rule, at }) => `${rule} ${at.join('.')}`)
    expect(told.toSorted()).toEqual([
      'schema guide.hints',
      'unknown-key guide.facts.0.askfor',
      'unknown-key guide.hintz',
    ])
  })

  it('tell all the faults of a file together', () => {
    const file = broken((draft) => {
      draft.public.phases[0].minutes[45] = 12
      draft.guide.rubric[0].weight = 25
      draft.guide.hints[2].ceiling.level = 4
    })
    expect(rulesBrokenBy(file).sort()).toEqual(['hint-ladder', 'phases', 'rubric'])
  })
})

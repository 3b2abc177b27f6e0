import type { BankRule, CaseRule } from './lint-message.ts'
import { askFor } from './rules/ask-for.ts'
import { briefReadingTime } from './rules/brief-reading-time.ts'
import { completeness } from './rules/completeness.ts'
import { computedTree } from './rules/computed-tree.ts'
import { cutCurveballs } from './rules/cut-curveballs.ts'
import { cutLine } from './rules/cut-line.ts'
import { deskNoteNumbers } from './rules/desk-note-numbers.ts'
import { equations } from './rules/equations.ts'
import { fileName } from './rules/file-name.ts'
import { flippingBet } from './rules/flipping-bet.ts'
import { followUpLadders } from './rules/follow-up-ladders.ts'
import { followUpCount, followUpSecrets, followUps } from './rules/follow-ups.ts'
import { gatedLaunch } from './rules/gated-launch.ts'
import { hintLadder } from './rules/hint-ladder.ts'
import { levelNouns } from './rules/level-nouns.ts'
import { limitedGuardrails } from './rules/limited-guardrails.ts'
import { measuredStakeholders } from './rules/measured-stakeholders.ts'
import { metricWindows } from './rules/metric-windows.ts'
import { namedGates } from './rules/named-gates.ts'
import { namedMinutes } from './rules/named-minutes.ts'
import { nearDuplicates, uniqueCaseIds } from './rules/near-duplicates.ts'
import { notice } from './rules/notice.ts'
import { oneCompany } from './rules/one-company.ts'
import { orderedLimits } from './rules/ordered-limits.ts'
import { phases } from './rules/phases.ts'
import { placeholder } from './rules/placeholder.ts'
import { plainWords } from './rules/plain-words.ts'
import { plot, plotQuotas } from './rules/plots.ts'
import { portableYaml } from './rules/portable-yaml.ts'
import { publicLeak } from './rules/public-leak.ts'
import { readLive } from './rules/read-live.ts'
import { readableText } from './rules/readable-text.ts'
import { reconciliation } from './rules/reconciliation.ts'
import { redHerring } from './rules/red-herring.ts'
import { referenceBoard } from './rules/reference-board.ts'
import { releaseRules } from './rules/release-rules.ts'
import { rubric } from './rules/rubric.ts'
import { sampleBoards } from './rules/sample-boards.ts'
import { sampleSize } from './rules/sample-size.ts'
import { shareBases } from './rules/share-bases.ts'
import { topics } from './rules/topics.ts'
import { treeValues } from './rules/tree-values.ts'
import { truthNumbers } from './rules/truth-numbers.ts'
import { uniqueIds } from './rules/unique-ids.ts'
import { valuedTree } from './rules/valued-tree.ts'
import { variants } from './rules/variants.ts'
import { vocabulary } from './rules/vocabulary.ts'

export const caseRules: readonly CaseRule[] = [
  portableYaml,
  readableText,
  placeholder,
  plainWords,
  fileName,
  vocabulary,
  notice,
  uniqueIds,
  completeness,
  phases,
  namedMinutes,
  briefReadingTime,
  releaseRules,
  askFor,
  redHerring,
  plot,
  hintLadder,
  rubric,
  referenceBoard,
  measuredStakeholders,
  limitedGuardrails,
  metricWindows,
  publicLeak,
  topics,
  reconciliation,
  deskNoteNumbers,
  truthNumbers,
  treeValues,
  valuedTree,
  computedTree,
  equations,
  sampleSize,
  shareBases,
  orderedLimits,
  cutLine,
  gatedLaunch,
  namedGates,
  readLive,
  flippingBet,
  variants,
  cutCurveballs,
  sampleBoards,
  followUpLadders,
]

export const bankRules: readonly BankRule[] = [
  uniqueCaseIds,
  nearDuplicates,
  oneCompany,
  levelNouns,
  plotQuotas,
  followUps,
  followUpSecrets,
  followUpCount,
]
